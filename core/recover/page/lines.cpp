#include "core/recover/page/lines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// All in font sizes.
constexpr double kSameBaseline = 0.25;  ///< baselines nearer than this are one line: rounding, and fonts that differ
constexpr double kOverprint = 0.5;    ///< words may overlap their left neighbour by this much: kerning, slanted letters
constexpr double kScriptSize = 0.85;  ///< a superscript or subscript is smaller than its line by this factor
constexpr double kBlank = 0.2;        ///< a gap wider than this is a blank, whatever the reader says

/// A total order that depends on what the words are and not on where they stood in the file.
bool left_to_right(const Word& a, const Word& b) {
  return std::tie(a.box.x0, a.baseline, a.box.x1, a.size, a.text) <
         std::tie(b.box.x0, b.baseline, b.box.x1, b.size, b.text);
}

bool is_script_of(double size, const Box& box, double line_size, const Box& line) {
  return size <= kScriptSize * line_size && line.y0 < box.center_y() && box.center_y() < line.y1 &&
         box.intersection(line).height() >= 0.5 * box.height();
}

/// Sweeps the words from left to right; each joins the open segment at its baseline whose end is nearest, or opens one.
class SegmentSweep {
 public:
  SegmentSweep(const Page& page, double widest_gap) : page_(page), widest_gap_(widest_gap) {}

  void add(std::uint32_t index) {
    const Word& word = page_.words[index];
    const auto home = find_home(word);
    if (home == open_.end()) {
      segments_.push_back({{index}, word.box, word.baseline, word.size});
      open_.emplace(word.baseline, segments_.size() - 1);
      return;
    }
    const std::size_t at = home->second;
    TextLine& segment = segments_[at];
    segment.words.push_back(index);
    segment.box = segment.box.united(word.box);
    if (word.size > segment.size / kScriptSize) {
      // The segment began with a superscript: the line proper sets the baseline.
      segment.size = word.size;
      segment.baseline = word.baseline;
      open_.erase(home);
      open_.emplace(word.baseline, at);
    }
  }

  std::vector<TextLine> take() { return std::move(segments_); }

 private:
  using Open = std::multimap<double, std::size_t>;

  Open::iterator find_home(const Word& word) {
    // Only lines up to twice the word's size can take it as a superscript, so that few of them are looked at.
    const double reach = 1.3 * word.size;
    auto best = open_.end();
    double best_distance = 0;
    for (auto at = open_.lower_bound(word.baseline - reach); at != open_.end() && at->first <= word.baseline + reach;) {
      const TextLine& segment = segments_[at->second];
      if (is_past(segment, word)) {
        at = open_.erase(at);
        continue;
      }
      if (belongs(segment, word)) {
        const double distance =
            std::abs(segment.baseline - word.baseline) + 0.01 * std::abs(word.box.x0 - segment.box.x1);
        if (best == open_.end() || distance < best_distance) {
          best = at;
          best_distance = distance;
        }
      }
      ++at;
    }
    return best;
  }

  /// Words come by rising x: a segment that ends this far to the left cannot grow any more.
  bool is_past(const TextLine& segment, const Word& word) const {
    return word.box.x0 > segment.box.x1 + 3 * widest_gap_ * segment.size;
  }

  bool belongs(const TextLine& segment, const Word& word) const {
    const double size = std::max(segment.size, word.size);
    const double gap = word.box.x0 - segment.box.x1;
    if (gap > widest_gap_ * std::min(size, 2 * std::min(segment.size, word.size)) || gap < -kOverprint * size)
      return false;
    if (std::abs(segment.baseline - word.baseline) <= kSameBaseline * std::min(segment.size, word.size)) return true;
    return is_script_of(word.size, word.box, segment.size, segment.box) ||
           is_script_of(segment.size, segment.box, word.size, word.box);
  }

  const Page& page_;
  double widest_gap_;
  std::vector<TextLine> segments_;
  Open open_;
};

bool top_down(const Page& page, const TextLine& a, const TextLine& b) {
  if (a.baseline != b.baseline) return a.baseline < b.baseline;
  if (a.box.x0 != b.box.x0) return a.box.x0 < b.box.x0;
  return left_to_right(page.words[a.words.front()], page.words[b.words.front()]);
}

/// A segment is on the line when it is at its baseline, or when one is a super- or subscript of the other.
bool is_on_line(const TextLine& line, const TextLine& segment) {
  return std::abs(line.baseline - segment.baseline) <= kSameBaseline * std::min(line.size, segment.size) ||
         is_script_of(segment.size, segment.box, line.size, line.box) ||
         is_script_of(line.size, line.box, segment.size, segment.box);
}

bool overprints(const std::vector<Span1>& taken, const Span1& span, double size) {
  for (const Span1& other : taken) {
    if (span.overlap(other) > kOverprint * size) return true;
  }
  return false;
}

std::size_t strong_right_to_left(std::string_view text) {
  std::size_t count = 0;
  for_each_code_point(text, [&](char32_t c) { count += is_rtl(c) ? 1U : 0U; });
  return count;
}

bool is_strong_left_to_right(std::string_view text) {
  bool letters = false;
  for_each_code_point(text, [&](char32_t c) { letters = letters || is_letter(c) || is_digit(c); });
  return letters && strong_right_to_left(text) == 0;
}

