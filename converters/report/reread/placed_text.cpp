#include "converters/report/reread/placed_text.h"

#include <algorithm>
#include <utility>

#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kSameLine = 0.25;  // of the font size: baselines of one line
constexpr double kCellWidth = 5;    // points of a column, as the text reader makes them
constexpr double kCellHeight = 12;  // and of a line
constexpr double kPageGap = 1000;   // lines or points between pages: nothing goes on over it

/// Where the base of a word's letters stands on the page.
double baseline_of(const Word& word) {
  return word.writing == Writing::right ? word.baseline : word.box.center_y();
}

}  // namespace

void WordCollector::page(Page page) {
  std::vector<PlacedWord> words;
  words.reserve(page.words.size());
  for (Word& word : page.words) {
    if (word.invisible || word.mark == kArtifactMark) continue;
    PlacedWord placed;
    placed.y = height_ + baseline_of(word);
    placed.x0 = word.box.x0;
    placed.x1 = word.box.x1;
    placed.size = word.size;
    if (text_.in_cells) {
      const int row = static_cast<int>(word.box.y0 / kCellHeight);
      placed.x0 = word.box.x0 / kCellWidth;
      placed.x1 = word.box.x1 / kCellWidth;
      placed.y = height_ + row;
      placed.size = 2;
      placed.place.line = page.first_line + row;
      placed.place.column = static_cast<int>(placed.x0) + 1;
    } else {
      placed.place.page = page.number;
      placed.place.bbox = word.box;
    }
    placed.text = std::move(word.text);
    words.push_back(std::move(placed));
  }
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.y < b.y; });
  const std::size_t first_line = text_.lines.size();
  for (std::size_t from = 0; from < words.size();) {
    std::size_t to = from + 1;
    while (to < words.size() && words[to].y - words[from].y <= (text_.in_cells ? 0 : kSameLine * words[from].size))
      ++to;
    std::sort(words.begin() + static_cast<std::ptrdiff_t>(from), words.begin() + static_cast<std::ptrdiff_t>(to),
              [](const auto& a, const auto& b) { return a.x0 < b.x0; });
    const std::size_t begin = text_.words.size();
    const double y = words[from].y;
    for (; from < to; ++from) {
      words[from].y = y;
      words[from].line = text_.lines.size();
      words[from].page = static_cast<int>(text_.pages.size());
      text_.words.push_back(std::move(words[from]));
    }
    text_.lines.push_back({begin, text_.words.size()});
  }
  text_.pages.push_back({first_line, text_.lines.size()});
  height_ += (text_.in_cells ? page.height / kCellHeight : page.height) + kPageGap;
}

PlacedText with_letters_counted(const PlacedText& text) {
  PlacedText out = text;
  for (const Run& line : out.lines) {
    double end = 0;       // of the word before, in letters
    double end_wide = 0;  // the same as it was
    for (std::size_t i = line.from; i < line.to; ++i) {
      PlacedWord& word = out.words[i];
      const double wide_from = word.x0;
      const double wide_to = word.x1;
      word.x0 = end + (wide_from - end_wide);
      word.x1 = word.x0 + static_cast<double>(count_code_points(word.text));
      word.size = 1;
      end = word.x1;
      end_wide = wide_to;
    }
  }
  return out;
}

}  // namespace gridlift::report
