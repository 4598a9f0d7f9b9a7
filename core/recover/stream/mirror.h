// Mirror: right-to-left text seen in a mirror begins at the left, so that tables of it are read by the same rules.
#pragma once

#include <vector>

#include "core/layout.h"
#include "core/recover/page/rulings.h"
#include "core/recover/stream/stream_table.h"
#include "core/recover/stream/table_above.h"

namespace gridlift::recover {

/// The words of a page with x counted from its right side. Texts, indices and all y stay; letter edges, rules and fills
/// are left out.
Page mirrored(const Page& page);
std::vector<Ruling> mirrored(std::vector<Ruling> rulings, double width);
Span1 mirrored(const Span1& span, double width);
/// Columns and header labels in the order of the mirror.
TableAbove mirrored(TableAbove above, double width);
/// What of a table is needed to make its fragment: columns, region and cells.
StreamTable mirrored(StreamTable table, double width);

}  // namespace gridlift::recover
