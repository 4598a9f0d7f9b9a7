// What a list item's label is for formats that number lists themselves.
#pragma once

#include <optional>
#include <string_view>

namespace gridlift {

/// The number of a label "3." or "3)" (at most nine digits); nothing for any other label.
std::optional<int> list_number(std::string_view label);

/// True for a label without letters and digits: "", "-", "•", "".
bool is_bullet(std::string_view label);

}  // namespace gridlift
