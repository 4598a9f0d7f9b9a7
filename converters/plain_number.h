// Numbers that a spreadsheet would show exactly as they are printed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace gridlift {

struct PlainNumber {
  double value = 0;      ///< of "12.5%" 0.125
  int decimals = 0;      ///< digits behind the point
  bool grouped = false;  ///< thousands parted by commas
  bool percent = false;
};

/// Reads "12", "-1,234.50", "+3", "12.5%" (and U+2212 for the minus). Nothing else is a number here: "007", "1.234,5",
/// more than 15 digits and "(12)" would change when a spreadsheet shows them again. Blanks around it are ignored.
std::optional<PlainNumber> read_plain_number(std::string_view text);

/// The number format that shows it as printed: "0", "#,##0.00", "0.0%".
std::string number_format(const PlainNumber& number);

}  // namespace gridlift
