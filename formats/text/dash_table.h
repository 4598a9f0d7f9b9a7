// Tables whose columns a line of dashes below the header sets: pandoc's simple and multiline tables, database shells.
#pragma once

#include <cstddef>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// How many lines the table takes that begins at the first; 0: none does. Two or more runs of dashes set the columns,
/// and no text crosses the blanks between them. Either one header line, dashes, and rows up to a blank line; or all of
/// it between two full lines of dashes, rows of any number of lines parted by blank ones; the header may be missing
/// where dashes close the table.
std::size_t dash_table_length(Lines lines);

/// The same for tables between two full lines of dashes with blank lines between their rows only, which nothing else
/// looks like.
std::size_t multiline_table_length(Lines lines);

/// Reads what either measured. Dashes are taken off the ledger.
RawTable read_dash_table(Lines lines, Context& context);

}  // namespace gridlift::text
