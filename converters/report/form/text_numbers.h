// Numbers that the running text says: patterns with one number, for checks of tables against the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gridlift::report {

/// What a pattern has in place of the number.
inline constexpr std::string_view kNumberPlace = "{number}";

/// Why a text is no such pattern, "" when it is one: literal text with one {number} and at most six '*'. A letter must
/// stand before the number.
std::string fault_of_text_pattern(std::string_view pattern);

/// The number that all matches of the patterns in a text say; none when nothing matches or two say different ones. Text
/// and pattern are compared folded (NFKC, case, no white space), within a sentence; '*' stands for a run of up to 40
/// letters without digits, so that no other number comes between. No backtracking: O(numbers x letters of a pattern's
/// reach) for a text.
std::optional<double> number_in_text(const std::vector<std::string>& patterns, std::string_view text);

}  // namespace gridlift::report
