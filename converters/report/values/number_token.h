// The number token: digits with decimal and grouping signs of any country, and what it tells of the style.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "converters/report/values/values.h"

namespace gridlift::report {

/// A run of digits and signs at the head of a text.
struct NumberToken {
  double value = 0;
  int decimals = 0;
  std::size_t length = 0;  ///< code points taken
  bool ambiguous = false;  ///< one sign with three digits behind it, and no certain style
  char32_t decimal = 0;    ///< the decimal sign when the token itself proves it, else 0
  char32_t grouping = 0;   ///< the grouping sign when the token itself proves it, else 0
};

/// Reads the longest number at the head of an NFKC text; nullopt when it does not begin with a digit or decimal sign,
/// or when its signs fit no way of writing numbers ("1.2.3", "12,34,5").
std::optional<NumberToken> read_number(std::u32string_view text, const NumberStyle& style);

}  // namespace gridlift::report
