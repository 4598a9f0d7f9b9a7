// Tables in the marks of wikis that give each cell a line of its own: MediaWiki `{| ... |}`, AsciiDoc `|===`.
#pragma once

#include <cstddef>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// How many lines the table takes that begins at the first; 0: none does. `scanned` gets the lines that were looked at
/// in vain. A title and attributes above AsciiDoc's fence belong to its table.
std::size_t wiki_table_length(Lines lines, std::size_t& scanned);

/// Reads what was measured, spans and all. Marks are taken off the ledger.
RawTable read_wiki_table(Lines lines, Context& context);

}  // namespace gridlift::text
