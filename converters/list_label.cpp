#include "converters/list_label.h"

#include <charconv>

#include "core/unicode.h"

namespace gridlift {

std::optional<int> list_number(std::string_view label) {
  if (label.size() < 2 || label.size() > 10 || (label.back() != '.' && label.back() != ')')) return std::nullopt;
  int number = 0;
  const char* const end = label.data() + label.size() - 1;
  const auto read = std::from_chars(label.data(), end, number);
  if (read.ec != std::errc() || read.ptr != end || number < 0) return std::nullopt;
  return number;
}

bool is_bullet(std::string_view label) {
  bool bullet = true;
  for_each_code_point(label, [&](char32_t c) { bullet = bullet && !is_letter(c) && !is_digit(c); });
  return bullet;
}

}  // namespace gridlift
