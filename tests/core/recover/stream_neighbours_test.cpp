// What stands near to each other and does not belong together, and what stands apart and does.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/recover/table_shape.h"

using namespace gridlift;
using gridlift::recover::Fragment;
using gridlift::test::only_stream_shape;
using gridlift::test::PageBuilder;
using gridlift::test::shape;
using gridlift::test::stream_tables_of;
using gridlift::test::tables_of;

TEST_CASE("numbers set flush right end a column where texts begin next to them") {
  PageBuilder page;
  page.horizontal(90, 100, 400).text(100, 100, "Town").text_right(240, 100, "Beds").text(244, 100, "Owner");
  page.horizontal(104, 100, 400);
  const char* rows[][3] = {{"Ghent", "1 250", "city"},
                           {"Aalst", "75", "province"},
                           {"Ypres", "908", "church"},
                           {"Lier", "12 004", "state"},
                           {"Mol", "6", "private trust"}};
  double y = 116;
  for (const auto& row : rows) {
    page.text(100, y, row[0]).text_right(240, y, row[1]).text(244, y, row[2]).text_right(400, y, row[1]);
    y += 12;
  }
  page.text_right(400, 100, "Sum").horizontal(y - 8, 100, 400);
  CHECK(only_stream_shape(page.page()) ==
        "Town|Beds|Owner|Sum / Ghent|1 250|city|1 250 / Aalst|75|province|75 / Ypres|908|church|908 / "
        "Lier|12 004|state|12 004 / Mol|6|private trust|6");

  SUBCASE("a unit after each number is no column") {
    PageBuilder units;
    units.horizontal(90, 100, 300).text(100, 100, "Item").text_right(240, 100, "Mass").text_right(300, 100, "Year");
    units.horizontal(104, 100, 300);
    for (int i = 0; i < 6; ++i) {
      units.text(100, 116 + 12 * i, "part").text_right(228, 116 + 12 * i, std::to_string(7 * i * i + 3));
      units.text(232, 116 + 12 * i, "kg").text_right(300, 116 + 12 * i, std::to_string(1990 + i));
    }
    units.horizontal(180, 100, 300);
    CHECK(only_stream_shape(units.page()).starts_with("Item|Mass|Year / part|3 kg|1990 / part|10 kg|1991"));
  }
}

TEST_CASE("three rows tell numbers from the texts next to them when no other speaks against it") {
  PageBuilder page;
  page.horizontal(90, 100, 340).text(100, 100, "Town").text_right(220, 100, "Rate").text(224, 100, "Town");
  page.text_right(340, 100, "Rate").horizontal(104, 100, 340);
  const char* rows[][4] = {
      {"Ghent", "29.5", "Aalst", "8.0"}, {"Lier", "110.8", "Mol", "2.0"}, {"Ypres", "3.2", "Zelzate", "25.5"}};
  for (int i = 0; i < 3; ++i) {
    const double y = 116 + 12 * i;
    page.text(100, y, rows[i][0])
        .text_right(220, y, rows[i][1])
        .text(224, y, rows[i][2])
        .text_right(340, y, rows[i][3]);
  }
  page.horizontal(144, 100, 340);
  CHECK(only_stream_shape(page.page()) ==
        "Town|Rate|Town|Rate / Ghent|29.5|Aalst|8.0 / Lier|110.8|Mol|2.0 / Ypres|3.2|Zelzate|25.5");
}

TEST_CASE("a number in brackets ends a value, however near the next one") {
  PageBuilder page;
  page.horizontal(90, 100, 360).text(100, 100, "Risk").text(200, 100, "Men").text(266, 100, "Women");
  page.horizontal(104, 100, 360);
  for (int i = 0; i < 7; ++i) {
    const std::string value = std::to_string(1 + i) + ".50 (" + std::to_string(i) + ".20)";
    page.text(100, 116 + 12 * i, "group").text(200, 116 + 12 * i, value).text(262, 116 + 12 * i, value);
  }
  page.horizontal(192, 100, 360);
  CHECK(
      only_stream_shape(page.page()).starts_with("Risk|Men|Women / group|1.50 (0.20)|1.50 (0.20) / group|2.50 (1.20)"));
}

namespace {

/// A table of four columns with its rules, from x on; rows are `leading` apart.
void small_table(PageBuilder& page, double x, double y, int rows, double leading, const std::string& name) {
  page.horizontal(y, x, x + 200);
  page.text(x, y + 10, name).text_right(x + 100, y + 10, "2001").text_right(x + 150, y + 10, "2002");
  page.text_right(x + 200, y + 10, "2003").horizontal(y + 14, x, x + 200);
  for (int i = 0; i < rows; ++i) {
    const double at = y + 26 + leading * i;
    page.text(x, at, name + std::to_string(i)).text_right(x + 100, at, std::to_string(17 * i + 5) + ".5");
    page.text_right(x + 150, at, std::to_string(31 * i + 8) + ".1")
        .text_right(x + 200, at, std::to_string(3 * i) + ".9");
  }
  page.horizontal(y + 20 + leading * rows, x, x + 200);
}

}  // namespace

