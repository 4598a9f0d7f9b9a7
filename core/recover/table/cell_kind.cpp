#include "core/recover/table/cell_kind.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr int kUnitLetters = 3;  // "12 kg", "12 USD", "43138万元": more letters make a label of it

bool begins_with_any(std::string_view folded, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return folded.starts_with(word); });
}

/// "2019", "2019年": the year; 0 for everything else.
int year_of(std::string_view text) {
  if (text.ends_with("年")) text.remove_suffix(std::string_view("年").size());
  if (text.size() != 4) return 0;
  int year = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    year = year * 10 + (c - '0');
  }
  return year;
}

/// "1月", "2季度", "3.其他", "2) Rent": numerals that count what a label names.
bool is_numbered_label(std::string_view text) {
  for (const std::string_view suffix : {"月", "季度", "级", "类", "期", "号"}) {
    if (text.ends_with(suffix)) return true;
  }
  std::size_t at = 0;
  char32_t c = next_code_point(text, at);
  while (is_digit(c) && at < text.size()) c = next_code_point(text, at);
  if (c != '.' && c != ')' && c != 0x3001 && c != 0xFF0E && c != 0xFF09) return false;
  return at < text.size() && is_letter(first_code_point(trimmed(text.substr(at))));
}

/// "100 million", "3,5 Mrd. EUR": what is left is a number.
std::string_view without_magnitude(std::string_view text) {
  static constexpr std::array<std::string_view, 16> kMagnitudes = {
      "thousand",   "million", "millions", "billion", "billions", "trillion",  "tausend",  "millionen",
      "milliarden", "mio.",    "mrd.",     "mille",   "milliard", "milliards", "millones", "bn"};
  const std::size_t blank = text.rfind(' ');
  if (blank == std::string_view::npos || !is_digit(first_code_point(text))) return text;
  const std::string last = fold_label(text.substr(blank));
  return std::ranges::find(kMagnitudes, last) != kMagnitudes.end() ? trimmed(text.substr(0, blank)) : text;
}

}  // namespace

CellKind kind_of(std::string_view text) {
  text = trimmed(text);
  if (text.empty()) return CellKind::blank;
  text = without_magnitude(text);
  if (const int year = year_of(text); year >= 1800 && year < 2200) return CellKind::year;
  int digits = 0, letters = 0, words = 0, others = 0;
  bool in_word = false;
  bool code = false;  // marks of programs, not of figures
  for_each_code_point(text, [&](char32_t c) {
    const bool ascii = c < 0x80;  // most letters of most cells, told without a call
    const bool letter = ascii ? (c | 0x20) >= 'a' && (c | 0x20) <= 'z' : is_letter(c);
    if (ascii ? c >= '0' && c <= '9' : is_digit(c)) {
      ++digits;
    } else if (letter) {
      ++letters;
      words += in_word ? 0 : 1;
    } else if (ascii ? c > 0x20 && c != 0x7F : has_ink(c)) {
      ++others;
      code = code || std::u32string_view(U"{}\\|@_;").find(c) != std::u32string_view::npos;
    }
    in_word = letter;
  });
  if (digits == 0) {
    if (letters == 0 && others <= 3) return code ? CellKind::label : CellKind::dash;
    constexpr std::size_t kLongestDash = 16;  // bytes of "Ｎ．Ａ．"
    if (text.size() > kLongestDash) return CellKind::label;
    const std::string folded = fold_label(text);
    return folded == "n/a" || folded == "na" || folded == "n.a." || folded == "n.d." ? CellKind::dash : CellKind::label;
  }
  if (code || (letters > 0 && is_numbered_label(text))) return CellKind::label;
  if (!is_letter(first_code_point(text)) && letters <= kUnitLetters && words <= 2) return CellKind::number;
  // "减2" is a value; "Q1", "A12" and "第1项" are labels
  if (letters == 1 && is_cjk(first_code_point(text)) && is_digit(last_code_point(text))) return CellKind::number;
  return CellKind::label;
}

