#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "core/recover/stages.h"
#include "tests/page_builder.h"

using namespace gridlift;
using gridlift::recover::find_lattice_tables;
using gridlift::recover::Fragment;
using gridlift::test::PageBuilder;

namespace {

std::vector<Fragment> tables_of(const Page& page) {
  Limits limits;
  Context context(limits);
  return find_lattice_tables(page, context);
}

/// "a|b / c|d": cells with spans as text{rows x cols}.
std::string shape(const Table& table) {
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

/// Texts at the corners of a grid of 3 columns of 60 and rows of 20, the first at (100, 100).
void set_texts(PageBuilder& page, const std::vector<std::vector<std::string>>& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t col = 0; col < rows[row].size(); ++col) {
      page.text(104 + 60 * static_cast<double>(col), 113 + 20 * static_cast<double>(row), rows[row][col]);
    }
  }
}

}  // namespace

TEST_CASE("a plain ruled grid") {
  PageBuilder page;
  for (int i = 0; i < 4; ++i) page.horizontal(100 + 20 * i, 100, 280).vertical(100 + 60 * i, 100, 160);
  set_texts(page, {{"a", "b", "c"}, {"d", "e", "f"}, {"g", "h", "i j"}});
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 1);
  CHECK(shape(tables[0].table) == "a|b|c / d|e|f / g|h|i j");
  CHECK(tables[0].table.confidence > 0.9);
  CHECK(tables[0].words.size() == 10);
  CHECK(tables[0].column_edges.size() == 4);
  REQUIRE(tables[0].table.parts.size() == 1);
  CHECK(tables[0].table.parts[0].bbox == Box{100, 100, 280, 160});
}
