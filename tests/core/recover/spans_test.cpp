#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "core/recover/stages.h"

using namespace gridlift;
using Merge = RawCell::Merge;

namespace {

RawCell raw(std::string text, int span = 1, Merge vertical = Merge::none) {
  RawCell cell;
  cell.text = std::move(text);
  cell.col_span = span;
  cell.vertical = vertical;
  return cell;
}

RawTable table_of(std::vector<std::vector<RawCell>> rows) {
  RawTable table;
  for (auto& cells : rows) {
    RawRow row;
    row.cells = std::move(cells);
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Rows of "text@rows x cols" in the order of the grid; "" for blanks.
std::string shown(const CellGrid& grid) {
  std::string out = std::to_string(grid.rows()) + "x" + std::to_string(grid.cols()) + ":";
  for (const Cell& cell : grid.cells()) {
    out += " " + cell.text;
    if (cell.row_span > 1 || cell.col_span > 1)
      out += "@" + std::to_string(cell.row_span) + "x" + std::to_string(cell.col_span);
  }
  return out;
}

struct Resolved {
  std::vector<recover::Fragment> fragments;
  std::map<std::string, std::size_t, std::less<>> diagnostics;
  const CellGrid& grid() const { return fragments.front().table.grid; }
};

Resolved resolve(RawTable table, const Limits& limits = {}, bool keep_slivers = false) {
  Context context(limits);
  RecoverOptions options;
  options.keep_slivers = keep_slivers;
  Resolved resolved;
  resolved.fragments = recover::resolve_spans(std::move(table), options, context);
  resolved.diagnostics = context.diagnostics.counts();
  return resolved;
}

std::string random_text(std::mt19937& random, int& next) {
  return random() % 5 == 0 ? std::string() : "t" + std::to_string(next++);
}

RawTable random_table(std::mt19937& random, int& next) {
  RawTable table;
  const auto rows = 1 + random() % 7;
  for (std::size_t r = 0; r < rows; ++r) {
    RawRow row;
    row.grid_before = random() % 4 == 0 ? static_cast<int>(random() % 3) : 0;
    const auto cells = 1 + random() % 6;
    for (std::size_t c = 0; c < cells; ++c) {
      RawCell cell = raw(random_text(random, next), random() % 3 == 0 ? static_cast<int>(1 + random() % 4) : 1,
                         static_cast<Merge>(random() % 3));
      if (random() % 8 == 0) cell.horizontal = static_cast<Merge>(random() % 3);
      if (random() % 40 == 0) cell.col_span = INT32_MAX;
      row.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  const auto widths = random() % 8;
  for (std::size_t i = 0; i < widths; ++i) table.column_widths.push_back(static_cast<double>(random() % 3) / 8);
  return table;
}

/// All texts of a raw table, in any order.
std::vector<std::string> texts_of(const RawTable& table) {
  std::vector<std::string> texts;
  for (const RawRow& row : table.rows) {
    for (const RawCell& cell : row.cells) {
      if (!cell.text.empty()) texts.push_back(cell.text);
    }
  }
  std::sort(texts.begin(), texts.end());
  return texts;
}

std::vector<std::string> lines_of(const CellGrid& grid) {
  std::vector<std::string> lines;
  for (const Cell& cell : grid.cells()) {
    for (std::size_t at = 0; at < cell.text.size();) {
      const std::size_t end = std::min(cell.text.find('\n', at), cell.text.size());
      lines.push_back(cell.text.substr(at, end - at));
      at = end + 1;
    }
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

}  // namespace

TEST_CASE("spans of a raw table") {
  struct Row {
    std::string name;
    RawTable table;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"plain", table_of({{raw("a"), raw("b")}, {raw("c"), raw("d")}}), "2x2: a b c d"},
      {"a span over two columns", table_of({{raw("a", 2)}, {raw("b"), raw("c")}}), "2x2: a@1x2 b c"},
      {"a column in which nothing begins is not there", table_of({{raw("a", 2), raw("b", 5)}}), "1x2: a b"},
      {"a short row is filled", table_of({{raw("a"), raw("b")}, {raw("c")}}), "2x2: a b c "},
      {"merged down", table_of({{raw("a", 1, Merge::restart), raw("b")}, {raw("", 1, Merge::carry_on), raw("c")}}),
       "2x2: a@2x1 b c"},
      {"a continuation without a start starts",
       table_of(
           {{raw("a"), raw("b")}, {raw("c", 1, Merge::carry_on), raw("d")}, {raw("", 1, Merge::carry_on), raw("e")}}),
       "3x2: a b c@2x1 d e"},
      {"a continuation of another width is a cell of its own",
       table_of({{raw("a", 1, Merge::restart), raw("b")}, {raw("c", 2, Merge::carry_on)}}), "2x2: a b c@1x2"},
      {"the text of a continuation is kept", table_of({{raw("a", 1, Merge::restart)}, {raw("b", 1, Merge::carry_on)}}),
       "2x1: a\nb@2x1"},
  };
  for (const Row& row : rows) {
    const std::string name = row.name;
    CAPTURE(name);
    CHECK(shown(resolve(row.table).grid()) == row.want);
  }
}

TEST_CASE("legacy horizontal merges") {
  RawTable table = table_of({{raw("a"), raw(""), raw("b")}, {raw("c"), raw("d"), raw("e")}});
  table.rows[0].cells[0].horizontal = Merge::restart;
  table.rows[0].cells[1].horizontal = Merge::carry_on;
  CHECK(shown(resolve(table).grid()) == "2x3: a@1x2 b c d e");
}

TEST_CASE("slivers are collapsed, said, and kept on demand") {
  RawTable table = table_of({{raw("a", 2), raw("b")}, {raw("c"), raw("d", 2)}});
  table.column_widths = {100, 0.2, 100};
  const Resolved collapsed = resolve(table);
  CHECK(shown(collapsed.grid()) == "2x2: a b c d");
  CHECK(collapsed.diagnostics.contains("sliver-collapsed"));
  CHECK(shown(resolve(table, {}, true).grid()) == "2x3: a@1x2 b c d@1x2");
  table.rows[0].cells = {raw("a"), raw("x"), raw("b")};  // a hair wide, but with text in it
  CHECK(resolve(table).grid().cols() == 3);
}

TEST_CASE("header rows: declared at the top, and where merged cells reach") {
  RawTable table = table_of({{raw("a", 1, Merge::restart), raw("b")},
                             {raw("", 1, Merge::carry_on), raw("c")},
                             {raw("d"), raw("e")},
                             {raw("f"), raw("g")}});
  table.rows[0].header = true;
  table.rows[3].header = true;
  CHECK(resolve(table).fragments.front().table.header_rows == 2);
  for (RawRow& row : table.rows) row.header = true;
  CHECK(resolve(table).fragments.front().table.header_rows == 0);
}

TEST_CASE("nested tables follow their outer one and know its cell") {
  RawTable inner = table_of({{raw("x"), raw("y")}});
  RawTable outer = table_of({{raw("a"), raw("b")}, {raw("c"), raw("x\ty")}});
  outer.rows[1].cells[1].nested.push_back(inner);
  outer.rows[1].cells[1].nested.front().rows[0].cells[0].nested.push_back(table_of({{raw("deep")}}));
  const Resolved resolved = resolve(outer);
  REQUIRE(resolved.fragments.size() == 3);
  const auto& first = resolved.fragments[1].table.parent;
  const auto& second = resolved.fragments[2].table.parent;
  REQUIRE(first.has_value());
  REQUIRE(second.has_value());
  CHECK(first->table == 0);
  CHECK(first->row == 1);
  CHECK(first->col == 1);
  CHECK(second->table == 1);
}

TEST_CASE("a grid over the budget keeps its text") {
  Limits limits;
  limits.grid_slots = 3;
  const Resolved resolved = resolve(table_of({{raw("a"), raw("b")}, {raw("c"), raw("d")}}), limits);
  CHECK(shown(resolved.grid()) == "1x1: a\nb\nc\nd");
  CHECK(resolved.diagnostics.contains("grid-limit"));
}

TEST_CASE("columns past the limit lend their text to the last one") {
  Limits limits;
  limits.table_columns = 2;
  const Resolved resolved = resolve(table_of({{raw("a"), raw("b"), raw("c")}}), limits);
  CHECK(shown(resolved.grid()) == "1x2: a b\nc");
}

TEST_CASE("random raw tables: one owner for each slot, no text lost, none invented") {
  std::mt19937 random(20240517);
  for (int round = 0; round < 4000; ++round) {
    int next = 0;
    RawTable table = random_table(random, next);
    const std::vector<std::string> texts = texts_of(table);
    const int rows = static_cast<int>(table.rows.size());
    const Resolved resolved = resolve(table, {}, round % 2 == 0);
    REQUIRE(resolved.fragments.size() == 1);
    const CellGrid& grid = resolved.grid();
    CHECK(grid.rows() == rows);
    CHECK(lines_of(grid) == texts);
    std::vector<Cell> cells(grid.cells().begin(), grid.cells().end());
    CHECK(CellGrid::make(grid.rows(), grid.cols(), std::move(cells)).has_value());
  }
}
