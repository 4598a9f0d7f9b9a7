// Flattened tables: rows of fields whose merges, page joins and columns another tool lost, brought back to tables.
//
// Two ways of flattening are known. Padded rows: every row has as many fields as its fragment is wide; a merged cell's
// text stands in its first field and the others are empty. Counted cells: every cell that the file had is there once,
// cells carried on from above are empty, and how many columns a cell spans is lost.
#pragma once

#include <string>
#include <vector>

#include "core/context.h"
#include "core/layout.h"

namespace gridlift::recover {

struct Field {
  std::string text;
  Place place;
};

using FieldRow = std::vector<Field>;

/// Rows without a break between them; the fields of a page, as a rule.
struct FieldFragment {
  std::vector<FieldRow> rows;
  bool page_break = false;  ///< a page break stands before it, not only a gap
};

/// Padded rows to tables: one, or more where a fragment begins a table of its own. Rows are aligned by their window of
/// values, fragments by their label columns and numbering, rows that a page cut are joined, and spans are told from
/// emptiness and from headers. What decided is in the cells' `rule` and the tables' `reasons`.
std::vector<RawTable> recover_padded(std::vector<FieldFragment> fragments, Context& context);

/// Cells up to an empty line.
struct FieldGroup {
  FieldRow fields;
  bool wide_gap = false;  ///< more than one empty line ends it: an empty paragraph, and then the row
};

/// Groups of cells to a table. A group need not be a row: an empty paragraph in a cell looks like the end of one.
RawTable recover_counted(std::vector<FieldGroup> groups, Context& context);

}  // namespace gridlift::recover
