#include "core/grid.h"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using namespace gridlift;

namespace {

/// What CellGrid::make must say, by counting the owners of every slot.
bool fits(int rows, int cols, const std::vector<Cell>& cells) {
  std::vector<std::vector<int>> owners(static_cast<std::size_t>(rows),
                                       std::vector<int>(static_cast<std::size_t>(cols), 0));
  for (const Cell& cell : cells) {
    for (int r = cell.row; r < cell.end_row(); ++r) {
      for (int c = cell.col; c < cell.end_col(); ++c) {
        if (r < 0 || c < 0 || r >= rows || c >= cols) return false;
        ++owners[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)];
      }
    }
    if (cell.row_span < 1 || cell.col_span < 1) return false;
  }
  for (const auto& row : owners) {
    for (const int count : row) {
      if (count != 1) return false;
    }
  }
  return true;
}

Cell cell_at(int row, int col, int row_span, int col_span) {
  Cell cell;
  cell.row = row;
  cell.col = col;
  cell.row_span = row_span;
  cell.col_span = col_span;
  return cell;
}

/// A random tiling: slots in order, each free one starts a cell that grows into free slots.
std::vector<Cell> random_tiling(std::mt19937& random, int rows, int cols) {
  std::vector<std::vector<bool>> taken(static_cast<std::size_t>(rows),
                                       std::vector<bool>(static_cast<std::size_t>(cols), false));
  std::vector<Cell> cells;
  const auto is_taken = [&](int r, int c) { return taken[static_cast<std::size_t>(r)][static_cast<std::size_t>(c)]; };
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      if (is_taken(r, c)) continue;
      int width = 1;
      while (c + width < cols && !is_taken(r, c + width) && random() % 3 == 0) ++width;
      int height = 1;
      while (r + height < rows && random() % 3 == 0) ++height;
      for (int y = r; y < r + height; ++y) {
        for (int x = c; x < c + width; ++x) taken[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = true;
      }
      cells.push_back(cell_at(r, c, height, width));
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("a grid takes exactly the span sets that a brute-force check takes") {
  std::mt19937 random(20'261'121);
  int accepted = 0;
  int refused = 0;
  for (int round = 0; round < 20'000; ++round) {
    const int rows = 1 + static_cast<int>(random() % 6);
    const int cols = 1 + static_cast<int>(random() % 6);
    std::vector<Cell> cells = random_tiling(random, rows, cols);
    if (random() % 2 == 0 && !cells.empty()) {  // break it in one of the ways that files do, or not at all
      Cell& victim = cells[random() % cells.size()];
      switch (random() % 6) {
        case 0:
          victim.col_span += static_cast<int>(random() % 3) - 1;
          break;
        case 1:
          victim.row_span += static_cast<int>(random() % 3) - 1;
          break;
        case 2:
          victim.row -= 1;
          break;
        case 3:
          victim.col += 1;
          break;
        case 4:
          cells.pop_back();
          break;
        default:
          cells.push_back(victim);
          break;
      }
    }
    std::shuffle(cells.begin(), cells.end(), random);
    const bool want = fits(rows, cols, cells);
    const auto grid = CellGrid::make(rows, cols, cells);
    REQUIRE(grid.has_value() == want);
    (want ? accepted : refused) += 1;
    if (!want) continue;
    for (int r = 0; r < rows; ++r) {
      for (int c = 0; c < cols; ++c) {
        const Cell& owner = grid->at(r, c);
        REQUIRE((owner.row <= r && r < owner.end_row() && owner.col <= c && c < owner.end_col()));
      }
    }
  }
  CHECK(accepted > 5'000);
  CHECK(refused > 3'000);
}

TEST_CASE("a grid refuses spans whose end overflows an int") {
  CHECK_FALSE(CellGrid::make(1, 1, {cell_at(0, 0, 1, 2'147'483'647)}).has_value());
  CHECK_FALSE(CellGrid::make(2, 2, {cell_at(1, 1, 2'147'483'647, 2'147'483'647)}).has_value());
}

TEST_CASE("filling closes holes with blank cells and spends the budget") {
  Limits limits;
  limits.grid_slots = 10;
  Budget budget(limits);
  const auto grid = CellGrid::make_filled(2, 3, {cell_at(0, 0, 2, 1)}, budget);
  REQUIRE(grid.has_value());
  CHECK(grid->cells().size() == 5);
  CHECK(budget.left(Budget::Resource::grid_slots) == 4);
  CHECK_FALSE(CellGrid::make_filled(5, 1, {}, budget).has_value());
}

TEST_CASE("filling does not mend overlaps") {
  Budget budget{Limits{}};
  CHECK_FALSE(CellGrid::make_filled(1, 2, {cell_at(0, 0, 1, 2), cell_at(0, 1, 1, 1)}, budget).has_value());
}

TEST_CASE("a grid that was moved from is the empty grid") {
  auto made = CellGrid::make(1, 1, {cell_at(0, 0, 1, 1)});
  CellGrid first = *std::move(made);
  CellGrid second = std::move(first);
  CHECK(first.rows() == 0);  // NOLINT(bugprone-use-after-move): that is what is tested
  CHECK(first.cols() == 0);
  CHECK(first.empty());
  CHECK(second.rows() == 1);
  first = std::move(second);
  CHECK(second.cols() == 0);  // NOLINT(bugprone-use-after-move)
  CHECK(first.at(0, 0).row_span == 1);
}
