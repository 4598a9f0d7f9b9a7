#include "core/recover/crossing/stitch.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/core/recover/table_text.h"

using namespace gridlift;
using namespace gridlift::recover;
using test::table_of;

namespace {

/// Columns 100 points wide from x = 50, rows 20 points high from y = 50, letters of 10 points.
Fragment on_page(int page, const std::vector<std::string>& rows, double left = 50, double width = 100) {
  Fragment fragment;
  fragment.table = table_of(rows);
  fragment.table.method = Method::lattice;
  fragment.text_height = 10;
  for (int col = 0; col <= fragment.table.grid.cols(); ++col) fragment.column_edges.push_back(left + width * col);
  for (int row = 0; row <= fragment.table.grid.rows(); ++row) fragment.row_edges.push_back(50 + 20 * row);
  const Box box{fragment.column_edges.front(), 50, fragment.column_edges.back(), fragment.row_edges.back()};
  fragment.table.parts.push_back({page, box});
  for (std::size_t i = 0; i < fragment.table.grid.cells().size(); ++i) {
    Place place;
    place.page = page;
    place.bbox = box;
    if (!fragment.table.grid.cells()[i].text.empty()) fragment.table.grid.add_source(i, place);
  }
  return fragment;
}

Fragment in_flow(const std::vector<std::string>& rows) {
  Fragment fragment;
  fragment.table = table_of(rows);
  return fragment;
}

Block paragraph(std::string text) {
  Block block;
  block.text = std::move(text);
  return block;
}

/// Hands fragments in, each on its page, and gives the document back; asserts that no text was lost or doubled.
struct Desk {
  Document document;
  Context context{Limits{}};
  DocumentBuilder builder{document};
  Stitcher stitcher{RecoverOptions{}, context, builder};

