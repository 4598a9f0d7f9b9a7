// Columns that a line of runs of one mark sets ("==== ===", "---- ---"), and the text that stands in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gridlift::text {

/// Display columns [from, to) of a run of marks, from 0.
struct MarkedColumn {
  int from = 0;
  int to = 0;
};

/// The runs of a line of `mark` and blanks; nothing for other lines, nor for more than 512 runs.
std::vector<MarkedColumn> marked_columns(std::string_view line, char mark);

/// The text between two display columns, trimmed; `to` < 0: up to the end.
std::string text_between(std::string_view line, int from, int to);

}  // namespace gridlift::text
