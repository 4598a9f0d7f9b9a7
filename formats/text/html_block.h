// HTML tables that stand in text: what Markdown writers fall back to for spans and cells of several blocks.
#pragma once

#include <cstddef>
#include <variant>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// How many lines the table takes that a `<table` tag at the beginning of the first opens, up to the line of its last
/// `</table>`; 0: none begins here. `scanned` gets the lines that were looked at in vain.
std::size_t html_table_length(Lines lines, std::size_t& scanned);

/// What such lines hold, in order: tables, and text outside of them. Tags are taken off the ledger.
std::vector<std::variant<RawTable, Line>> read_html_table(Lines lines, Context& context);

}  // namespace gridlift::text
