#include "converters/plain_number.h"

#include <charconv>

#include "core/unicode.h"

namespace gridlift {

namespace {

constexpr std::size_t kDigits = 15;  // what a double keeps, and all that spreadsheets show

bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Takes off a minus or plus; true for a minus.
bool take_sign(std::string_view& text) {
  for (const std::string_view minus : {"-", "\xE2\x88\x92"}) {
    if (text.starts_with(minus)) {
      text.remove_prefix(minus.size());
      return true;
    }
  }
  if (text.starts_with("+")) text.remove_prefix(1);
  return false;
}

/// The digits before the point, without commas; nothing when commas do not stand in threes, or zeros lead.
std::optional<std::string> whole_digits(std::string_view text, bool& grouped) {
  std::string digits;
  std::size_t since_comma = 0;
  for (const char c : text) {
    if (c == ',') {
      if (digits.empty() || (grouped ? since_comma != 3 : digits.size() > 3)) return std::nullopt;
      grouped = true;
      since_comma = 0;
    } else {
      digits.push_back(c);
      ++since_comma;
    }
  }
  if (digits.empty() || (grouped && since_comma != 3)) return std::nullopt;
  if (digits.size() > 1 && digits[0] == '0') return std::nullopt;
  return digits;
}

}  // namespace

std::optional<PlainNumber> read_plain_number(std::string_view text) {
  text = trimmed(text);
  PlainNumber number;
  const bool negative = take_sign(text);
  if (text.ends_with("%")) {
    number.percent = true;
    text = trimmed(text.substr(0, text.size() - 1));
  }
  for (const char c : text) {
    if (!is_ascii_digit(c) && c != ',' && c != '.') return std::nullopt;
  }
  const std::size_t point = text.find('.');
  auto digits = whole_digits(text.substr(0, point), number.grouped);
  if (!digits) return std::nullopt;
  if (point != std::string_view::npos) {
    const std::string_view fraction = text.substr(point + 1);
    if (fraction.empty() || fraction.find_first_of(",.") != std::string_view::npos) return std::nullopt;
    number.decimals = static_cast<int>(fraction.size());
    *digits += ".";
    *digits += fraction;
  }
  if (digits->size() > kDigits + (number.decimals > 0 ? 1 : 0)) return std::nullopt;
  std::from_chars(digits->data(), digits->data() + digits->size(), number.value);
  if (negative) number.value = -number.value;
  if (number.percent) number.value /= 100;
  return number;
}

std::string number_format(const PlainNumber& number) {
  std::string format = number.grouped ? "#,##0" : "0";
  if (number.decimals > 0) format += "." + std::string(static_cast<std::size_t>(number.decimals), '0');
  return number.percent ? format + "%" : format;
}

}  // namespace gridlift
