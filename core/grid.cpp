#include "core/grid.h"

#include <algorithm>
#include <utility>

namespace gridlift {

namespace {

constexpr std::uint32_t kNobody = UINT32_MAX;

std::string place_of(const Cell& cell) {
  return "row " + std::to_string(cell.row) + ", column " + std::to_string(cell.col);
}

bool in_order(const Cell& a, const Cell& b) {
  return a.row != b.row ? a.row < b.row : a.col < b.col;
}

/// Writes each cell's index into its slots; the slots that stay kNobody are holes.
Result<std::vector<std::uint32_t>> claim_slots(int rows, int cols, std::span<const Cell> cells) {
  std::vector<std::uint32_t> owners(static_cast<std::size_t>(rows) * static_cast<std::size_t>(cols), kNobody);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Cell& cell = cells[i];
    // Compared by subtraction, since `row + row_span` of a hostile cell can overflow.
    const bool inside = cell.row >= 0 && cell.col >= 0 && cell.row_span >= 1 && cell.col_span >= 1 && cell.row < rows &&
                        cell.col < cols && cell.row_span <= rows - cell.row && cell.col_span <= cols - cell.col;
    if (!inside) return fail(ErrorCode::bad_argument, "a cell reaches out of its grid", place_of(cell));
    for (int row = cell.row; row < cell.end_row(); ++row) {
      for (int col = cell.col; col < cell.end_col(); ++col) {
        std::uint32_t& slot =
            owners[static_cast<std::size_t>(row) * static_cast<std::size_t>(cols) + static_cast<std::size_t>(col)];
        if (slot != kNobody) return fail(ErrorCode::bad_argument, "two cells own one slot", place_of(cell));
        slot = static_cast<std::uint32_t>(i);
      }
    }
  }
  return owners;
}

Result<void> check_shape(int rows, int cols, std::size_t cells) {
  if (rows < 0 || cols < 0 || (rows == 0) != (cols == 0))
    return fail(ErrorCode::bad_argument, "a grid needs rows and columns, or neither");
  if (cells >= kNobody) return fail(ErrorCode::limit_items, "too many cells in one grid");
  return {};
}

}  // namespace

Result<CellGrid> CellGrid::make(int rows, int cols, std::vector<Cell> cells) {
  if (auto shape = check_shape(rows, cols, cells.size()); !shape) return tl::unexpected(shape.error());
  std::sort(cells.begin(), cells.end(), in_order);
  auto owners = claim_slots(rows, cols, cells);
  if (!owners) return tl::unexpected(owners.error());
  const auto hole = std::find(owners->begin(), owners->end(), kNobody);
  if (hole != owners->end()) {
    const auto at = static_cast<int>(hole - owners->begin());
    return fail(ErrorCode::bad_argument, "no cell owns a slot",
                "row " + std::to_string(at / cols) + ", column " + std::to_string(at % cols));
  }
  CellGrid grid;
  grid.rows_ = rows;
  grid.cols_ = cols;
  grid.cells_ = std::move(cells);
  grid.owners_ = *std::move(owners);
  return grid;
}

Result<CellGrid> CellGrid::make_filled(int rows, int cols, std::vector<Cell> cells, Budget& budget) {
  if (auto shape = check_shape(rows, cols, cells.size()); !shape) return tl::unexpected(shape.error());
  const auto slots = static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(cols);
  if (!budget.spend(Budget::Resource::grid_slots, slots))
    return fail(ErrorCode::limit_items, "the tables of this document have too many slots (grid-slots)");
  auto owners = claim_slots(rows, cols, cells);
  if (!owners) return tl::unexpected(owners.error());
  for (std::size_t i = 0; i < owners->size(); ++i) {
    if ((*owners)[i] != kNobody) continue;
    Cell blank;
    blank.row = static_cast<int>(i / static_cast<std::size_t>(cols));
    blank.col = static_cast<int>(i % static_cast<std::size_t>(cols));
    cells.push_back(std::move(blank));
  }
  return make(rows, cols, std::move(cells));
}

std::vector<Cell> CellGrid::release() {
  rows_ = cols_ = 0;
  owners_.clear();
  return std::exchange(cells_, {});
}

}  // namespace gridlift
