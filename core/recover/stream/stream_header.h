// Stream header: the lines at the top of a region that name its columns, and the cells they make.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/recover/stream/stream_lines.h"

namespace gridlift::recover {

/// A cell of the grid before its text is read.
struct StreamCell {
  std::size_t row = 0;
  std::size_t col = 0;
  std::size_t end_row = 1;  ///< one past the last
  std::size_t end_col = 1;
  std::vector<std::uint32_t> words;
  bool inferred = false;  ///< its span is not drawn, but told by where its text stands
};

/// One phrase only, at the left edge or in the middle of the table: the title of the rows below it.
bool is_section_title(const StreamRegion& region, const StreamLine& line);

/// How many of the lines at the top are header: those above the first rule under them or, without a rule, those above
/// the first line of values.
std::size_t count_header_lines(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines,
                               const ColumnSet& columns);

/// The header as cells: what wraps over lines is one cell, a label over several columns spans them (to the ends of the
/// rule under it, or as far as it is centred), a label without one above or below reaches over all levels.
struct StreamHeader {
  std::size_t rows = 0;
  std::vector<StreamCell> cells;
};
StreamHeader make_header(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines,
                         const ColumnSet& columns);

/// The columns that a label centred over several of them spans: of all ranges that hold its own and stay within
/// `least`..`most`, the widest of those that have their middle where the label has it.
ColumnReach centred_range(const ColumnSet& columns, const LinePiece& piece, std::size_t least, std::size_t most,
                          double unit);

}  // namespace gridlift::recover
