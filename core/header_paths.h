// The paths of header texts that name a row, a column, or a slot of a table.
#pragma once

#include <string>
#include <vector>

#include "core/document.h"

namespace gridlift {

/// True for a row with one cell from edge to edge, on that row alone: a caption of the rows below it.
bool is_caption_row(const CellGrid& grid, int row);

/// Reads the paths of one table, which must outlive it. Line breaks inside a label are joined; blank cells add nothing;
/// a label over several rows (columns) stands in the path of each row (column), and once in each path.
class HeaderPaths {
 public:
  explicit HeaderPaths(const Table& table);

  /// The header texts over a slot, from the top down: those of the last block of header rows above `row` that names
  /// columns (the rows at the top, or a run of Table::interior_headers).
  /// REQUIRES: 0 <= row < rows, 0 <= col < cols.
  std::vector<std::string> column(int row, int col) const;

  /// The stub texts of a row, from the left: captions of its block of rows that name no columns, then the cells of the
  /// header columns. A blank to the left of a label in the stub repeats the label above it. Empty for header rows.
  std::vector<std::string> row(int row) const;

  /// For each column its path at the top of the body: what Table::columns holds.
  std::vector<std::vector<std::string>> columns() const;

 private:
  /// Rows [from, to) that are headers one below the other.
  struct Block {
    int from = 0;
    int to = 0;
  };
  /// The header rows from `row` on that are one block: a caption below names of columns begins the next one.
  Block run_at(int row) const;
  bool names_columns(Block block) const;
  std::vector<std::string> column_in(Block block, int col) const;

  const Table& table_;
  int stub_ = 0;                // header columns
  std::vector<bool> header_;    // by row
  std::vector<Block> names_;    // by row: the block that names its columns
  std::vector<Block> section_;  // by row: the captions of its block of rows, or an empty block
  std::vector<int> label_row_;  // by row and stub column: the row with the label for it, -1 none
};

}  // namespace gridlift
