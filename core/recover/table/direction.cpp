#include "core/recover/table/direction.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// More letters of right-to-left scripts than others.
bool mostly_rtl(const CellGrid& grid) {
  std::size_t rtl = 0, other = 0;
  for (const Cell& cell : grid.cells()) {
    for_each_code_point(cell.text, [&](char32_t c) {
      if (!is_letter(c)) return;
      (is_rtl(c) ? rtl : other) += 1;
    });
  }
  return rtl > other;
}

/// Share of numbers among the filled cells of a column.
double numbers_in(const CellGrid& grid, int col) {
  int filled = 0, numbers = 0;
  for (int row = 0; row < grid.rows(); ++row) {
    if (!grid.begins_at(row, col)) continue;
    const CellKind kind = kind_of(grid.at(row, col).text);
    filled += kind != CellKind::blank ? 1 : 0;
    numbers += kind == CellKind::number || kind == CellKind::year ? 1 : 0;
  }
  return filled == 0 ? 0 : static_cast<double>(numbers) / filled;
}

}  // namespace

void order_columns(Table& table) {
  const int cols = table.grid.cols();
  if (cols < 2 || !mostly_rtl(table.grid)) return;
  const bool labels_left = numbers_in(table.grid, 0) < 0.5 && numbers_in(table.grid, cols - 1) >= 0.5;
  if (labels_left) return;
  const int rows = table.grid.rows();
  std::vector<Cell> cells = table.grid.release();
  for (Cell& cell : cells) cell.col = cols - cell.end_col();
  if (auto grid = CellGrid::make(rows, cols, std::move(cells))) table.grid = std::move(*grid);
  std::ranges::reverse(table.columns);
  table.header_cols = 0;
  table.reasons.emplace_back("columns are read from the right");
}

}  // namespace gridlift::recover
