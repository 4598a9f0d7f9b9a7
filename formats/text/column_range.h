// Which lines of a group show columns, and where these stand.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "formats/text/column_lines.h"
#include "formats/text/header_groups.h"
#include "formats/text/narrow_rivers.h"

namespace gridlift::text {

/// The columns of a table, from the left.
struct ColumnFrame {
  std::vector<Column> columns;

  /// The column that a text overlaps most; -1: none.
  int column_of(const Phrase& phrase) const;
  /// Whether a text stands over several columns.
  bool crosses(const Phrase& phrase) const;
  /// Values of the line in columns behind the first.
  int values_of(const ColumnLine& row) const;
};

/// Lines [first, end) of the group keep to the columns.
struct ColumnRange {
  ColumnFrame frame;
  std::size_t first = 0;
  std::size_t end = 0;
};

/// The lines that show most columns, without a few at the top (upper headers) and at the bottom (other text). Columns
/// are parted by two blanks or more in every line of more than one text, or by a narrow river. A lone value beside a
/// column that is free in its line belongs there. Nothing when there are fewer than two columns.
std::optional<ColumnRange> find_column_range(const std::vector<ColumnLine>& rows, const NarrowRivers& narrow);

}  // namespace gridlift::text
