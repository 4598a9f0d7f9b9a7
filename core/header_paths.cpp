#include "core/header_paths.h"

#include <algorithm>

#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

bool blank(const Cell& cell) {
  return trimmed(cell.text).empty();
}

void append_label(std::vector<std::string>& path, std::string_view text) {
  std::string label = collapsed(joined_lines(text));
  if (!label.empty()) path.push_back(std::move(label));
}

}  // namespace

bool is_caption_row(const CellGrid& grid, int row) {
  if (grid.cols() < 2) return false;
  const Cell& cell = grid.at(row, 0);
  return cell.col_span == grid.cols() && cell.row_span == 1 && !blank(cell);
}

HeaderPaths::HeaderPaths(const Table& table) : table_(table), stub_(std::min(table.header_cols, table.grid.cols())) {
  const int rows = table.grid.rows();
  const auto count = static_cast<std::size_t>(rows);
  header_.assign(count, false);
  for (int row = 0; row < std::min(table.header_rows, rows); ++row) header_[static_cast<std::size_t>(row)] = true;
  for (const int row : table.interior_headers) {
    if (row >= 0 && row < rows) header_[static_cast<std::size_t>(row)] = true;
  }
  names_.resize(count);
  section_.resize(count);
  label_row_.assign(count * static_cast<std::size_t>(stub_), -1);
  Block names{0, std::min(table.header_rows, rows)};
  Block section;
  for (int row = 0; row < rows; ++row) {
    const auto at = static_cast<std::size_t>(row);
    if (header_[at] && row >= table.header_rows) {
      const Block run = run_at(row);
      if (names_columns(run)) {
        names = run;
        section = {};
      } else {
        section = run;
      }
      std::fill(names_.begin() + run.from, names_.begin() + run.to, names);
      row = run.to - 1;
      continue;
    }
    names_[at] = names;
    section_[at] = section;
    for (int col = 0; col < stub_ && !header_[at]; ++col) {
      const std::size_t slot = at * static_cast<std::size_t>(stub_) + static_cast<std::size_t>(col);
      const bool goes_on = row > 0 && !header_[at - 1] && blank(table.grid.at(row, col));
      label_row_[slot] = goes_on ? label_row_[slot - static_cast<std::size_t>(stub_)] : row;
    }
  }
}

HeaderPaths::Block HeaderPaths::run_at(int row) const {
  Block run{row, row + 1};
  const auto begins_anew = [&](int at) {
    return is_caption_row(table_.grid, at) && !is_caption_row(table_.grid, at - 1);
  };
  while (run.to < table_.grid.rows() && header_[static_cast<std::size_t>(run.to)] && !begins_anew(run.to)) ++run.to;
  return run;
}

bool HeaderPaths::names_columns(Block block) const {
  for (int row = block.from; row < block.to; ++row) {
    if (!is_caption_row(table_.grid, row)) return true;
  }
  return false;
}

std::vector<std::string> HeaderPaths::column_in(Block block, int col) const {
  std::vector<std::string> path;
  for (int row = block.from; row < block.to;) {
    const Cell& cell = table_.grid.at(row, col);
    append_label(path, cell.text);
    row = cell.end_row();
  }
  return path;
}

std::vector<std::string> HeaderPaths::column(int row, int col) const {
  Block block = names_[static_cast<std::size_t>(row)];
  block.to = std::min(block.to, row);
  return column_in(block, col);
}

std::vector<std::string> HeaderPaths::row(int row) const {
  std::vector<std::string> path;
  if (header_[static_cast<std::size_t>(row)]) return path;
  const Block section = section_[static_cast<std::size_t>(row)];
  for (int at = section.from; at < section.to; ++at) append_label(path, table_.grid.at(at, 0).text);
  int own = 0;
  while (own < stub_ && blank(table_.grid.at(row, own))) ++own;
  for (int col = 0; col < stub_;) {
    if (col < own && own < stub_) {
      const int named = label_row_[static_cast<std::size_t>(row * stub_ + col)];
      const Cell& cell = table_.grid.at(std::max(named, 0), col);
      if (named >= 0 && cell.col == col && cell.end_col() <= own) append_label(path, cell.text);
      ++col;
    } else {
      const Cell& cell = table_.grid.at(row, col);
      append_label(path, cell.text);
      col = cell.end_col();
    }
  }
  return path;
}

std::vector<std::vector<std::string>> HeaderPaths::columns() const {
  std::vector<std::vector<std::string>> paths(static_cast<std::size_t>(table_.grid.cols()));
  const Block top{0, std::min(table_.header_rows, table_.grid.rows())};
  for (std::size_t col = 0; col < paths.size(); ++col) paths[col] = column_in(top, static_cast<int>(col));
  return paths;
}

}  // namespace gridlift
