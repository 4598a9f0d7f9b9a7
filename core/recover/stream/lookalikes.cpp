#include "core/recover/stream/lookalikes.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include "core/recover/page/labels.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kFewEntries = 4;  // fewer lines with a page number are no contents page
constexpr std::size_t kManyEntries = 8;
constexpr std::size_t kLeaderDots = 3;      // so many dots in a row lead from a text to a number
constexpr std::size_t kFewWords = 10;       // fewer words do not tell how a font is spaced
constexpr double kSameAdvance = 0.02;       // letters of a fixed-width font advance alike, but for rounding
constexpr double kSmall = 0.87;             // of the size of a line: the number beside it is set smaller
constexpr int kMostStep = 10;               // between numbers of lines
constexpr std::size_t kMostPageDigits = 5;  // of the number of a page, or of a line

bool is_marker(const Page& page, const LinePiece& piece) {
  if (piece.words.size() != 1) return false;
  const std::string text = piece_text(page, piece);
  const std::size_t length = count_code_points(text);
  const char32_t start = first_code_point(text);
  const char32_t end = last_code_point(text);
  if (length == 1) return !is_letter(start) && !is_digit(start);
  return length <= 6 && (end == U'.' || end == U')' || end == U']') && kind_of(text) != CellKind::dash;
}

/// A lone sign before the items of a list: no letter, no numeral.
bool is_bullet(const Page& page, const LinePiece& piece) {
  const std::string text = piece_text(page, piece);
  return count_code_points(text) == 1 && !is_letter(first_code_point(text)) && !is_digit(first_code_point(text));
}

/// Bullets, or numbers and sentences beside them: a list, a bibliography.
bool is_list(const Page& page, const StreamTable& table) {
  for (std::size_t c = 0; c + 1 < table.columns.size(); ++c) {
    std::size_t pieces = 0;
    std::size_t marked = 0;
    std::size_t bullets = 0;
    std::size_t beside = 0;
    std::size_t words = 0;
    for (const StreamLine& line : table.lines) {
      for (const LinePiece& piece : line.pieces) {
        if (piece.first == c) {
          ++pieces;
          marked += is_marker(page, piece) ? 1 : 0;
          bullets += c == 0 && is_bullet(page, piece) ? 1 : 0;
        } else if (piece.first == c + 1) {
          ++beside;
          words += piece.words.size();
        }
      }
    }
    if (pieces > 1 && marked * 5 >= pieces * 4 && words >= 4 * beside) return true;
    if (bullets > 1 && bullets * 5 >= pieces * 4) return true;
  }
  return false;
}

