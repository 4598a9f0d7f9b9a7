#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/recover/page/text_rows.h"
#include "core/recover/stream/stream_lines.h"
#include "tests/core/recover/table_shape.h"

using namespace gridlift;
using gridlift::recover::Fragment;
using gridlift::test::only_stream_shape;
using gridlift::test::PageBuilder;
using gridlift::test::shape;
using gridlift::test::stream_tables_of;

namespace {

/// Characters that are no white space.
std::size_t letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return c != ' ' && c != '\n'; }));
}

/// A table of three rules with a two-level header, its caption above and a note below.
PageBuilder three_line_table() {
  PageBuilder page;
  page.text(100, 100, "Table 1. Pupils by year and kind of school");
  page.horizontal(110, 100, 400);
  page.text(100, 135, "Year").text_centered(245, 121, "Pupils").text_centered(365, 121, "Staff");
  page.horizontal(125, 200, 290).horizontal(125, 330, 400);
  page.text_right(240, 135, "Public")
      .text_right(290, 135, "Private")
      .text_right(360, 135, "Men")
      .text_right(400, 135, "Women");
  page.horizontal(140, 100, 400);
  const char* rows[][5] = {
      {"2001", "1,234", "98", "14", "20"}, {"2002", "1,310", "101", "9", "22"}, {"2003", "988", "7", "11", "23"}};
  double y = 152;
  for (const auto& row : rows) {
    page.text(100, y, row[0])
        .text_right(240, y, row[1])
        .text_right(290, y, row[2])
        .text_right(360, y, row[3])
        .text_right(400, y, row[4]);
    y += 12;
  }
  page.horizontal(y - 6, 100, 400);
  page.text(100, y + 6, "Source: the ministry of schools and their own books.");
  return page;
}

}  // namespace

TEST_CASE("three rules and a header of two levels") {
  CHECK(only_stream_shape(three_line_table().page()) ==
        "Year{2x1}|Pupils{1x2}|Staff{1x2} / Public|Private|Men|Women / 2001|1,234|98|14|20 / 2002|1,310|101|9|22 / "
        "2003|988|7|11|23");
}

TEST_CASE("the order of the words does not matter") {
  std::mt19937 random(7);
  const std::string want = only_stream_shape(three_line_table().page());
  for (int round = 0; round < 20; ++round) CHECK(only_stream_shape(three_line_table().shuffled(random).page()) == want);
}

TEST_CASE("pieces of a line never share a column, also where columns overlap") {
  // Two phrases that each reach into both of the last columns, as "3980," and "4126," in an index.
  PageBuilder page;
  page.text(50, 100, "Lamps").text(104.8, 100, "3980,").text(136.3, 100, "4126,");
  recover::StreamRegion region;
  region.rows = recover::text_rows(page.page(), std::vector<std::uint32_t>{0, 1, 2});
  region.unit = 10;
  region.gap = 5;
  recover::ColumnSet columns;
  columns.columns = {{50, 80}, {104, 140}, {104, 186}};
  columns.rivers = {{80, 104}, {140, 140}};
  const std::vector<recover::StreamLine> lines = recover::cut_lines(page.page(), region, columns);
  REQUIRE(lines.size() == 1);
  std::size_t free = 0;
  for (const recover::LinePiece& piece : lines[0].pieces) {
    CHECK(piece.first >= free);
    CHECK(piece.last >= piece.first);
    CHECK(piece.last < columns.size());
    free = piece.last + 1;
  }
}

TEST_CASE("labels anywhere above columns of numbers keep each to its own slots") {
  std::mt19937 random(20261125);
  const auto pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  const std::vector<std::string> labels = {"No", "of the town", "Name of the vessel", "1921", "all of them", "kg"};
  int tables = 0;
  for (int round = 0; round < 300; ++round) {
    PageBuilder page;
    const int columns = 2 + pick(4);
    double y = 100;
    if (pick(2) == 0) page.horizontal(y - 10, 100, 420);
    for (int line = 1 + pick(3); line > 0; --line, y += 12) {
      for (double x = 100 + 10 * pick(4); x < 400;) {
        const std::string& label = labels[static_cast<std::size_t>(pick(static_cast<int>(labels.size())))];
        page.text(x, y, label);
        x += PageBuilder::width_of(label) + 9 + 12 * pick(5);
      }
    }
    if (pick(2) == 0) page.horizontal(y - 8, 100, 420);
    for (int row = 0; row < 5; ++row, y += 12) {
      page.text(100, y, row % 2 == 0 ? "Lower Quay" : "Eastern Harbour");
      for (int column = 0; column < columns; ++column)
        page.text_right(420 - 56 * column, y, std::to_string(100 + pick(9000)));
    }
    page.horizontal(y - 6, 100, 420);
    for (const Fragment& fragment : stream_tables_of(page.page())) {
      ++tables;
      std::size_t in_words = 0;
      std::size_t in_cells = 0;
      for (const std::uint32_t word : fragment.words) in_words += letters(page.page().words[word].text);
      for (const Cell& cell : fragment.table.grid.cells()) in_cells += letters(cell.text);
      CHECK(in_words == in_cells);
    }
  }
  CHECK(tables > 200);
}

