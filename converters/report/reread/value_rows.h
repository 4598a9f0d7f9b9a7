// Which lines of values belong to which rows, where no rules part them and numbers and labels run over lines.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "converters/report/reread/value_cells.h"

namespace gridlift::report {

/// A row by the lines of its label.
struct RowLines {
  std::vector<double> lines;  ///< y, from the top; none: the first row of a page, whose label stands on the page before
  bool open_above = false;    ///< the row that the form has above it was not found: what is there may be its
  bool open_below = false;
  bool of_form = true;  ///< false: some other row, whose values are not wanted
  bool cut = false;     ///< a page end may have cut it: its values may be parts, and each part stands by itself
};

struct RowCells {
  std::vector<CellPieces> cells;  ///< from left to right
  bool sure = false;  ///< its lines are told in one way only, each cell is one value, and nothing is left over
};

struct RowsReading {
  std::vector<RowCells> rows;  ///< as the rows given
  std::size_t explained = 0;   ///< pieces that are part of some row
};

/// What cells a block has.
struct CellKind {
  std::size_t columns = 0;
  bool any_text = false;  ///< they need not be values
};

/// Each line belongs to one row: those between two labels are shared out so that in each row all cells stand to the
/// label as `standing` says. Of all ways the one that explains most pieces is taken; where several do, rows that differ
/// are not sure. Within a row what overlaps from line to line is one cell. `lines`: of pieces, from the top; `rows`
/// likewise.
RowsReading read_rows(const PlacedText& text, std::span<const std::vector<Piece>> lines, std::span<const RowLines> rows,
                      Standing standing, const CellKind& kind);

}  // namespace gridlift::report
