// Quoted text in letters: lines that begin with ">", as the answer to a letter repeats it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "formats/text/lines.h"

namespace gridlift::text {

/// The lines without the marks of quotation, for those who look for tables in them.
struct Unquoted {
  std::vector<Line> lines;
  std::vector<std::string> marks;  ///< what was taken off each line; "" for lines that are not quoted
};

/// Runs of two lines or more that begin with ">", each with as many marks as all of the run have; nothing when there
/// is no such run.
std::optional<Unquoted> unquote(Lines lines);

}  // namespace gridlift::text
