// Stream bands: rows that horizontal rules part, and cells over several rows where a rule leaves a column out.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/recover/stream/stream_body.h"

namespace gridlift::recover {

/// The body of a table whose rows are all ruled off from each other.
struct StreamBands {
  std::vector<BodyRow> rows;  ///< each the lines between two rules
  /// For each line between rows and each column: the rule runs over the column, and parts its cells.
  std::vector<std::vector<bool>> parted;
};

/// The bands of a body, if its rules part every row: several bands, hardly one with two lines of values below each
/// other. A rule that covers only some columns parts rows too, if it covers half the table. `expected`: the table
/// above, with which this one may go on, has such rules, and a band or two will do.
std::optional<StreamBands> find_bands(const StreamRegion& region, std::span<const StreamLine> lines,
                                      const ColumnSet& columns, bool expected);

/// Makes cells one that stand below each other in a column without a rule between them. `top` is the grid row of the
/// first band.
void merge_unparted(const StreamBands& bands, std::size_t columns, std::size_t top, std::vector<StreamCell>& cells);

}  // namespace gridlift::recover
