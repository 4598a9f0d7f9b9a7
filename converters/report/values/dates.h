// Dates as people print them, in Chinese and Western forms.
#pragma once

#include <string>
#include <string_view>

namespace gridlift::report {

/// ISO 8601 of a text that is wholly a date, as precise as printed ("2020-12", "2020-12-31"); "" when it is none. Knows
/// 2020年12月31日, 二〇二〇年十二月, 2020-12-31, 2020/12/31, 2020.12.31, 31.12.2020, 31/12/2020 (day first unless it
/// cannot be), 31 December 2020, December 31, 2020. A bare year is a number, "2020年" is a date.
std::string parse_date(std::string_view text);

}  // namespace gridlift::report
