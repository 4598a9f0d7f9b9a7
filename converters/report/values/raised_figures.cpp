#include "converters/report/values/raised_figures.h"

#include <cmath>
#include <cstddef>
#include <string_view>

#include "core/unicode.h"

namespace gridlift::report {

namespace {

using View = std::u32string_view;

constexpr View kRaisedDigits = U"⁰¹²³⁴⁵⁶⁷⁸⁹";
constexpr int kLargestExponent = 18;  // beyond it a raised number is no magnitude

bool is_mark(char32_t c) {
  return kRaisedDigits.find(c) != View::npos || View(U"*†‡ᵃᵇᶜ").find(c) != View::npos || (c >= U'①' && c <= U'⑳');
}

/// Length of "[1]" or "[a]" at the end of a text, 0 when there is none.
std::size_t bracketed_mark(View text) {
  if (text.size() < 4 || text.back() != U']') return 0;
  const std::size_t open = text.rfind(U'[');
  if (open == View::npos || text.size() - open > 4 || text.size() - open < 3) return 0;
  for (const char32_t c : text.substr(open + 1, text.size() - open - 2)) {
    if (!is_digit(c) && !(c >= U'a' && c <= U'z')) return 0;
  }
  return text.size() - open;
}

std::size_t trimmed_end(View text, std::size_t end) {
  while (end > 0 && is_space(text[end - 1])) --end;
  return end;
}

}  // namespace

std::string take_note_marks(std::u32string& text) {
  std::size_t end = text.size();
  while (end > 0 && is_mark(text[end - 1])) --end;
  if (end == text.size()) end -= bracketed_mark(text);
  const std::size_t number = trimmed_end(text, end);
  // "m²" is a unit, and a mark alone is a text: a note stands behind a digit, bracket or percent sign.
  const bool behind_number = number > 0 && end < text.size() &&
                             (is_digit(text[number - 1]) || View(U")%‰）％").find(text[number - 1]) != View::npos);
  if (!behind_number) return {};
  View mark = View(text).substr(end);
  if (mark.front() == U'[') mark = mark.substr(1, mark.size() - 2);
  std::string note;
  for (const char32_t c : mark) append_utf8(note, c);
  text.resize(number);
  return nfkc(note);
}

std::optional<PowerOfTen> read_power_of_ten(const std::u32string& text) {
  const std::size_t first = text.find_first_of(std::u32string(kRaisedDigits) + U"⁺⁻");
  if (first == std::u32string::npos || first < 2 || text[first - 1] != U'0' || text[first - 2] != U'1')
    return std::nullopt;
  std::size_t at = first;
  const bool negative = text[at] == U'⁻';
  if (negative || text[at] == U'⁺') ++at;
  int exponent = 0;
  const std::size_t digits = at;
  for (; at < text.size() && at - digits < 3; ++at) {
    const std::size_t digit = kRaisedDigits.find(text[at]);
    if (digit == View::npos) break;
    exponent = exponent * 10 + static_cast<int>(digit);
  }
  if (at == digits || exponent > kLargestExponent) return std::nullopt;
  PowerOfTen power;
  power.factor = std::pow(10.0, negative ? -exponent : exponent);
  power.tail = text.substr(at);
  std::size_t head = trimmed_end(text, first - 2);
  if (head == 0) return power;
  if (View(U"×xX·⋅*✕").find(text[head - 1]) == View::npos) return std::nullopt;  // "1,210²" is a number with a note
  head = trimmed_end(text, head - 1);
  if (head == 0) return std::nullopt;
  power.head = text.substr(0, head);
  return power;
}

}  // namespace gridlift::report
