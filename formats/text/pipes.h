// Tables whose columns are parted by bars: Markdown, Org, psql, and plain rows of `| a | b |`.
#pragma once

#include <cstddef>
#include <string_view>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// Lines that decide whether rows between bars agree in their number of cells.
inline constexpr std::size_t kBarLook = 100;

/// A bar, ASCII or drawn, that is not escaped.
bool has_bar(std::string_view line);

/// How many lines, from the first, are such a table; 0: none begins there. A delimiter row below the first row, or bars
/// at both ends of at least two rows with equally many cells, are evidence enough; a bar in a sentence is not.
std::size_t pipe_table_length(Lines lines);

/// Reads what `pipe_table_length` measured. Bars, delimiter rows and the backslashes of escaped bars are taken off the
/// ledger.
/// A delimiter row of Markdown or a header row of Jira: a backslash before a mark makes it a letter there.
bool knows_escapes(Lines lines);

RawTable read_pipe_table(Lines lines, Context& context);

}  // namespace gridlift::text