/// Words by x become words in reading order: whole line reversed, runs of the other direction kept.
void order_right_to_left(const Page& page, std::vector<std::uint32_t>& words) {
  std::reverse(words.begin(), words.end());
  for (auto from = words.begin(); from != words.end();) {
    if (!is_strong_left_to_right(page.words[*from].text)) {
      ++from;
      continue;
    }
    const auto to =
        std::find_if(from, words.end(), [&](std::uint32_t i) { return !is_strong_left_to_right(page.words[i].text); });
    std::reverse(from, to);
    from = to;
  }
}

void order_words(const Page& page, TextLine& line) {
  std::sort(line.words.begin(), line.words.end(),
            [&](std::uint32_t a, std::uint32_t b) { return left_to_right(page.words[a], page.words[b]); });
  if (runs_right_to_left(page, line.words)) order_right_to_left(page, line.words);
}

/// The size of most letters, and the baseline of those words.
void settle(const Page& page, TextLine& line) {
  std::map<double, std::size_t> letters;
  for (const std::uint32_t i : line.words) letters[page.words[i].size] += page.words[i].text.size();
  const auto most = std::max_element(letters.begin(), letters.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  line.size = most->first;
}

bool has_blank_between(const Word& left, const Word& right) {
  const double size = std::max(left.size, right.size);
  const double gap = std::max(right.box.x0 - left.box.x1, left.box.x0 - right.box.x1);
  const char32_t last = last_code_point(left.text);
  const char32_t first = first_code_point(right.text);
  // Justified Chinese is letterspaced; a blank that means something is as wide as a letter.
  if (joins_without_space(last, first)) return gap > 0.8 * size;
  if (gap > kBlank * size || (right.space_before && gap > 0)) return true;
  // A footnote mark at a number is not a part of it: 1,234 and not 1,2341.
  return is_digit(last) && is_digit(first) && right.size <= kScriptSize * left.size;
}

}  // namespace

std::vector<TextLine> find_segments(const Page& page, std::span<const std::uint32_t> words, double widest_gap) {
  std::vector<std::uint32_t> sorted;
  sorted.reserve(words.size());
  for (const std::uint32_t i : words) {
    if (page.words[i].writing == Writing::right) sorted.push_back(i);
  }
  std::sort(sorted.begin(), sorted.end(),
            [&](std::uint32_t a, std::uint32_t b) { return left_to_right(page.words[a], page.words[b]); });
  SegmentSweep sweep(page, widest_gap);
  for (const std::uint32_t i : sorted) sweep.add(i);
  std::vector<TextLine> segments = sweep.take();
  std::sort(segments.begin(), segments.end(),
            [&](const TextLine& a, const TextLine& b) { return top_down(page, a, b); });
  return segments;
}

std::vector<TextLine> join_segments(const Page& page, std::vector<TextLine> segments) {
  std::sort(segments.begin(), segments.end(),
            [&](const TextLine& a, const TextLine& b) { return top_down(page, a, b); });
  std::vector<TextLine> lines;
  std::vector<std::vector<Span1>> taken;
  for (TextLine& segment : segments) {
    std::size_t home = lines.size();
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, lines.size()); ++back) {
      const std::size_t at = lines.size() - back;
      if (is_on_line(lines[at], segment) && !overprints(taken[at], segment.box.across(), segment.size)) {
        home = at;
        break;
      }
    }
    if (home == lines.size()) {
      taken.push_back({segment.box.across()});
      lines.push_back(std::move(segment));
      continue;
    }
    TextLine& line = lines[home];
    taken[home].push_back(segment.box.across());
    line.words.insert(line.words.end(), segment.words.begin(), segment.words.end());
    line.box = line.box.united(segment.box);
    if (segment.size > line.size) {
      line.size = segment.size;
      line.baseline = segment.baseline;
    }
  }
  for (TextLine& line : lines) {
    order_words(page, line);
    settle(page, line);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const TextLine& a, const TextLine& b) { return a.baseline < b.baseline; });
  return lines;
}

std::vector<TextLine> find_lines(const Page& page, std::span<const std::uint32_t> words) {
  return join_segments(page, find_segments(page, words));
}

std::string line_text(const Page& page, const TextLine& line) {
  std::string text;
  const Word* before = nullptr;
  for (const std::uint32_t i : line.words) {
    const Word& word = page.words[i];
    if (before != nullptr && has_blank_between(*before, word)) text.push_back(' ');
    text += word.text;
    before = &word;
  }
  return text;
}

std::string lines_text(const Page& page, std::span<const TextLine> lines) {
  std::string text;
  for (const TextLine& line : lines) {
    if (!text.empty()) text.push_back('\n');
    text += line_text(page, line);
  }
  return text;
}

bool runs_right_to_left(const Page& page, std::span<const std::uint32_t> words) {
  if (page.fragment) return false;  // a text file has its words in logical order, whatever their script
  std::size_t right_to_left = 0;
  for (const std::uint32_t i : words) right_to_left += strong_right_to_left(page.words[i].text);
  if (right_to_left == 0) return false;
  std::size_t letters = 0;
  for (const std::uint32_t i : words) {
    for_each_code_point(page.words[i].text, [&](char32_t c) { letters += is_letter(c) ? 1U : 0U; });
  }
  return right_to_left * 2 > letters;
}

}  // namespace gridlift::recover
