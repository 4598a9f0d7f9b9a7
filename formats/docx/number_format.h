// Number formats: a list counter as it is printed (ECMA-376 17.18.59 ST_NumberFormat).
#pragma once

#include <string>
#include <string_view>

namespace gridlift::docx {

/// "1" as "decimal", "Ⅰ" roman, "一" chineseCounting, "①" decimalEnclosedCircle, ... `format` is the value of w:numFmt;
/// `known` becomes false for a format that is printed as decimal for want of better. Counters under 1 are decimal.
std::string format_number(int number, std::string_view format, bool& known);

}  // namespace gridlift::docx