/// The number of a page: digits alone, or with the comma that parts it from the next.
std::optional<int> page_number(std::string_view text) {
  if (text.ends_with(',')) text.remove_suffix(1);
  if (text.empty() || text.size() > kMostPageDigits) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::size_t dots_at_end(std::string_view text) {
  std::size_t dots = 0;
  while (text.ends_with('.')) {
    ++dots;
    text.remove_suffix(1);
  }
  return dots;
}

/// Leaders of a region, and the page numbers that they lead to.
struct Leaders {
  struct Entry {
    int page = 0;
    bool last = true;  ///< no other number follows it
  };
  std::vector<std::vector<Entry>> by_place;  ///< the first leader of each line, the second, ...
  std::vector<std::size_t> columns;          ///< leaders by the column in which they begin
  std::size_t lines = 0;                     ///< lines with a leader to a page number
};

/// Reads one line from left to right: dots, then a number. False when it has no such leader.
bool read_leaders(const Page& page, const StreamLine& line, Leaders& out) {
  std::size_t dots = 0;
  std::size_t column = 0;
  std::size_t place = 0;
  bool after_number = false;
  for (const LinePiece& piece : line.pieces) {
    for (const std::uint32_t index : piece.words) {
      const std::string& text = page.words[index].text;
      const std::size_t tail = dots_at_end(text);
      if (tail > 0 && (tail == text.size() || tail >= kLeaderDots)) {
        if (tail < text.size()) dots = 0;
        if (dots == 0) column = piece.first;
        dots += tail;
        after_number = false;
        continue;
      }
      const std::optional<int> number = page_number(text);
      if (number && dots >= kLeaderDots) {
        if (place == out.by_place.size()) out.by_place.emplace_back();
        out.by_place[place++].push_back({*number, true});
        ++out.columns[column];
        after_number = true;
      } else if (after_number && kind_of(text) == CellKind::number) {
        out.by_place[place - 1].back().last = false;
      } else {
        after_number = false;
      }
      dots = 0;
    }
  }
  out.lines += place > 0 ? 1 : 0;
  return place > 0;
}

/// Pages go up, or stay, but for a rare slip.
bool ascends(const std::vector<int>& pages) {
  std::size_t falls = 0;
  for (std::size_t i = 1; i < pages.size(); ++i) falls += pages[i] < pages[i - 1] ? 1 : 0;
  return pages.size() >= kFewEntries && falls * 10 <= pages.size();
}

/// Each leader of the lines leads to one number, and these ascend.
bool leads_to_pages(const StreamTable& table, const Leaders& leaders) {
  if (leaders.lines * 2 < table.lines.size() || leaders.lines < kFewEntries) return false;
  return std::ranges::all_of(leaders.by_place, [](const std::vector<Leaders::Entry>& entries) {
    std::vector<int> pages;
    for (const Leaders::Entry& entry : entries) pages.push_back(entry.page);
    return std::ranges::all_of(entries, &Leaders::Entry::last) && (ascends(pages) || pages.size() < kFewEntries);
  });
}

/// A title with the number of its section: "4.2 Weights". `deep` when the number alone tells so.
bool is_numbered_title(const Page& page, const StreamLine& line, bool& deep) {
  std::string head = piece_text(page, line.pieces.front()) + " " + piece_text(page, line.pieces[1]);
  const Label label = label_of(head);
  deep = label.depth > 1;
  return label || (page_number(page.words[line.pieces.front().words.front()].text) && line.pieces.size() > 2);
}

/// Numbers at the left that count lines, whatever these say.
struct LineCount {
  bool found = false;  ///< most lines are counted, in steps of one size
  bool small = false;  ///< by numbers that are set smaller than the lines
};

LineCount count_lines(const Page& page, const StreamTable& table) {
  std::size_t counted = 0;
  std::size_t small = 0;
  int step = 0;
  std::optional<int> before;
  for (const StreamLine& line : table.lines) {
    if (line.pieces.empty()) continue;
    const Word& first = page.words[line.pieces.front().words.front()];
    const std::optional<int> number = page_number(first.text);
    if (number && before && step == 0) step = *number - *before;
    const bool next = number && before && step > 0 && step <= kMostStep && *number == *before + step;
    counted += next ? 1 : 0;
    small += next && first.size < kSmall * line.size ? 1 : 0;
    before = number;
  }
  const bool found = counted + 1 >= kFewEntries && counted * 4 >= table.lines.size() * 3;
  return {found, found && small * 4 >= counted * 3};
}

/// Titles that dots lead to ascending page numbers, or whose numbers count sections and which end with a page number.
bool is_contents(const Page& page, const StreamTable& table, const std::vector<bool>& led) {
  std::vector<int> pages;
  std::size_t titles = 0;
  std::size_t plain = 0;  // dots or a number of several levels: no row of a table begins so
  for (std::size_t i = 0; i < table.lines.size(); ++i) {
    const StreamLine& line = table.lines[i];
    if (line.pieces.size() < 2) continue;
    const std::optional<int> number = page_number(page.words[line.pieces.back().words.back()].text);
    if (!number) continue;
    pages.push_back(*number);
    bool deep = false;
    titles += is_numbered_title(page, line, deep) || led[i] ? 1 : 0;
    plain += deep || led[i] ? 1 : 0;
  }
  // Bare chapters: "1 Introduction 3" without a heading over any of it, counted through or anew in each part.
  const bool bare = table.columns.size() == 3 && table.header_lines == 0;
  const bool parts = table.region.rules.empty() && pages.size() >= kManyEntries && titles * 4 >= pages.size() * 3;
  if (bare && (parts || count_lines(page, table).found)) plain = pages.size();
  return pages.size() * 3 >= table.lines.size() * 2 && titles * 5 >= pages.size() * 3 && plain * 4 >= pages.size() &&
         ascends(pages);
}

/// "11419, 11428, 11436": only page numbers. Without commas it is one number whose thousands are set apart.
bool is_page_list(const Page& page, const LinePiece& piece) {
  const auto listed = [&](std::uint32_t index) { return page_number(page.words[index].text).has_value(); };
  const auto goes_on = [&](std::uint32_t index) {
    return page.words[index].text.find_first_of(",;") != std::string::npos;
  };
  return std::ranges::any_of(piece.words, goes_on) && std::ranges::all_of(piece.words, listed);
}

/// Leaders beside leaders, or lists of pages wherever one looks: an index. A table has leaders in its stub only.
bool is_index(const Page& page, const StreamTable& table, const Leaders& leaders) {
  const auto several = [](std::size_t count) { return count >= 2; };
  const std::size_t all_led = std::accumulate(leaders.columns.begin(), leaders.columns.end(), std::size_t{0});
  if (std::ranges::count_if(leaders.columns, several) >= 2 && all_led > kFewEntries) return true;
  std::size_t pieces = 0;
  std::size_t lists = 0;
  for (const StreamLine& line : table.lines) {
    pieces += line.pieces.size();
    lists += static_cast<std::size_t>(
        std::ranges::count_if(line.pieces, [&](const LinePiece& piece) { return is_page_list(page, piece); }));
  }
  return lists + all_led >= kFewEntries && (lists + all_led) * 3 >= pieces;
}

bool is_fixed_width(const Page& page, const StreamTable& table) {
  std::vector<double> advances;
  for (const StreamLine& line : table.lines) {
    for (const LinePiece& piece : line.pieces) {
      for (const std::uint32_t index : piece.words) {
        const Word& word = page.words[index];
        const bool latin = std::ranges::count_if(word.text, [](char c) { return c >= 'a' && c <= 'z'; }) >= 3;
        if (!latin || word.size <= 0) continue;
        advances.push_back(word.box.width() / (static_cast<double>(count_code_points(word.text)) * word.size));
      }
    }
  }
  if (advances.size() < kFewWords) return false;
  const auto middle = advances.begin() + static_cast<std::ptrdiff_t>(advances.size() / 2);
  std::nth_element(advances.begin(), middle, advances.end());
  const double usual = *middle;
  const auto alike =
      std::ranges::count_if(advances, [&](double a) { return std::abs(a - usual) <= kSameAdvance * usual; });
  return alike * 10 >= std::ssize(advances) * 9;
}

/// A column beside the first whose texts are mostly numbers, but for those that count the lines of another listing.
bool has_figures(const Page& page, const StreamTable& table) {
  std::vector<std::size_t> pieces(table.columns.size());
  std::vector<std::size_t> figures(table.columns.size());
  std::vector<std::optional<int>> before(table.columns.size());
  for (const StreamLine& line : table.lines) {
    for (const LinePiece& piece : line.pieces) {
      const std::optional<int> number = page_number(page.words[piece.words.front()].text);
      const bool counts_on = number && before[piece.first] && *number == *before[piece.first] + 1;
      before[piece.first] = number;
      ++pieces[piece.first];
      figures[piece.first] += piece.kind == CellKind::number && !counts_on ? 1 : 0;
    }
  }
  for (std::size_t c = 1; c < pieces.size(); ++c) {
    if (figures[c] * 2 > pieces[c]) return true;
  }
  return false;
}

/// A column of remarks: "% the rest", "// the rest".
bool has_remarks(const Page& page, const StreamTable& table) {
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    std::size_t pieces = 0;
    std::size_t remarks = 0;
    for (const StreamLine& line : table.lines) {
      for (const LinePiece& piece : line.pieces) {
        if (piece.first != c) continue;
        const std::string& text = page.words[piece.words.front()].text;
        ++pieces;
        remarks += piece.words.size() > 1 && (text == "%" || text == "//") ? 1 : 0;
      }
    }
    if (remarks + 1 >= kFewEntries && remarks * 5 >= pieces * 4) return true;
  }
  return false;
}

