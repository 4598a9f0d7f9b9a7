#include "converters/table_nest.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "tests/converters/random_document.h"

using namespace gridlift;
using namespace gridlift::testing;

namespace {

Table table_of(const std::vector<std::vector<std::string>>& rows) {
  std::vector<Cell> cells;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows[r].size(); ++c) {
      Cell cell;
      cell.row = static_cast<int>(r);
      cell.col = static_cast<int>(c);
      cell.text = rows[r][c];
      cells.push_back(std::move(cell));
    }
  }
  Table table;
  table.grid =
      CellGrid::make(static_cast<int>(rows.size()), static_cast<int>(rows.front().size()), std::move(cells)).value();
  return table;
}

Table inside(Table table, std::size_t outer, int row, int col) {
  table.parent = ParentCell{outer, row, col};
  return table;
}

std::string written(std::vector<Table> tables, std::string_view to, WriteOptions options = {}) {
  Document document;
  document.tables = std::move(tables);
  Block place;
  place.kind = BlockKind::table;
  document.blocks.push_back(std::move(place));
  std::string page = serialized(document, to, options);
  const std::size_t body = page.find("<body>\n");
  if (body == std::string::npos) return page;
  page.erase(0, body + 7);
  return page.substr(0, page.find("</body>"));
}

const std::vector<Table> kThreeDeep = {table_of({{"left", "before\none\ttwo\ndeep\t4\nafter"}}),
                                       inside(table_of({{"one", "two"}, {"deep", "4"}}), 0, 0, 1),
                                       inside(table_of({{"deep"}}), 1, 1, 0)};

constexpr const char* kInner =
    "<table>\n<tbody>\n<tr><td>one</td><td>two</td></tr>\n"
    "<tr><td>\n<table>\n<tbody>\n<tr><td>deep</td></tr>\n</tbody>\n</table>\n</td><td>4</td></tr>\n"
    "</tbody>\n</table>\n";

/// A table whose last column's cells may hold tables of their own, with all text put together as readers do.
std::string random_nest(std::mt19937& random, std::vector<Table>& out, std::optional<ParentCell> parent, int depth) {
  const std::size_t self = out.size();
  out.emplace_back();
  const int rows = 1 + static_cast<int>(random() % 3);
  std::vector<std::vector<std::string>> texts;
  std::string all;
  for (int row = 0; row < rows; ++row) {
    // Few words, so that the same text stands in many places.
    std::string first = std::to_string(random() % 3);
    std::string second = random() % 2 == 0 ? "" : std::to_string(random() % 3) + "\n";
    while (depth < 3 && random() % 3 == 0) {
      second += random_nest(random, out, ParentCell{self, row, 1}, depth + 1);
      if (random() % 2 == 0) second += std::to_string(random() % 3) + "\n";
    }
    if (!second.empty()) second.pop_back();
    all += first + "\t" + second + "\n";
    texts.push_back({std::move(first), std::move(second)});
  }
  out[self] = table_of(texts);
  out[self].parent = parent;
  return all;
}

}  // namespace

TEST_CASE("A nested table stands in its cell in HTML, with the text around it") {
  CHECK(written(kThreeDeep, "html") == std::string("<table>\n<tbody>\n<tr><td>left</td><td>before\n") + kInner +
                                           "after</td></tr>\n</tbody>\n</table>\n");
}

TEST_CASE("A nested table that is asked for comes with those in its own cells") {
  WriteOptions options;
  options.table = 1;
  CHECK(written(kThreeDeep, "html", options) == kInner);
  CHECK(written(kThreeDeep, "md", options) == kInner);
}

TEST_CASE("Markdown writes a table with nested ones as HTML, and one in a frame as a table of its own") {
  CHECK(written(kThreeDeep, "md") == written(kThreeDeep, "html"));
  CHECK(written({table_of({{"Form\na\tb\nEnd"}}), inside(table_of({{"a", "b"}}), 0, 0, 0)}, "md") ==
        "Form\n\n|  |  |\n| --- | --- |\n| a | b |\n\nEnd\n");
}

TEST_CASE("A nested table takes only whole lines of its cell, and stays text where they are not together") {
  CHECK(written({table_of({{"11 a", "x"}, {"12\n1", "y"}}), inside(table_of({{"1"}}), 0, 1, 0)}, "html") ==
        "<table>\n<tbody>\n<tr><td>11 a</td><td>x</td></tr>\n<tr><td>12\n<table>\n<tbody>\n<tr><td>1</td></tr>\n"
        "</tbody>\n</table>\n</td><td>y</td></tr>\n</tbody>\n</table>\n");
  CHECK(written({table_of({{"one beside two", "x"}}), inside(table_of({{"one", "two"}}), 0, 0, 0)}, "html") ==
        "<table>\n<tbody>\n<tr><td>one beside two</td><td>x</td></tr>\n</tbody>\n</table>\n");
}

TEST_CASE("Random nests: every table is written, and every character once") {
  std::mt19937 random(5);
  for (int round = 0; round < 300; ++round) {
    std::vector<Table> tables;
    random_nest(random, tables, std::nullopt, 0);
    std::string ink;
    for (const Cell& cell : tables.front().grid.cells()) {
      for (const char c : cell.text) {
        if (c != '\n' && c != '\t') ink += c;
      }
    }
    const std::string page = written(tables, "html");
    std::size_t count = 0;
    std::string shown;
    for (std::size_t at = 0; at < page.size(); ++at) {
      if (page.compare(at, 7, "<table>") == 0) ++count;
      if (page[at] == '<') {
        at = page.find('>', at);
      } else if (page[at] != '\n' && page[at] != '\t') {
        shown += page[at];
      }
    }
    CAPTURE(page);
    CHECK(page.find("\n\n") == std::string::npos);  // which would end it in Markdown
    CHECK(shown == ink);
    CHECK(count == tables.size());
  }
}
