// What the tests of tables say of a page: its tables, and a table as one line of text.
#pragma once

#include <string>
#include <vector>

#include "core/recover/stages.h"
#include "tests/page_builder.h"

namespace gridlift::test {

inline std::vector<recover::Fragment> tables_of(const Page& page) {
  Limits limits;
  Context context(limits);
  return recover::find_lattice_tables(page, context);
}

/// Those without a grid of lines.
inline std::vector<recover::Fragment> stream_tables_of(const Page& page) {
  Limits limits;
  Context context(limits);
  return recover::find_stream_tables(page, std::vector<bool>(page.words.size()), nullptr, {0, page.width}, context);
}

/// "a|b / c|d": cells with spans as text{rows x cols}.
inline std::string shape(const Table& table) {
  std::string out;
  for (int row = 0; row < table.grid.rows(); ++row) {
    if (row > 0) out += " / ";
    bool first = true;
    for (int col = 0; col < table.grid.cols(); ++col) {
      if (!table.grid.begins_at(row, col)) continue;
      const Cell& cell = table.grid.at(row, col);
      if (!first) out += '|';
      first = false;
      out += cell.text;
      if (cell.row_span > 1 || cell.col_span > 1) {
        out += '{' + std::to_string(cell.row_span) + 'x' + std::to_string(cell.col_span) + '}';
      }
    }
  }
  return out;
}

inline std::string only_shape(const PageBuilder& page) {
  const auto tables = tables_of(page.page());
  if (tables.size() != 1) return std::to_string(tables.size()) + " tables";
  return shape(tables[0].table);
}

inline std::string only_stream_shape(const Page& page) {
  const auto tables = stream_tables_of(page);
  if (tables.size() != 1) return std::to_string(tables.size()) + " tables";
  return shape(tables[0].table);
}

}  // namespace gridlift::test
