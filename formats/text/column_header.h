// The header of a table in character columns: names of columns, wrapped or not, and names of groups above them.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "core/recover/flattened/flattened_rows.h"
#include "formats/text/column_lines.h"
#include "formats/text/header_groups.h"

namespace gridlift::text {

struct ColumnHeader {
  std::vector<recover::AlignedRow> rows;  ///< from the top; a name stands in the first of its columns
  bool doubtful = false;                  ///< a lone upper text was taken for a line of the name below it
  int healed = 0;                         ///< hyphens at line ends that went when a wrapped name was joined
};

/// Reads the lines from below. A phrase within one column is its name, or goes on with the name below it when both
/// share an edge and would not have fitted on one line; a phrase over several columns, between two, or above a run of
/// dashes that is wider than a column, names a group. Nothing when fewer than half of the columns have a name.
/// `values`: where the texts below the header stand, for each of the columns; empty where there are none.
/// The first `labels` columns, whose texts name rows, are in no group unless its name touches them.
std::optional<ColumnHeader> read_column_header(const std::vector<ColumnLine>& lines, const std::vector<Column>& columns,
                                               const std::vector<Column>& values, int labels);

}  // namespace gridlift::text