TEST_CASE("tables side by side are two") {
  PageBuilder page;
  SUBCASE("with rows on lines of their own") {
    small_table(page, 60, 100, 8, 13, "mill");
    small_table(page, 272, 100, 6, 17.5, "well");
  }
  SUBCASE("with rows on the same lines and rules of their own") {
    small_table(page, 60, 100, 8, 13, "mill");
    small_table(page, 272, 113, 6, 13, "well");
  }
  SUBCASE("with captions of their own") {
    page.text(60, 90, "Table 3. Mills and more mills").text(272, 90, "Table 4. Wells");
    small_table(page, 60, 100, 8, 13, "mill");
    small_table(page, 272, 100, 8, 13, "well");
  }
  const std::vector<Fragment> tables = stream_tables_of(page.page());
  REQUIRE(tables.size() == 2);
  CHECK(tables[0].table.grid.cols() == 4);
  CHECK(tables[1].table.grid.cols() == 4);
  CHECK(shape(tables[0].table).starts_with("mill|2001|2002|2003 / mill0|5.5|8.1|0.9 / mill1|22.5"));
  CHECK(shape(tables[1].table).starts_with("well|2001|2002|2003 / well0|5.5|8.1|0.9 / well1|22.5"));
}

TEST_CASE("groups of columns with rules of their own are one table") {
  PageBuilder page;
  small_table(page, 60, 100, 8, 13, "mill");
  small_table(page, 272, 100, 8, 13, "well");
  const std::vector<Fragment> tables = stream_tables_of(page.page());
  REQUIRE(tables.size() == 1);
  CHECK(tables[0].table.grid.cols() == 8);
}

TEST_CASE("values that wrap around the middle of their row stay in it") {
  PageBuilder page;
  page.horizontal(88, 100, 400).text(100, 100, "Group").text(220, 100, "Cases").text(300, 100, "Ratio");
  page.horizontal(106, 100, 400);
  double half = 6;
  SUBCASE("lines close together") {}
  SUBCASE("lines further apart") {
    half = 9;
  }
  const char* names[] = {"Beech", "Larch", "Maple", "Rowan", "Alder"};
  for (int i = 0; i < 5; ++i) {
    const double y = 124 + 4.5 * half * i;
    page.text(300, y - half, "1.46 (0.9" + std::to_string(i) + ",").text(300, y + half, "2.93)");
    page.text(100, y, names[i]).text(220, y, std::to_string(31 + 12 * i));
  }
  page.horizontal(124 + 22.5 * half, 100, 400);
  CHECK(only_stream_shape(page.page()) ==
        "Group|Cases|Ratio / Beech|31|1.46 (0.90, 2.93) / Larch|43|1.46 (0.91, 2.93) / Maple|55|1.46 (0.92, 2.93) / "
        "Rowan|67|1.46 (0.93, 2.93) / Alder|79|1.46 (0.94, 2.93)");
}

TEST_CASE("a label without values wraps too") {
  PageBuilder page;
  page.horizontal(88, 100, 400).text(100, 100, "Group").text_right(260, 100, "Men").text_right(340, 100, "Women");
  page.horizontal(104, 100, 400);
  double y = 116;
  for (const char* name : {"all of them", "Systolic blood", "pressure", "high", "missing", "Marital state", "single"}) {
    page.text(100, y, name);
    const bool title = std::string(name) == "Systolic blood" || std::string(name) == "pressure";
    if (!title) page.text_right(260, y, std::to_string(y) + "1").text_right(340, y, "12.5");
    y += 12;
  }
  page.horizontal(y - 8, 100, 400);
  const std::string found = only_stream_shape(page.page());
  CHECK(found.find("Systolic blood pressure") != std::string::npos);
}

TEST_CASE("texts in columns are rows where they begin together below more white") {
  PageBuilder page;
  page.text(80, 100, "Step").text(160, 100, "Task").text(380, 100, "Outcome");
  const char* names[] = {"ready", "steady", "going", "done", "over"};
  double y = 118;
  for (int i = 0; i < 5; ++i) {
    page.text(80, y, names[i]);
    for (int k = 0; k < 2 + i % 2; ++k) page.text(160, y + 12 * k, "words of a long task");
    for (int k = 0; k < 3 - i % 2; ++k) page.text(380, y + 12 * k, "what came of it");
    y += 12 * 3 + 6;
  }
  SUBCASE("with a header on a fill") {
    page.fill({78, 90, 570, 104}, 0xCCDDEE);
    const std::vector<Fragment> tables = stream_tables_of(page.page());
    REQUIRE(tables.size() == 1);
    CHECK(tables[0].table.grid.rows() == 6);
    CHECK(tables[0].table.grid.cols() == 3);
  }
}

