// What wikis write between bars to tell headers and spans: Textile, Jira, DokuWiki.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/context.h"
#include "core/layout.h"

namespace gridlift::text {

/// A row of names by its bars: `||a||b||` (Jira, Confluence), `^ a ^ b ^` (DokuWiki).
enum class HeadRow : std::uint8_t { none, doubled, carets };
HeadRow head_row(std::string_view trimmed_line);

/// The part at byte `at` of a DokuWiki row is a name: a caret stands before it.
bool is_caret_head(std::string_view line, std::size_t at);

/// Textile's marks at the beginning of a cell: `_. `, `\2. `, `/3. `, alignment and style.
struct CellMarks {
  std::size_t length = 0;  ///< bytes that they take
  bool header = false;
  int columns = 1;
  int rows = 1;
};
CellMarks cell_marks(std::string_view cell);

/// DokuWiki's `:::` goes on with the cell above.
void carry_on_doku(RawTable& table, Context& context);

}  // namespace gridlift::text
