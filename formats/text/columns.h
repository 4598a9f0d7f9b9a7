// Groups of lines whose texts stand in columns: the table they make, told by white rivers between the columns.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/recover/flattened/flattened_rows.h"
#include "formats/text/column_range.h"
#include "formats/text/lines.h"
#include "formats/text/narrow_rivers.h"
#include "formats/text/raster_page.h"

namespace gridlift::text {

struct ColumnTable {
  std::size_t first = 0;  ///< lines [first, end) of the group
  std::size_t end = 0;
  recover::AlignedTable table;
  ColumnFrame frame;  ///< where its columns stand
  NarrowRivers narrow;
  int healed = 0;  ///< hyphens at line ends that went when a wrapped text was joined
};

/// The table in lines [from, to). Columns are parted by two blanks or more in every line that has
/// more than one text; upper headers may cross them, and stand over the columns around their middle. Taken for a table
/// when there are rows of values below names, not otherwise: words in columns are judged elsewhere.
std::optional<ColumnTable> find_columns(const RasterPage& raster, Lines lines, std::size_t from, std::size_t to);

/// Whether lines [from, to), behind a blank one, may be further rows: all their texts keep to the columns, or head rows
/// below, and some are values.
bool goes_on(const ColumnTable& table, const RasterPage& raster, std::size_t from, std::size_t to);

}  // namespace gridlift::text
