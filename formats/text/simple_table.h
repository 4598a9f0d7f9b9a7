// reStructuredText simple tables: columns marked by runs of '=' above, below the header, and at the end.
#pragma once

#include <cstddef>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// How many lines, from the first, are a simple table; 0: none begins there.
std::size_t simple_table_length(Lines lines);

/// Reads what `simple_table_length` measured. A row whose first column is empty goes on with the row above; a line of
/// dashes below a row says which columns its cells span. The rules are taken off the ledger.
RawTable read_simple_table(Lines lines, Context& context);

}  // namespace gridlift::text