  void see(const std::string& text) { context.ledger.in(text); }
  void add(Fragment fragment) {
    for (const Cell& cell : fragment.table.grid.cells()) see(cell.text);
    if (fragment.table.caption) see(*fragment.table.caption);
    stitcher.table(std::move(fragment));
  }
  void add(Block block) {
    if (block.kind != BlockKind::furniture) see(block.label);
    see(block.text);
    stitcher.block(std::move(block));
  }
  Document& done() {
    stitcher.finish();
    CHECK(context.ledger.lost_chars() == 0);
    CHECK(context.ledger.surplus_chars() == 0);
    return document;
  }
};

/// A grid as the text that table_of reads.
std::vector<std::string> text_of(const CellGrid& grid) {
  std::vector<std::string> rows;
  for (int row = 0; row < grid.rows(); ++row) {
    std::string line;
    for (int col = 0; col < grid.cols(); ++col) {
      if (col > 0) line += '|';
      const Cell& cell = grid.at(row, col);
      line += cell.col < col ? "<" : cell.row < row ? "^" : cell.text;
    }
    rows.push_back(std::move(line));
  }
  return rows;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("fragments of one table become one table") {
  struct Case {
    std::string name;
    Rows first, second, want;
    std::string rule;  // that some cell must carry
  };
  const std::vector<Case> cases = {
      {"same columns", {"Town|Men|Women", "Aa|1|2"}, {"Bb|3|4"}, {"Town|Men|Women", "Aa|1|2", "Bb|3|4"}, ""},
      {"a repeated header",
       {"Town|Men|Women", "Aa|1|2"},
       {"Town|Men|Women", "Bb|3|4"},
       {"Town|Men|Women", "Aa|1|2", "Bb|3|4"},
       "header-repeated-dropped"},
      {"a repeated header of two rows with spans",
       {"Town|People|<", "^|Men|Women", "Aa|1|2"},
       {"Town|People|<", "^|Men|Women", "Bb|3|4"},
       {"Town|People|<", "^|Men|Women", "Aa|1|2", "Bb|3|4"},
       "header-repeated-dropped"},
      {"the title row is not repeated",
       {"Census 1|<|<", "Town|Men|Women", "Aa|1|2"},
       {"Town|Men|Women", "Bb|3|4"},
       {"Census 1|<|<", "Town|Men|Women", "Aa|1|2", "Bb|3|4"},
       "header-repeated-dropped"},
      {"white space and width do not make another header",
       {"结果 维持|总计", "甲|1"},
       {"结果维持|总 计", "乙|2"},
       {"结果 维持|总计", "甲|1", "乙|2"},
       "header-repeated-dropped"},
      {"titles of rows, the last one with its labels on the next page",
       {"Town|Men|Women", "North|<|<", "Town|Boys|Girls", "Aa|1|2", "South|<|<"},
       {"Town|Old|Young", "Bb|3|4"},
       {"Town|Men|Women", "North|<|<", "Town|Boys|Girls", "Aa|1|2", "South|<|<", "Town|Old|Young", "Bb|3|4"},
       ""},
      {"a merged cell goes on",
       {"Area|Town|Men", "North|Aa|1", "^|Bb|2"},
       {"|Cc|3", "South|Dd|4"},
       {"Area|Town|Men", "North|Aa|1", "^|Bb|2", "^|Cc|3", "South|Dd|4"},
       "span-rejoined"},
      {"a merged cell cut in mid-word",
       {"项目|内容|件", "（一）公开|甲|1", "（二）部分|乙|1", "（三）不予|丙|3", "（四）无|丁|4", "^|戊|5"},
       {"法提供|己|6", "^|庚|7", "（五）其他|辛|8"},
       {"项目|内容|件", "（一）公开|甲|1", "（二）部分|乙|1", "（三）不予|丙|3", "（四）无法提供|丁|4", "^|戊|5",
        "^|己|6", "^|庚|7", "（五）其他|辛|8"},
       "row-rejoined"},
      {"a row is cut in the middle of a sentence",
       {"Town|Note|Men", "Aa|A short note.|1", "Bb|This one is long and|2"},
       {"|goes on here.|", "Cc|Short again.|3"},
       {"Town|Note|Men", "Aa|A short note.|1", "Bb|This one is long and goes on here.|2", "Cc|Short again.|3"},
       "row-rejoined"},
      {"a cut row under a repeated header, with a hyphen",
       {"Town|Note|Men", "Aa|Short.|1", "Bb|Some infor-|2"},
       {"Town|Note|Men", "|mation more.|", "Cc|Short again.|3"},
       {"Town|Note|Men", "Aa|Short.|1", "Bb|Some information more.|2", "Cc|Short again.|3"},
       "row-rejoined"},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    Desk desk;
    desk.add(on_page(1, item.first));
    desk.stitcher.page_break();
    desk.add(on_page(2, item.second));
    Document& document = desk.done();
    REQUIRE(document.tables.size() == 1);
    const Table& table = document.tables.front();
    CHECK(text_of(table.grid) == item.want);
    CHECK(table.parts.size() == 2);
    CHECK(!table.reasons.empty());
    bool ruled = item.rule.empty();
    for (const Cell& cell : table.grid.cells())
      ruled = ruled || (cell.rule == item.rule && cell.sources.size() > 1) ||
              (cell.rule == item.rule && item.rule == "span-rejoined");
    CHECK(ruled);
  }
}

TEST_CASE("other tables stay other tables") {
  struct Case {
    std::string name;
    Fragment first, second;
    std::string between;  // a paragraph, if any
  };
  Fragment captioned = on_page(2, {"Bb|3|4"});
  captioned.table.caption = "Table 2: Villages";
  const Rows census = {"Town|Men|Women", "Aa|1|2"};
  const std::vector<Case> cases = {
      {"another header", on_page(1, census), on_page(2, {"Shop|Sales|Costs", "Bb|3|4"}), ""},
      {"a line of text that ends the table",
       on_page(1, {"Town|Men|Women", "North|<|<", "Aa|1|2", "Source: the census of 1910|<|<"}),
       on_page(2, {"Shop|Sales|Costs", "Bb|3|4"}), ""},
      {"a title that no other is like", on_page(1, {"Town|Men|Women", "Aa|1|2", "All of the county|<|<"}),
       on_page(2, {"Shop|Sales|Costs", "Bb|3|4"}), ""},
      {"a header in other letters", on_page(1, {"a|b|c", "x|1|2"}), on_page(2, {"A|B|C", "y|3|4"}), ""},
      {"a paragraph between", on_page(1, census), on_page(2, {"Bb|3|4"}), "The villages are these:"},
      {"a caption of its own", on_page(1, census), captioned, ""},
      {"other columns", on_page(1, census), on_page(2, {"Bb|3"}), ""},
      {"columns elsewhere", on_page(1, census), on_page(2, {"Bb|3|4"}, 50, 60), ""},
      {"a page between", on_page(1, census), on_page(3, {"Bb|3|4"}), ""},
      {"numbers where texts were", on_page(1, census), on_page(2, {"4|Bb|Cc", "5|Dd|Ee"}), ""},
      {"touching in a flow", in_flow(census), in_flow({"Bb|3|4"}), ""},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    Desk desk;
    desk.add(item.first);
    if (!item.between.empty()) desk.add(paragraph(item.between));
    desk.add(item.second);
    CHECK(desk.done().tables.size() == 2);
  }
}

TEST_CASE("furniture and marks of continuation do not part a table") {
  Desk desk;
  desk.add(on_page(1, {"Town|Men|Women", "Aa|1|2"}));
  Block footer = paragraph("Annual report");
  footer.kind = BlockKind::furniture;
  footer.label = "footer";
  desk.add(footer);
  desk.add(paragraph("- 2 -"));
  desk.add(paragraph("续表 1"));
  desk.add(on_page(2, {"Bb|3|4"}));
  desk.add(paragraph("After the table."));
  const Document& document = desk.done();
  REQUIRE(document.tables.size() == 1);
  CHECK(document.tables[0].grid.rows() == 3);
  REQUIRE(document.blocks.size() == 5);
  CHECK(document.blocks[0].kind == BlockKind::table);
  CHECK(document.blocks[4].text == "After the table.");
}

TEST_CASE("in a flow only plain evidence joins touching tables") {
  Desk desk;
  desk.add(in_flow({"Town|Men|Women", "Aa|1|2"}));
  desk.add(in_flow({"Town|Men|Women", "Bb|3|4"}));
  const Document& document = desk.done();
  REQUIRE(document.tables.size() == 1);
  CHECK(text_of(document.tables[0].grid) == Rows{"Town|Men|Women", "Aa|1|2", "Bb|3|4"});
}

TEST_CASE("columns that are merged on one page only") {
  Desk desk;
  desk.add(on_page(1, {"Town|Men|Women", "Aa|1|2", "Total 3|<|<"}));
  Fragment narrow = on_page(2, {"Bb|3", "Cc|4"});
  narrow.column_edges = {50, 150, 350};
  desk.add(std::move(narrow));
  const Document& document = desk.done();
  REQUIRE(document.tables.size() == 1);
  CHECK(text_of(document.tables[0].grid) == Rows{"Town|Men|Women", "Aa|1|2", "Total 3|<|<", "Bb|3|<", "Cc|4|<"});
}

TEST_CASE("a table over many pages, and from portrait to landscape") {
  Desk desk;
  desk.add(on_page(1, {"Town|Men|Women", "Aa|1|2"}));
  for (int page = 2; page < 6; ++page) {
    desk.add(on_page(page, {"Town|Men|Women", "P" + std::to_string(page) + "x|1|2"}, 50, page == 3 ? 170 : 100));
  }
  const Document& document = desk.done();
  REQUIRE(document.tables.size() == 1);
  CHECK(document.tables[0].grid.rows() == 6);
  CHECK(document.tables[0].parts.size() == 5);
  CHECK(document.tables[0].grid.at(0, 0).sources.size() == 5);
}

TEST_CASE("two columns of text on one page") {
  Desk desk;
  Fragment right = on_page(1, {"Bb|3|4"}, 400);
  desk.add(on_page(1, {"Town|Men|Women", "Aa|1|2"}));
  desk.add(std::move(right));
  CHECK(desk.done().tables.size() == 1);
}

TEST_CASE("a random grid, cut anywhere, is whole again") {
  std::mt19937 random(20260101);
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const auto word = [&](bool capital) {
    std::string text;
    for (int i = 0, n = 3 + below(5); i < n; ++i)
      text += static_cast<char>((capital && i == 0 ? 'A' : 'a') + below(26));
    return text;
  };
  for (int round = 0; round < 300; ++round) {
    const int cols = 2 + below(5);
    const int rows = 4 + below(12);
    std::vector<std::vector<std::string>> slots(static_cast<std::size_t>(rows),
                                                std::vector<std::string>(static_cast<std::size_t>(cols)));
    for (int row = 0; row < rows; ++row) {
      for (int col = 0; col < cols; ++col) {
        auto& slot = slots[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)];
        slot = row == 0 || col == 0 ? word(true) + " " + std::to_string(row) + "x" : std::to_string(below(900));
      }
    }
    const auto lines = [&](int from, int to) {
      Rows out;
      for (int row = from; row < to; ++row) {
        std::string line;
        for (int col = 0; col < cols; ++col) {
          if (col > 0) line += '|';
          line += slots[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)];
        }
        out.push_back(std::move(line));
      }
      return out;
    };
    const bool repeat = below(2) == 0;
    const int cut = 2 + below(rows - 2);
    Desk desk;
    desk.add(on_page(1, lines(0, cut)));
    Rows rest = lines(cut, rows);
    if (repeat) rest.insert(rest.begin(), lines(0, 1).front());
    if (rest.empty()) continue;
    desk.add(on_page(2, rest, 50 + below(40)));
    Document& document = desk.done();
    CAPTURE(round);
    REQUIRE(document.tables.size() == 1);
    CHECK(text_of(document.tables[0].grid) == lines(0, rows));
  }
}
