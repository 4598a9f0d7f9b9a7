// Tables of RTF, whose cells have right edges in place of spans.
#pragma once

#include <vector>

#include "core/layout.h"

namespace gridlift::docx {

/// What \trowd and the words after it say of the cells of a row. Lengths in twips.
struct RtfRowShape {
  struct CellShape {
    int right = 0;                                     ///< \cellx
    RawCell::Merge horizontal = RawCell::Merge::none;  ///< \clmgf, \clmrg
    RawCell::Merge vertical = RawCell::Merge::none;    ///< \clvmgf, \clvmrg
  };
  int left = 0;         ///< \trleft
  bool header = false;  ///< \trhdr
  CellShape next{};     ///< of the cell whose \cellx is still to come
  std::vector<CellShape> cells;
};

struct RtfRow {
  RtfRowShape shape;
  std::vector<RawCell> cells;
};

/// The rows as a raw table: the edges of all rows are its columns, those closer than a hair are one, and each cell
/// spans the columns up to its right edge. Cells without a shape follow, a column each.
RawTable table_of_rows(std::vector<RtfRow> rows);

}  // namespace gridlift::docx
