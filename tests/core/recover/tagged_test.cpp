#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/recover/stages.h"
#include "tests/page_builder.h"

using namespace gridlift;
using gridlift::recover::find_tagged_tables;
using gridlift::recover::Fragment;

namespace {

/// Adds `line` at (x, y); all its words get `mark`.
void mark_text(test::PageBuilder& builder, double x, double y, const std::string& line, std::int32_t mark) {
  const std::size_t before = builder.page().words.size();
  builder.text(x, y, line);
  for (std::size_t i = before; i < builder.page().words.size(); ++i) builder.page().words[i].mark = mark;
}

TaggedCell cell(std::int32_t mark, bool header = false, int row_span = 1, int col_span = 1) {
  TaggedCell made;
  made.row_span = row_span;
  made.col_span = col_span;
  made.header = header;
  if (mark >= 0) made.marks.push_back(mark);
  return made;
}

/// Region | Visitors (two columns); 2019 | 2020; two rows of figures. Marks as in reading order.
test::PageBuilder visitors() {
  test::PageBuilder builder;
  mark_text(builder, 50, 100, "Region", 0);
  mark_text(builder, 170, 100, "Visitors here", 1);
  mark_text(builder, 150, 115, "2019", 2);
  mark_text(builder, 230, 115, "2020", 3);
  mark_text(builder, 50, 130, "North", 4);
  mark_text(builder, 150, 130, "41", 5);
  mark_text(builder, 230, 130, "52", 6);
  mark_text(builder, 50, 145, "South", 7);
  mark_text(builder, 230, 145, "9", 9);
  TaggedTable table;
  table.rows = {{cell(0, true, 2, 1), cell(1, true, 1, 2)},
                {cell(2, true), cell(3, true)},
                {cell(4, true), cell(5), cell(6)},
                {cell(7, true), cell(-1), cell(9)}};
  builder.page().tagged_tables.push_back(table);
  return builder;
}

std::vector<Fragment> find(const Page& page, Context& context) {
  return find_tagged_tables(page, std::vector<bool>(page.words.size()), context);
}

}  // namespace

TEST_CASE("a tagged table that fits the page is taken as it is tagged") {
  Context context{Limits{}};
  const Page page = visitors().page();
  const auto found = find(page, context);
  REQUIRE(found.size() == 1);
  const Table& table = found[0].table;
  CHECK(table.method == Method::tagged);
  CHECK(table.grid.rows() == 4);
  CHECK(table.grid.cols() == 3);
  CHECK(table.grid.at(1, 0).text == "Region");
  CHECK(table.grid.at(0, 2).text == "Visitors here");
  CHECK(table.grid.at(2, 1).text == "41");
  CHECK(table.grid.at(3, 1).text == "");
  CHECK(table.header_rows == 2);
  CHECK(table.header_cols == 1);
  CHECK(table.confidence > 0.9);
  CHECK(found[0].words.size() == page.words.size());
}

TEST_CASE("the order of the words does not matter to tags") {
  Context context{Limits{}};
  std::mt19937 random(3);
  test::PageBuilder builder = visitors();
  const auto want = find(builder.page(), context);
  for (int round = 0; round < 10; ++round) {
    const auto found = find(builder.shuffled(random).page(), context);
    REQUIRE(found.size() == 1);
    CHECK(found[0].column_edges == want[0].column_edges);
    for (int row = 0; row < 4; ++row) {
      for (int col = 0; col < 3; ++col)
        CHECK(found[0].table.grid.at(row, col).text == want[0].table.grid.at(row, col).text);
    }
  }
}

TEST_CASE("tags that the page does not bear out are ignored, and said") {
  const auto refused = [](test::PageBuilder builder) {
    Context context{Limits{}};
    const bool none = find(builder.page(), context).empty();
    return none && context.diagnostics.count("tagged-table-ignored") == 1;
  };
  SUBCASE("cells in the wrong places") {
    test::PageBuilder builder = visitors();
    for (Word& word : builder.page().words) word.mark = 9 - word.mark;
    CHECK(refused(std::move(builder)));
  }
  SUBCASE("strange words among the cells") {
    test::PageBuilder builder = visitors();
    builder.text(160, 122, "not of the table");
    CHECK(refused(std::move(builder)));
  }
  SUBCASE("one column") {
    test::PageBuilder builder;
    mark_text(builder, 50, 100, "one", 0);
    mark_text(builder, 50, 120, "two", 1);
    TaggedTable table;
    table.rows = {{cell(0)}, {cell(1)}};
    builder.page().tagged_tables.push_back(table);
    CHECK(refused(std::move(builder)));
  }
}

TEST_CASE("a tagged table whose words are in a ruled one is left alone") {
  Context context{Limits{}};
  const Page page = visitors().page();
  std::vector<bool> taken(page.words.size());
  taken[3] = true;
  CHECK(find_tagged_tables(page, taken, context).empty());
  CHECK(context.diagnostics.count("tagged-table-ignored") == 0);
}

TEST_CASE("spans and holes of any kind give a whole grid or none") {
  std::mt19937 random(11);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int round = 0; round < 300; ++round) {
    test::PageBuilder builder;
    TaggedTable table;
    std::int32_t mark = 0;
    for (int row = 0; row < 2 + below(4); ++row) {
      table.rows.emplace_back();
      for (int col = 0; col < 1 + below(5); ++col) {
        mark_text(builder, 50 + 60 * col, 100 + 15 * row, "x" + std::to_string(mark), mark);
        table.rows.back().push_back(cell(mark++, below(3) == 0, 1 + below(3), 1 + below(3)));
      }
    }
    builder.page().tagged_tables.push_back(table);
    Context context{Limits{}};
    for (const Fragment& fragment : find(builder.page(), context)) {
      const Table& found = fragment.table;
      CHECK(fragment.column_edges.size() == static_cast<std::size_t>(found.grid.cols()) + 1);
      CHECK(fragment.row_edges.size() == static_cast<std::size_t>(found.grid.rows()) + 1);
      CHECK(std::is_sorted(fragment.column_edges.begin(), fragment.column_edges.end()));
    }
  }
}
