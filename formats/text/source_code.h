// Lines of source code: what stands in columns there is no table.
#pragma once

#include <string_view>

namespace gridlift::text {

/// A statement, a directive, a comment or a bracket, by the marks of the languages that most code is written in.
/// `line` is trimmed.
bool reads_as_code(std::string_view line);

}  // namespace gridlift::text