/// Most lines begin with the mark of a comment.
bool begin_with_marks(const Page& page, const StreamTable& table) {
  std::size_t marked = 0;
  for (const StreamLine& line : table.lines) {
    const std::string& text = page.words[line.pieces.front().words.front()].text;
    marked += text.starts_with('%') || text.starts_with('#') || text.starts_with("//") ? 1 : 0;
  }
  return marked >= kFewEntries && marked * 5 >= table.lines.size() * 3;
}

/// Lines of a program or of a text to talk about: counted by small numbers, with remarks, or in a
/// font of fixed width counted or marked.
bool is_code(const Page& page, const StreamTable& table) {
  const LineCount count = count_lines(page, table);
  if (count.small || has_remarks(page, table)) return true;
  if (table.region.rules.size() >= 2 || !is_fixed_width(page, table)) return false;
  return (count.found && !has_figures(page, table)) || begin_with_marks(page, table);
}

/// "A.", "(b)", "C": the place of its letter in the alphabet; -1 for everything else.
int letter_of(std::string_view text) {
  if (text.starts_with('(')) text.remove_prefix(1);
  const bool marked = text.ends_with('.') || text.ends_with(')');
  if (text.size() != 2 || !marked) return -1;
  const int letter = (text.front() | 0x20) - 'a';
  return letter >= 0 && letter < 26 ? letter : -1;
}

/// Lines of answers to choose from: "A. two   B. three   C. five".
bool are_choices(const Page& page, const StreamTable& table) {
  std::size_t lines = 0;
  for (const StreamLine& line : table.lines) {
    int next = 0;
    std::size_t run = 0;
    for (const LinePiece& piece : line.pieces) {
      for (const std::uint32_t index : piece.words) {
        const int letter = letter_of(page.words[index].text);
        run += letter >= 0 && (run == 0 || letter == next) ? 1 : 0;
        if (letter >= 0) next = letter + 1;
      }
    }
    lines += run >= 2 ? 1 : 0;
  }
  return lines >= 2 && lines * 4 >= table.lines.size();
}

}  // namespace

std::string_view lookalike(const Page& page, const StreamTable& table) {
  if (is_list(page, table)) return "list";
  if (table.region.rules.size() < 2 && are_choices(page, table)) return "choices";
  if (table.region.captioned) return {};
  Leaders leaders;
  leaders.columns.assign(table.columns.size(), 0);
  std::vector<bool> led;
  for (const StreamLine& line : table.lines) led.push_back(read_leaders(page, line, leaders));
  if (leads_to_pages(table, leaders) || is_contents(page, table, led)) return "contents page";
  if (table.region.rules.size() < 2 && is_index(page, table, leaders)) return "index";
  if (is_code(page, table)) return "code listing";
  return {};
}

}  // namespace gridlift::recover
