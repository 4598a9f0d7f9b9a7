// Tables written as text for tests: one string a row, cells parted by '|', "<" continues the cell to the left, "^" the
// cell above.
#pragma once

#include <string>
#include <vector>

#include "core/document.h"

namespace gridlift::test {

inline std::vector<std::string> cells_of(const std::string& row) {
  std::vector<std::string> cells(1);
  for (const char c : row) {
    if (c == '|') {
      cells.emplace_back();
    } else {
      cells.back() += c;
    }
  }
  return cells;
}

inline CellGrid grid_of(const std::vector<std::string>& rows) {
  std::vector<std::vector<std::string>> slots;
  for (const std::string& row : rows) slots.push_back(cells_of(row));
  const std::size_t cols = slots.empty() ? 0 : slots.front().size();
  std::vector<Cell> cells;
  for (std::size_t r = 0; r < slots.size(); ++r) {
    for (std::size_t c = 0; c < cols; ++c) {
      if (slots[r][c] == "<" || slots[r][c] == "^") continue;
      std::size_t right = c + 1;
      while (right < cols && slots[r][right] == "<") ++right;
      std::size_t down = r + 1;
      while (down < slots.size() && slots[down][c] == "^") ++down;
      Cell cell;
      cell.row = static_cast<int>(r);
      cell.col = static_cast<int>(c);
      cell.row_span = static_cast<int>(down - r);
      cell.col_span = static_cast<int>(right - c);
      cell.text = slots[r][c];
      cells.push_back(std::move(cell));
    }
  }
  return CellGrid::make(static_cast<int>(rows.size()), static_cast<int>(cols), std::move(cells)).value();
}

inline Table table_of(const std::vector<std::string>& rows) {
  Table table;
  table.grid = grid_of(rows);
  return table;
}

}  // namespace gridlift::test