TEST_CASE("section titles stay in the first column, wrapped labels join their row") {
  PageBuilder page;
  page.horizontal(90, 50, 400);
  page.text(50, 100, "Item").text_right(300, 100, "First").text_right(400, 100, "Second");
  page.horizontal(104, 50, 400);
  page.text(50, 114, "Schools");
  page.text(60, 126, "Lessons given by teachers of")
      .text(60, 138, "the town")
      .text_right(300, 138, "12")
      .text_right(400, 138, "9");
  page.text(60, 150, "Books").text_right(300, 150, "7").text_right(400, 150, "10");
  page.text(50, 162, "Libraries");
  page.text(60, 174, "Visits").text_right(300, 174, "120").text_right(400, 174, "99");
  page.horizontal(180, 50, 400);
  CHECK(only_stream_shape(page.page()) ==
        "Item|First|Second / Schools|| / Lessons given by teachers of the town|12|9 / Books|7|10 / Libraries|| / "
        "Visits|120|99");
}

TEST_CASE("numbers in columns without any rule") {
  PageBuilder page;
  page.text(50, 80, "Age group").text(150, 80, "Share");
  for (int i = 0; i < 6; ++i) {
    const double y = 96 + 12 * i;
    page.text(50, y, std::to_string(20 + 10 * i) + "-" + std::to_string(29 + 10 * i))
        .text(150, y, "0." + std::to_string(2100 + 37 * i));
  }
  CHECK(only_stream_shape(page.page()) ==
        "Age group|Share / 20-29|0.2100 / 30-39|0.2137 / 40-49|0.2174 / 50-59|0.2211 / 60-69|0.2248 / 70-79|0.2285");
}

