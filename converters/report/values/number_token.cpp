#include "converters/report/values/number_token.h"

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/unicode.h"

namespace gridlift::report {

namespace {

bool is_sign(char32_t c) {
  return c == U'.' || c == U',' || c == U' ' || c == U'\'' || c == U'’' || c == U'٫' || c == U'٬' || c == U'·';
}

/// The token cut at its signs: groups of digits and the signs between them.
struct Groups {
  std::vector<std::u32string> digits;
  std::vector<char32_t> signs;  // signs[i] stands between digits[i] and digits[i + 1]
  std::size_t length = 0;
};

Groups split(std::u32string_view text) {
  Groups groups;
  std::u32string run;
  std::size_t i = 0;
  if (text.size() > 1 && (text[0] == U'.' || text[0] == U',') && is_digit(text[1])) {
    groups.digits.emplace_back(U"0");  // ".5"
    groups.signs.push_back(text[0]);
    i = 1;
  }
  for (; i < text.size(); ++i) {
    const char32_t c = text[i];
    if (is_digit(c)) {
      run.push_back(c);
      groups.length = i + 1;
      continue;
    }
    const bool between = is_sign(c) && !run.empty() && i + 1 < text.size() && is_digit(text[i + 1]);
    if (!between) break;
    groups.digits.push_back(std::exchange(run, {}));
    groups.signs.push_back(c);
  }
  if (!run.empty()) groups.digits.push_back(std::move(run));
  return groups;
}

/// Groups of three (1,234,567), of the Indian way (12,34,567), or of four (1,2345): what may stand between grouping
/// signs.
bool are_groups(const std::vector<std::u32string>& digits, std::size_t count) {
  if (digits[0].size() > 4 || digits[0].empty()) return false;
  const std::size_t last = digits[count - 1].size();
  if (last != 3 && last != 4) return false;
  for (std::size_t i = 1; i + 1 < count; ++i) {
    if (digits[i].size() != last && !(last == 3 && digits[i].size() == 2)) return false;
  }
  return digits[0].size() <= last;
}

double value_of(const std::vector<std::u32string>& digits, bool has_decimals, int& decimals) {
  double value = 0;
  decimals = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const bool fraction = has_decimals && i + 1 == digits.size();
    for (const char32_t c : digits[i]) value = value * 10 + digit_value(c);
    if (fraction) decimals = static_cast<int>(digits[i].size());
  }
  return decimals > 0 ? value / std::pow(10.0, decimals) : value;
}

bool all_same(const std::vector<char32_t>& signs, std::size_t count) {
  for (std::size_t i = 1; i < count; ++i) {
    if (signs[i] != signs[0]) return false;
  }
  return true;
}

/// Whether the last sign is the decimal one; nullopt when the signs fit no way of writing.
std::optional<bool> last_is_decimal(const Groups& groups, const NumberStyle& style, NumberToken& token) {
  const std::size_t signs = groups.signs.size();
  if (signs == 0) return false;
  const char32_t last = groups.signs[signs - 1];
  const bool can_be_decimal = last == U'.' || last == U',' || last == U'٫' || last == U'·';
  if (signs >= 2) {
    const bool same = all_same(groups.signs, signs);
    if (same) {
      if (!are_groups(groups.digits, groups.digits.size())) return std::nullopt;
      token.grouping = last;
      if (last == U'.') token.decimal = U',';
      if (last == U',') token.decimal = U'.';
      return false;
    }
    const bool groups_fit = all_same(groups.signs, signs - 1) && are_groups(groups.digits, groups.digits.size() - 1);
    if (!groups_fit || !can_be_decimal || groups.signs[0] == last) return std::nullopt;
    token.decimal = last;
    token.grouping = groups.signs[0];
    return true;
  }
  const std::size_t behind = groups.digits[1].size();
  const bool could_group = behind == 3 && groups.digits[0].size() <= 3 && groups.digits[0] != U"0";
  if (last == U' ' || last == U'\'' || last == U'’' || last == U'٬') {
    if (!could_group) return std::nullopt;
    token.grouping = last;
    return false;
  }
  if (!could_group) {
    token.decimal = last;
    return true;
  }
  token.ambiguous = !style.certain;
  return last == style.decimal;
}

}  // namespace

std::optional<NumberToken> read_number(std::u32string_view text, const NumberStyle& style) {
  Groups groups = split(text);
  if (groups.digits.empty()) return std::nullopt;
  NumberToken token;
  std::optional<bool> has_decimals = last_is_decimal(groups, style, token);
  while (!has_decimals && groups.signs.back() == U' ') {
    // "12 3456": the blank parts two things; take the first.
    groups.length -= groups.digits.back().size() + 1;
    groups.digits.pop_back();
    groups.signs.pop_back();
    has_decimals = last_is_decimal(groups, style, token);
  }
  if (!has_decimals) return std::nullopt;
  token.value = value_of(groups.digits, *has_decimals, token.decimals);
  token.length = groups.length;
  return token;
}

}  // namespace gridlift::report
