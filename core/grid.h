// The unified cell grid: what every reader's tables become. It cannot hold an overlap or a hole.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/limits.h"
#include "core/place.h"
#include "core/result.h"

namespace gridlift {

/// One cell; a merged cell appears once, at its top left slot.
struct Cell {
  int row = 0;
  int col = 0;
  int row_span = 1;
  int col_span = 1;
  std::string text;            ///< UTF-8; paragraphs and line breaks of the cell are '\n'
  bool header = false;         ///< names a column or row, rather than holding a value
  std::vector<Place> sources;  ///< where the text came from; a rejoined cell has several, a blank filler none
  std::string
      rule;  ///< what decided anything not written in the file ("row-rejoined", "span-inferred"); "" when nothing

  int end_row() const { return row + row_span; }
  int end_col() const { return col + col_span; }
};

/// rows x cols slots, each owned by exactly one cell. Made only by `make` and `make_filled`, which refuse or mend what
/// breaks that; the accessors that change a cell leave its place and spans alone.
class CellGrid {
 public:
  CellGrid() = default;  ///< the empty grid, 0 x 0
  CellGrid(const CellGrid&) = default;
  CellGrid& operator=(const CellGrid&) = default;
  /// What was moved from is the empty grid, since rows and columns without cells would be holes.
  CellGrid(CellGrid&& other) noexcept { *this = std::move(other); }
  CellGrid& operator=(CellGrid&& other) noexcept {
    rows_ = std::exchange(other.rows_, 0);
    cols_ = std::exchange(other.cols_, 0);
    cells_ = std::exchange(other.cells_, {});
    owners_ = std::exchange(other.owners_, {});
    return *this;
  }
  ~CellGrid() = default;

  /// Refuses (bad_argument) spans below 1, cells outside rows x cols, overlaps, and slots that no cell covers.
  /// Cells may come in any order; they are kept in row order, then column order.
  static Result<CellGrid> make(int rows, int cols, std::vector<Cell> cells);

  /// As `make`, but slots that no cell covers get a blank 1x1 cell. Spends `grid_slots` of the budget.
  static Result<CellGrid> make_filled(int rows, int cols, std::vector<Cell> cells, Budget& budget);

  int rows() const { return rows_; }
  int cols() const { return cols_; }
  bool empty() const { return cells_.empty(); }

  std::span<const Cell> cells() const { return cells_; }
  /// The cell that owns a slot. REQUIRES: 0 <= row < rows(), 0 <= col < cols().
  const Cell& at(int row, int col) const { return cells_[owner(row, col)]; }
  /// Index in cells() of the owner of a slot.
  std::size_t owner(int row, int col) const {
    return owners_[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols_) + static_cast<std::size_t>(col)];
  }
  /// True when the owner of the slot begins there (and not in a row above or a column to the left).
  bool begins_at(int row, int col) const { return at(row, col).row == row && at(row, col).col == col; }

  /// What may be changed without touching the shape.
  void set_text(std::size_t cell, std::string text) { cells_[cell].text = std::move(text); }
  void set_header(std::size_t cell, bool header) { cells_[cell].header = header; }
  void set_rule(std::size_t cell, std::string rule) { cells_[cell].rule = std::move(rule); }
  void add_source(std::size_t cell, Place place) { cells_[cell].sources.push_back(std::move(place)); }

  /// Gives the cells up, to build another grid from them; this one becomes empty.
  std::vector<Cell> release();

 private:
  int rows_ = 0;
  int cols_ = 0;
  std::vector<Cell> cells_;
  std::vector<std::uint32_t> owners_;  // rows_ x cols_, index in cells_
};

}  // namespace gridlift