TEST_CASE("two columns of prose are no table") {
  PageBuilder page;
  for (int i = 0; i < 30; ++i) {
    page.text(50, 80 + 12 * i, "words that run on and on to the end of a line here");
    page.text(320, 80 + 12 * i, "and other words that fill the second column as well");
  }
  page.horizontal(60, 50, 560).horizontal(460, 50, 560);
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("columns that vertical rules group are parted by their text") {
  PageBuilder page;
  page.frame({90, 88, 330, 160}).horizontal(104, 90, 330).vertical(210, 88, 160);
  page.text(100, 100, "Age").text_right(200, 100, "Total").text(220, 100, "Age").text_right(320, 100, "Total");
  for (int i = 0; i < 4; ++i) {
    const double y = 116 + 12 * i;
    page.text(100, y, std::to_string(20 + i)).text_right(200, y, std::to_string(1234 + 97 * i));
    page.text(220, y, std::to_string(40 + i)).text_right(320, y, std::to_string(4321 - 97 * i));
  }
  CHECK(only_stream_shape(page.page()) ==
        "Age|Total|Age|Total / 20|1234|40|4321 / 21|1331|41|4224 / 22|1428|42|4127 / 23|1525|43|4030");
}

TEST_CASE("lists, bibliographies and contents are no tables") {
  PageBuilder list;
  PageBuilder books;
  PageBuilder contents;
  for (int i = 0; i < 12; ++i) {
    const double y = 80 + 14 * i;
    list.text(50, y, "\u2022").text(70, y, "one thing that has to be said at some length here");
    books.text(50, y, "[" + std::to_string(i + 1) + "]")
        .text(80, y, "Writer A, Other B. On things. Journal 2001; 12: 34-56.");
    contents.text(50, y, "Chapter " + std::to_string(i) + " . . . . . . . . . . . . . . . . . . . . .")
        .text_right(500, y, std::to_string(7 * i));
  }
  CHECK(stream_tables_of(list.page()).empty());
  CHECK(stream_tables_of(books.page()).empty());
  CHECK(stream_tables_of(contents.page()).empty());
}

TEST_CASE("contents pages in columns are no tables") {
  PageBuilder page;
  int number = 3;
  for (int i = 0; i < 14; ++i) {
    const double y = 80 + 14 * i;
    const std::string chapter = std::to_string(1 + i / 4);
    number += i % 3;
    if (i % 4 == 0) {
      page.text(50, y, chapter).text(80, y, "The keeping of registers").text_right(500, y, std::to_string(number));
    } else {
      page.text(80, y, chapter + "." + std::to_string(i % 4)).text(110, y, "Lamps and ropes . . . . . . . . . . . . .");
      page.text_right(500, y, std::to_string(number));
    }
  }
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("chapters with their pages are no table, ranks with their figures are one") {
  PageBuilder chapters;
  PageBuilder ranks;
  ranks.text(50, 66, "Rank").text(80, 66, "Office").text_right(500, 66, "Barrels");
  for (int i = 0; i < 9; ++i) {
    const double y = 80 + 14 * i;
    for (PageBuilder* page : {&chapters, &ranks})
      page->text(50, y, std::to_string(i + 1)).text(80, y, "Lamps and ropes");
    chapters.text_right(500, y, std::to_string(2 + i * 3));
    ranks.text_right(500, y, std::to_string(900 - i * 31));
  }
  CHECK(stream_tables_of(chapters.page()).empty());
  CHECK(stream_tables_of(ranks.page()).size() == 1);
}

TEST_CASE("chapters counted anew in each part, and their last lines, are no table") {
  PageBuilder page;
  int at = 0;
  for (const char* number : {"I", "1", "2", "3", "II", "1", "2", "3", "4"}) {
    page.text(100, 80 + 14 * at, number)
        .text(130, 80 + 14 * at, "On boats")
        .text_right(400, 80 + 14 * at, std::to_string(3 * at + 2));
    ++at;
  }
  for (int i = 0; i < 3; ++i)
    page.text(100, 260 + 14 * i, std::to_string(5 + i))
        .text(130, 260 + 14 * i, "Sails")
        .text_right(400, 260 + 14 * i, std::to_string(40 + i));
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("answers to choose from are no table") {
  PageBuilder page;
  for (int i = 0; i < 5; ++i) {
    const double y = 80 + 30 * i;
    page.text(60, y, std::to_string(i + 1) + ".")
        .text(80, y, "How many are there?")
        .text(330, y, "(" + std::to_string(i) + ")");
    const char* marks[] = {"A.", "B.", "C.", "D."};
    for (int k = 0; k < 4; ++k)
      page.text(80 + 90 * k, y + 14, marks[k]).text(94 + 90 * k, y + 14, std::to_string(7 * k + i));
  }
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("an index is no table") {
  PageBuilder page;
  std::mt19937 random(7);
  for (int i = 0; i < 20; ++i) {
    const double y = 80 + 12 * i;
    for (int column = 0; column < 3; ++column) {
      const double x = 50 + 180 * column;
      page.text(x, y, i % 2 == 0 ? "anchors ........" : "registers ......");
      page.text_right(x + 140, y, std::to_string(100 + random() % 900));
    }
  }
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("code with line numbers is no table") {
  PageBuilder page;  // its letters are all alike in width
  const std::vector<std::string> lines = {"begin", "count = 12", "while count", "take 34", "leave count", "done"};
  for (int i = 0; i < 18; ++i) {
    const double y = 80 + 12 * i;
    page.text_right(70, y, std::to_string(i + 95));
    page.text(90, y, lines[static_cast<std::size_t>(i) % lines.size()]).text(200, y, "then");
  }
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("two listings with line numbers, side by side, are no table") {
  PageBuilder page;
  const std::vector<std::string> lines = {"begin", "count = 12", "while count", "take 34", "leave count", "done"};
  for (int i = 0; i < 8; ++i) {
    const double y = 80 + 12 * i;
    page.text_right(70, y, std::to_string(i + 1)).text(90, y, lines[static_cast<std::size_t>(i) % lines.size()]);
    page.text_right(320, y, std::to_string(i + 9)).text(340, y, lines[static_cast<std::size_t>(i + 2) % lines.size()]);
  }
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("code counted by small numbers, or with comments, is no table") {
  PageBuilder page;
  SUBCASE("by small numbers, with figures in it") {
    for (int i = 0; i < 12; ++i) {
      const double y = 80 + 12 * i;
      page.text_right(70, y, std::to_string(5 * (i + 1)), 7).text(90, y, "Mode" + std::to_string(i)).text(200, y, "=");
      page.text_right(230, y, std::to_string(i));
    }
  }
  SUBCASE("with remarks") {
    for (int i = 0; i < 5; ++i)
      page.text(90, 80 + 12 * i, "x = " + std::to_string(i))
          .text(220, 80 + 12 * i, "% the next one")
          .text(320, 80 + 12 * i, "7");
  }
  SUBCASE("with comments") {
    for (int i = 0; i < 18; ++i) {
      const double y = 80 + 12 * i;
      page.text(90, y, i % 5 == 4 ? "end" : "%%").text(120, y, "take the same").text(260, y, std::to_string(i * 7));
    }
  }
  CHECK(stream_tables_of(page.page()).empty());
}

TEST_CASE("leaders from the stub to a column of figures make no contents page") {
  PageBuilder page;
  page.text_right(400, 66, "Barrels").text_right(500, 66, "Ropes");
  for (int i = 0; i < 10; ++i) {
    const double y = 80 + 14 * i;
    page.text(50, y, "Quay " + std::to_string(i + 1) + " . . . . . . . . . . . . . . . .");
    page.text_right(400, y, std::to_string((i * 37) % 80 + 11)).text_right(500, y, std::to_string((i * 53) % 90 + 10));
  }
  CHECK(stream_tables_of(page.page()).size() == 1);
}

namespace {

/// A random table without lines between its rows: what it is, and how it is set.
struct RandomTable {
  std::vector<std::vector<std::string>> rows;  // [0] is the header
  bool ruled = true;
  std::vector<bool> right;  // columns of numbers are set to the right
  std::vector<double> edges;
  double leading = 12;
};

RandomTable random_table(std::mt19937& random) {
  const auto pick = [&](int from, int to) { return std::uniform_int_distribution<int>(from, to)(random); };
  static const char* kNames[] = {"Apples", "Pears", "Wild cherries", "Plums and sloes", "Nuts", "Quinces of the south"};
  static const char* kHeads[] = {"Total", "Men", "Women", "Rate", "Share", "Number"};
  RandomTable table;
  table.ruled = pick(0, 3) > 0;
  table.leading = pick(12, 18);
  const int cols = pick(3, 7);
  const int rows = pick(4, 14);
  double x = 60;
  for (int c = 0; c < cols; ++c) {
    table.right.push_back(c > 0);
    table.edges.push_back(x);
    x += (c == 0 ? 100 : 45) + pick(15, 30);
  }
  for (int r = 0; r <= rows; ++r) {
    std::vector<std::string> row;
    for (int c = 0; c < cols; ++c) {
      if (r == 0)
        row.emplace_back(c == 0 ? "Kind" : kHeads[pick(0, 5)]);
      else if (c == 0)
        row.emplace_back(kNames[pick(0, 5)]);
      else
        row.push_back(pick(0, 9) == 0
                          ? "-"
                          : std::to_string(pick(1, 999)) + (c % 2 == 0 ? "." + std::to_string(pick(0, 9)) : ""));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

PageBuilder set(const RandomTable& table) {
  PageBuilder page;
  double y = 100;
  const double end = table.edges.back() + 45;
  if (table.ruled) page.horizontal(y - 10, 60, end);
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) {
      if (table.right[c])
        page.text_right(table.edges[c] + 45, y, table.rows[r][c]);
      else
        page.text(table.edges[c], y, table.rows[r][c]);
    }
    if (table.ruled && r == 0) page.horizontal(y + 4, 60, end);
    y += table.leading;
  }
  if (table.ruled) page.horizontal(y - table.leading + 4, 60, end);
  return page;
}

std::string wanted(const RandomTable& table) {
  std::string out;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    if (r > 0) out += " / ";
    for (std::size_t c = 0; c < table.rows[r].size(); ++c) out += (c > 0 ? "|" : "") + table.rows[r][c];
  }
  return out;
}

}  // namespace

TEST_CASE("random tables come back as they were set") {
  std::mt19937 random(20240611);
  for (int round = 0; round < 300; ++round) {
    const RandomTable table = random_table(random);
    CAPTURE(round);
    CHECK(only_stream_shape(set(table).shuffled(random).page()) == wanted(table));
  }
}

TEST_CASE("random prose has no tables") {
  std::mt19937 random(4711);
  static const char* kWords[] = {"the", "of",    "a",   "report", "government", "year", "which", "had",    "been",
                                 "in",  "2010,", "and", "people", "services,",  "with", "12",    "percent"};
  for (int round = 0; round < 60; ++round) {
    PageBuilder page;
    const int columns = 1 + round % 3;
    const double width = (500.0 - 20 * (columns - 1)) / columns;
    page.horizontal(60, 50, 550).horizontal(740, 50, 550);
    for (int c = 0; c < columns; ++c) {
      const double left = 50 + c * (width + 20);
      for (double y = 80; y < 720; y += 12) {
        std::string line = "so";
        while (true) {
          const std::string next = line + " " + kWords[random() % std::size(kWords)];
          if (PageBuilder::width_of(next) > width) break;
          line = next;
        }
        page.text(left, y, line);
      }
    }
    CAPTURE(round);
    const std::vector<Fragment> tables = stream_tables_of(page.page());
    CHECK_MESSAGE(tables.empty(), (tables.empty() ? std::string() : shape(tables.front().table)));
  }
}