int ordinal_of(std::string_view text) {
  const std::string plain = nfkc(trimmed(text));
  std::string_view rest = plain;
  if (rest.starts_with('(') || rest.starts_with('[')) rest.remove_prefix(1);
  if (rest.ends_with(')') || rest.ends_with(']') || rest.ends_with('.')) rest.remove_suffix(1);
  if (rest.empty() || rest.size() > 3) return -1;
  int number = 0;
  for (const char c : rest) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

bool is_broken_value(std::string_view text) {
  static constexpr std::u32string_view kJoints = U"-–—−±×/~(（[";
  text = trimmed(text);
  int digits = 0, open = 0;
  for_each_code_point(text, [&](char32_t c) {
    digits += is_digit(c) ? 1 : 0;
    if (c == '(' || c == 0xFF08 || c == '[') ++open;
    if (c == ')' || c == 0xFF09 || c == ']') --open;
  });
  if (digits == 0) return false;
  return open > 0 || kJoints.find(last_code_point(text)) != std::u32string_view::npos || text.ends_with(" to");
}

bool is_enumerated(std::string_view text) {
  static constexpr std::u32string_view kNumerals = U"一二三四五六七八九十百甲乙丙丁";
  text = trimmed(text);
  std::size_t at = 0;
  char32_t c = text.empty() ? 0 : next_code_point(text, at);
  if (c >= 0x2460 && c <= 0x24FF) return true;  // circled and bracketed numbers
  const bool opened = c == '(' || c == 0xFF08;
  if (opened && at < text.size()) c = next_code_point(text, at);
  int numerals = 0;
  const auto numeral = [&] { return is_digit(c) || kNumerals.find(c) != std::u32string_view::npos; };
  const bool letter = c < 0x80 && is_letter(c);
  while (at < text.size() && (numeral() || (letter && numerals == 0))) {
    ++numerals;
    c = next_code_point(text, at);
  }
  if (numerals == 0 || numerals > 3) return false;
  if (opened || c == ')' || c == 0xFF09) return c == ')' || c == 0xFF09;
  if (c == 0x3001 || c == 0xFF0E) return true;
  return c == '.' && (at == text.size() || !is_digit(first_code_point(text.substr(at))));
}

bool ends_sentence(std::string_view text) {
  static constexpr std::array<char32_t, 9> kMarks = {'.', '!', '?', ';', 0x3002, 0xFF1B, 0xFF01, 0xFF1F, 0x061F};
  return std::ranges::find(kMarks, last_code_point(trimmed(text))) != kMarks.end();
}

bool ends_label(std::string_view text) {
  const char32_t last = last_code_point(trimmed(text));
  return last == ':' || last == 0xFF1A;
}

bool is_note(std::string_view text) {
  const std::string folded = fold_label(text);
  return begins_with_any(folded, {"note:", "notes:", "note.", "source:", "sources:", "*", "注:", "备注:", "资料来源",
                                  "数据来源", "说明:"});
}

bool is_unit(std::string_view text) {
  static constexpr auto kUnits = std::to_array<std::string_view>(
      {"%",      "‰",       "n",        "no",     "no.",      "kg",   "g",       "mg",         "t",
       "km",     "m",       "cm",       "mm",     "ha",       "kwh",  "mwh",     "gwh",        "usd",
       "eur",    "$",       "€",        "元",     "万元",     "亿元", "percent", "thousand",   "thousands",
       "number", "million", "millions", "tonnes", "hectares", "'000", "000s",    "$'000",      "€'000",
       "$000",   "$m",      "€m",       "£m",     "£'000",    "eurm", "usdm",    "eurmillion", "usdmillion"});
  const std::string folded = fold_label(text);
  if (folded.empty()) return false;
  const bool bracketed =
      (folded.front() == '(' && folded.back() == ')') || (folded.front() == '[' && folded.back() == ']');
  return bracketed || std::ranges::find(kUnits, std::string_view(folded)) != kUnits.end();
}

bool is_units_row(const CellGrid& grid, int row) {
  int filled = 0;
  for (int col = 0; col < grid.cols(); ++col) {
    const Cell& cell = grid.at(row, col);
    if (trimmed(cell.text).empty()) continue;
    if (!is_unit(cell.text) && !(filled > 0 && col == 0)) return false;
    ++filled;
  }
  return filled > 0;
}

}  // namespace gridlift::recover
