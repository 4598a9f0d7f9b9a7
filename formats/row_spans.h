// Cells over several rows of a table that is read row by row: those rows get cells that carry them on.
#pragma once

#include <utility>
#include <vector>

#include "core/layout.h"

namespace gridlift {

/// HTML and wikis name a cell once, in its first row; a RawTable names it in every row.
class RowSpans {
 public:
  void begin_row() { column_ = 0; }
  /// The next column of the row.
  int column() const { return column_; }
  /// Puts the cells of rows above that stand at the row's next columns into it.
  void carry_on(RawRow& row);
  /// The cell that was just put into the row: how many rows and columns it takes.
  void take(int rows, int columns);

 private:
  int column_ = 0;
  std::vector<std::pair<int, int>> below_;  // by column: rows still to come of a cell, and its columns
};

}  // namespace gridlift
