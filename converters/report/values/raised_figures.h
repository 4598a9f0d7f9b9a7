// Small raised figures and signs behind a number: marks of footnotes, or powers of ten.
#pragma once

#include <optional>
#include <string>

namespace gridlift::report {

/// Takes the marks of footnotes behind a number off its end ("1,234¹", "56 *", "7[2]") and returns them, raised figures
/// as plain ones; "" when there are none. The text must not have been folded to NFKC, which makes the mark a digit.
std::string take_note_marks(std::u32string& text);

/// What a text with a raised figure behind a ten says.
struct PowerOfTen {
  double factor = 1;
  std::u32string head;  ///< the number to be multiplied, without the sign; "" when only a power is printed
  std::u32string tail;  ///< what follows the power: a unit, or nothing
};

/// Reads "3.5×10⁶" as 3.5 and the factor 1e6. A bare "10⁶" has no head: it may as well be a ten with a footnote, so
/// that the caller must not take it for a number. nullopt when no power is printed.
std::optional<PowerOfTen> read_power_of_ten(const std::u32string& text);

}  // namespace gridlift::report
