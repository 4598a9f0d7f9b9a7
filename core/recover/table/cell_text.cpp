#include "core/recover/table/cell_text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <tuple>
#include <utility>

#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// A word in its own reading direction: u grows along the line, v from line to line.
struct Placed {
  const CellWord* word;
  Span1 along;
  Span1 across;
  double size;
};

struct Line {
  std::vector<Placed> words;
  Span1 across;  // of its largest word
  double size = 0;

  double length() const {
    double from = words.front().along.from;
    double to = words.front().along.to;
    for (const Placed& word : words) {
      from = std::min(from, word.along.from);
      to = std::max(to, word.along.to);
    }
    return to - from;
  }
};

Placed placed(const CellWord& word, const Word& source) {
  const Box& b = word.box;
  switch (source.writing) {
    case Writing::up:
      return {&word, {-b.y1, -b.y0}, {b.x0, b.x1}, source.size};
    case Writing::down:
      return {&word, {b.y0, b.y1}, {-b.x1, -b.x0}, source.size};
    case Writing::left:
      return {&word, {-b.x1, -b.x0}, {-b.y1, -b.y0}, source.size};
    case Writing::vertical:
      return {&word, {b.y0, b.y1}, {-b.x1, -b.x0}, source.size};
    case Writing::right:
      break;
  }
  return {&word, {b.x0, b.x1}, {b.y0, b.y1}, source.size};
}

/// Words that share at least half of their height stand on one line.
std::vector<Line> lines_of(std::vector<Placed> words) {
  std::sort(words.begin(), words.end(), [](const Placed& a, const Placed& b) {
    return std::tuple(a.across.middle(), a.along.from, a.word->word) <
           std::tuple(b.across.middle(), b.along.from, b.word->word);
  });
  std::vector<Line> lines;
  for (Placed& word : words) {
    const auto shares = [&](const Line& line) {
      return line.across.overlap(word.across) >= 0.5 * std::min(line.across.length(), word.across.length());
    };
    if (lines.empty() || !shares(lines.back())) lines.emplace_back();
    Line& line = lines.back();
    if (word.size > line.size) {
      line.size = word.size;
      line.across = word.across;
    }
    line.words.push_back(word);
  }
  return lines;
}

bool reads_right_to_left(const Line& line) {
  int balance = 0;
  for (const Placed& word : line.words) {
    for_each_code_point(word.word->text, [&](char32_t c) { balance += is_rtl(c) ? 1 : is_letter(c) ? -1 : 0; });
  }
  return balance > 0;
}

/// From visual to reading order; the words of a text file have it, `logical`. In a right-to-left line, runs of other
/// words keep their own order.
void put_in_order(Line& line, bool logical) {
  std::sort(line.words.begin(), line.words.end(), [](const Placed& a, const Placed& b) {
    return std::tuple(a.along.from, a.along.to, a.word->word) < std::tuple(b.along.from, b.along.to, b.word->word);
  });
  if (logical || !reads_right_to_left(line)) return;
  std::reverse(line.words.begin(), line.words.end());
  const auto is_foreign = [](const Placed& word) {
    bool letters = false;
    bool own = false;
    for_each_code_point(word.word->text, [&](char32_t c) {
      letters = letters || is_letter(c) || is_digit(c);
      own = own || is_rtl(c);
    });
    return letters && !own;
  };
  for (auto begin = line.words.begin(); begin != line.words.end();) {
    begin = std::find_if(begin, line.words.end(), is_foreign);
    const auto end = std::find_if_not(begin, line.words.end(), is_foreign);
    std::reverse(begin, end);
    begin = end;
  }
}

std::string line_text(const Line& line) {
  std::string text;
  const Placed* before = nullptr;
  for (const Placed& word : line.words) {
    if (before != nullptr) {
      const double gap = std::max(word.along.from - before->along.to, before->along.from - word.along.to);
      const bool blank = gap > 0.25 * line.size || (word.word->space_before && gap > 0.05 * line.size);
      if (blank) text += ' ';
    }
    text += word.word->text;
    before = &word;
  }
  return text;
}

/// True when every line is one letter: a word set downwards, letter below letter.
bool is_stacked(std::span<const Line> lines) {
  return lines.size() > 2 && std::all_of(lines.begin(), lines.end(), [](const Line& line) {
           return line.words.size() == 1 && count_code_points(line.words.front().word->text) == 1 &&
                  is_letter(first_code_point(line.words.front().word->text));
         });
}

/// "0.24–" before "3.44": a range that the line break runs through.
bool ends_in_range(std::string_view text) {
  constexpr std::string_view kDash = "–";
  if (!text.ends_with(kDash)) return false;
  text.remove_suffix(kDash.size());
  return !text.empty() && is_digit(last_code_point(text));
}

/// What stands between two lines: nothing, a blank, or '\n'.
std::string_view seam(const Line& line, const Line& next, std::string_view text, double room) {
  const char32_t last = last_code_point(text);
  const char32_t first = first_code_point(next.words.front().word->text);
  const double needed = line.length() + 0.25 * line.size + next.words.front().along.length();
  const bool no_room = needed > room - 0.5 * line.size;
  if (!no_room) return "\n";
  if (joins_without_space(last, first)) return "";
  if (is_hyphen(last) && text.size() > 1 && is_lower(first)) return "";
  if (is_digit(first) && ends_in_range(text)) return "";
  return " ";
}

/// Takes the hyphen off a word that goes on in the next line.
void heal(std::string& text, const Line& next, TextLedger& ledger) {
  if (text.empty() || text.back() == '\n') return;
  if (seam_between(text, next.words.front().word->text) != Seam::healed_hyphen) return;
  std::size_t last = text.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80U) --last;
  ledger.out(std::string_view(text).substr(last));
  text.resize(last);
}

std::string text_of(std::vector<Placed> words, double room, bool logical, TextLedger* ledger) {
  std::vector<Line> lines = lines_of(std::move(words));
  const bool stacked = is_stacked(lines);
  std::string text;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    put_in_order(lines[i], logical);
    if (i > 0 && !stacked) {
      const std::string_view between = seam(lines[i - 1], lines[i], text, room);
      if (between.empty() && ledger != nullptr) heal(text, lines[i], *ledger);
      text += between;
    }
    text += line_text(lines[i]);
  }
  return text;
}

}  // namespace

CellWord whole_word(const Page& page, std::uint32_t word) {
  const Word& source = page.words[word];
  return {word, source.text, source.box, source.space_before};
}

std::string cell_text(const Page& page, std::vector<CellWord> words, double width, double height, TextLedger* ledger) {
  std::array<std::vector<Placed>, 5> by_writing;
  for (const CellWord& word : words) {
    const Word& source = page.words[word.word];
    by_writing[static_cast<std::size_t>(source.writing)].push_back(placed(word, source));
  }
  std::string text;
  for (std::size_t writing = 0; writing < by_writing.size(); ++writing) {
    if (by_writing[writing].empty()) continue;
    const auto way = static_cast<Writing>(writing);
    const bool level = way == Writing::right || way == Writing::left;
    if (!text.empty()) text += '\n';
    text += text_of(std::move(by_writing[writing]), level ? width : height, page.fragment, ledger);
  }
  return text;
}

}  // namespace gridlift::recover
