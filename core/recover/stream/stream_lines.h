// Stream lines: the lines of a region, cut into pieces that stand in one column or run over several.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/recover/stream/stream_columns.h"
#include "core/recover/stream/stream_regions.h"
#include "core/recover/table/cell_kind.h"

namespace gridlift::recover {

/// Part of a line that belongs to one cell.
struct LinePiece {
  std::vector<std::uint32_t> words;  ///< indices in Page::words, by x
  double x0 = 0;
  double x1 = 0;
  std::size_t first = 0;  ///< columns that it reaches into, the last one included
  std::size_t last = 0;
  CellKind kind = CellKind::label;
  int ordinal = -1;     ///< the number of "3", "(3)" or "3."; -1 for everything else
  bool broken = false;  ///< a value that goes on on the next line: "1.46 (0.98,"

  bool spans() const { return last > first; }
};

struct StreamLine {
  std::vector<LinePiece> pieces;  ///< from left to right
  double baseline = 0;
  double size = 0;
  double top = 0;  ///< y of the box of its words
  double bottom = 0;
};

/// The lines of a region over its columns. Words in different columns are parted where a river runs between them; a
/// phrase of ordinary words that runs across rivers stays whole.
std::vector<StreamLine> cut_lines(const Page& page, const StreamRegion& region, const ColumnSet& columns);

/// The text of a piece, words parted by blanks.
std::string piece_text(const Page& page, const LinePiece& piece);

}  // namespace gridlift::recover
