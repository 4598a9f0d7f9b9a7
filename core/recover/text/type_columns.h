// Type columns: the two columns of running text that a page is set in, told by its prose and that of its neighbours.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/context.h"
#include "core/recover/stages.h"
#include "core/recover/stream/table_above.h"

namespace gridlift::recover {

/// Two columns of type of one width, beside each other in the middle of the page.
struct TypeColumns {
  Span1 left;
  Span1 right;
};

/// True when the middle of the page is white beside most of its rows: it may be set in two columns. O(n log n), and
/// quick on a page in one column.
bool may_have_columns(const Page& page);

/// What the blocks of prose on one page say of its columns.
struct ProseWidths {
  double page_width = 0;
  bool across = false;                 ///< most of it runs over the middle of the page
  std::optional<TypeColumns> columns;  ///< most of it stands in two columns, or in one of two
};
ProseWidths read_prose_widths(const Page& page, const std::vector<bool>& taken, Context& context);

/// The columns of a page that holds nothing but the parts of a table, side by side: the same columns on the left and on
/// the right, whose rows do not stand at one height, or which begin with the same header and fill the page.
std::optional<TypeColumns> columns_by_tables(const Page& page, const std::vector<bool>& taken);

/// Stream tables of a page in two columns: those that lie across both first, then those of each column in reading
/// order, where a table may go on from the column before. `above` is the table that ended the page before, or nullptr.
std::vector<Fragment> find_tables_in_columns(const Page& page, std::vector<bool> taken, const TypeColumns& columns,
                                             const TableAbove* above, Context& context);

}  // namespace gridlift::recover