TEST_CASE("white across all columns parts rows between column lines") {
  PageBuilder page;
  const double right[] = {160, 330, 500};
  page.horizontal(90, 80, 500).horizontal(106, 80, 500).horizontal(306, 80, 500).vertical(80, 90, 306);
  for (const double x : right) page.vertical(x, 90, 306);
  page.text(84, 102, "Name").text(164, 102, "Duty").text(334, 102, "Remark");
  const char* names[] = {"Anna", "Bert", "Cleo", "Dirk"};
  for (int i = 0; i < 4; ++i) {
    const double y = 122 + 48 * i;
    page.text(84, y + 6, names[i]).text(334, y + 6, "no remark");
    page.text(164, y, "a duty that needs two").text(164, y + 12, "lines to be told");
  }
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 1);
  const CellGrid& grid = tables[0].table.grid;
  REQUIRE(grid.rows() == 5);
  REQUIRE(grid.cols() == 3);
  CHECK(grid.at(2, 0).text == "Bert");
  CHECK(grid.at(2, 2).text == "no remark");
  CHECK(grid.at(4, 1).text.size() > 30);
}

TEST_CASE("a value with another in brackets may stand on two lines at the foot of its row") {
  PageBuilder page;
  page.horizontal(90, 100, 400).text(100, 100, "Group").text(220, 100, "Cases").text(300, 100, "Share");
  page.horizontal(104, 100, 400);
  double y = 118;
  for (int i = 0; i < 8; ++i) {
    page.text(100, y, "group" + std::to_string(i)).text(220, y, std::to_string(31 + 12 * i));
    if (i % 3 == 1) {
      page.text(300, y - 9, std::to_string(163 + i)).text(300, y, "(15.0)");
    } else {
      page.text(300, y, std::to_string(40 + i) + " (12.5)");
    }
    y += 22;
  }
  page.horizontal(y - 10, 100, 400);
  const std::string found = only_stream_shape(page.page());
  CHECK(found.starts_with("Group|Cases|Share / group0|31|40 (12.5) / group1|43|164 (15.0) / group2|55|42 (12.5)"));
}

TEST_CASE("what stands beside a table or above it is no part of it") {
  PageBuilder page;
  SUBCASE("a title at its side") {
    page.text(60, 100, "T9 Wells by depth, thousands").vertical(240, 104, 290);
  }
  SUBCASE("a list above it") {
    for (int i = 0; i < 3; ++i)
      page.text(60, 46 + 14 * i, std::to_string(i + 1) + ".").text(80, 46 + 14 * i, "an item of some words");
  }
  SUBCASE("a heading below it") {
    page.text(60, 310, "2.1", 12).text(90, 310, "Wells and other holes", 12);
  }
  page.text(330, 100, "Note").text_right(420, 100, "2001").text_right(480, 100, "2002");
  for (int i = 0; i < 9; ++i) {
    const double y = 120 + 20 * i;
    page.text(260, y, "well" + std::to_string(i)).text_right(420, y, std::to_string(17 * i + 5) + ".5");
    page.text_right(480, y, std::to_string(31 * i + 8));
    if (i % 4 == 1) page.text(330, y, std::to_string(i) + "(a)");
  }
  const std::string found = only_stream_shape(page.page());
  CHECK(found.starts_with("|Note|2001|2002 / well0||5.5|8 / well1|1(a)|22.5|39 / well2"));
  CHECK(found.ends_with("well8||141.5|256"));
}

TEST_CASE("column lines of a header go on between words that are near to each other") {
  PageBuilder page;
  page.horizontal(90, 80, 400).horizontal(106, 80, 400).vertical(80, 90, 106);
  for (const double x : {200.0, 240.0, 360.0, 400.0}) page.vertical(x, 90, 106);
  page.text(84, 102, "Town").text_right(238, 102, "Rate").text(242, 102, "Town").text_right(398, 102, "Rate");
  const char* towns[] = {"Ghent", "Aalst", "Ypres", "Lier", "Mol", "Bruges"};
  for (int i = 0; i < 6; ++i) {
    const double y = 118 + 16 * i;
    page.vertical(80, y - 12, y + 4).vertical(400, y - 12, y + 4).horizontal(y + 4, 80, 400);
    page.text(84, y, towns[i]).text_right(238, y, std::to_string(22 + i) + ".8").text(242, y, towns[5 - i]);
    page.text_right(398, y, std::to_string(15 + i) + ".1");
  }
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 1);
  CHECK(shape(tables[0].table).starts_with("Town|Rate|Town|Rate / Ghent|22.8|Bruges|15.1 / Aalst|23.8|Mol|16.1"));
}
