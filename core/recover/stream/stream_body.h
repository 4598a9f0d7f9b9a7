// Stream body: which lines below the header are one row, and the cells of those rows.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/layout.h"
#include "core/recover/stream/stream_header.h"
#include "core/recover/stream/stream_lines.h"

namespace gridlift::recover {

/// In font sizes: lines nearer than this cannot stand below each other; one is set between two others.
inline constexpr double kInterleaved = 0.82;
/// In font sizes: a line halfway between two lines of one cell stands this near to both, and
inline constexpr double kBeside = 1.05;
/// as near to one as to the other, but for this share of the distance.
inline constexpr double kHalfway = 0.15;

/// Lines that make one row: a range of indices.
struct BodyRow {
  std::size_t first = 0;
  std::size_t end = 0;
  bool hangs = false;  ///< its last line stands between its first and the next row: what is on it belongs to both
};

/// Joins wrapped lines to the row they continue, told by rules, leading, what the lines hold and how they begin.
std::vector<BodyRow> join_lines(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines,
                                const ColumnSet& columns);

/// The cells of the rows, the first of which stands in grid row `top`.
std::vector<StreamCell> body_cells(const StreamRegion& region, std::span<const StreamLine> lines,
                                   std::span<const BodyRow> rows, const ColumnSet& columns, std::size_t top);

}  // namespace gridlift::recover
