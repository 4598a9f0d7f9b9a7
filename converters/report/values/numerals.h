// Chinese numerals: 一百二十, 壹佰, 三万二千, 二〇二〇.
#pragma once

#include <optional>
#include <string_view>

namespace gridlift::report {

/// The value of a text that is wholly a Chinese numeral, positional (二〇二〇) or by units (一百二十); nullopt
/// otherwise.
std::optional<double> parse_chinese_numeral(std::u32string_view text);

}  // namespace gridlift::report
