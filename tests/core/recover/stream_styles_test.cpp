// Tables without a grid of lines in the many styles that authors set them in.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/recover/page/prose.h"
#include "core/recover/ruled/rule_frames.h"
#include "tests/core/recover/table_shape.h"

using namespace gridlift;
using gridlift::recover::Fragment;
using gridlift::test::only_stream_shape;
using gridlift::test::PageBuilder;
using gridlift::test::shape;
using gridlift::test::stream_tables_of;

TEST_CASE("rows ruled off from each other may wrap over many lines, and begin and end with the rest of a cell") {
  PageBuilder page;
  page.horizontal(90, 45, 405);
  page.text_centered(80, 100, "Place").text_centered(200, 100, "Remark").text_right(400, 100, "Count");
  page.horizontal(103, 45, 405);
  double y = 114;
  const auto remark = [&](int lines) {
    for (int i = 0; i < lines; ++i, y += 12) page.text(120, y, "and more words of the same remark");
    page.horizontal(y - 9, 45, 405);
  };
  remark(2);
  for (const char* place : {"Mill", "Harbour", "Market", "Tower"}) {
    page.text(50, y, place).text_right(400, y, std::to_string(static_cast<int>(y)));
    remark(5);
  }
  const std::vector<Fragment> tables = stream_tables_of(page.page());
  REQUIRE(tables.size() == 1);
  const Table& table = tables.front().table;
  REQUIRE(table.grid.rows() == 6);
  REQUIRE(table.grid.cols() == 3);
  CHECK(table.grid.at(1, 1).text == "and more words of the same remark and more words of the same remark");
  CHECK(table.grid.at(5, 0).text == "Tower");
  CHECK(table.grid.at(5, 1).text.size() > 150);
}

TEST_CASE("a value that wraps in its column stays one cell") {
  PageBuilder page;
  page.horizontal(86, 100, 360);
  page.text(100, 100, "Group").text_right(220, 100, "Cases").text(300, 100, "Ratio");
  page.horizontal(105, 100, 360);
  const char* names[] = {"Beech", "Larch", "Maple", "Rowan"};
  for (int i = 0; i < 4; ++i) {
    const double y = 118 + 36 * i;
    page.text(100, y, names[i]).text_right(220, y, std::to_string(41 + 13 * i));
    page.text(300, y, "0.8" + std::to_string(i)).text(300, y + 12, "(0.24–").text(300, y + 24, "3.44)");
  }
  page.horizontal(256, 100, 360);
  CHECK(only_stream_shape(page.page()) ==
        "Group|Cases|Ratio / Beech|41|0.80 (0.24–3.44) / Larch|54|0.81 (0.24–3.44) / "
        "Maple|67|0.82 (0.24–3.44) / Rowan|80|0.83 (0.24–3.44)");
}

TEST_CASE("long texts that wrap in a column are no running text") {
  PageBuilder page;
  page.horizontal(86, 60, 550);
  page.text(60, 100, "Site")
      .text(140, 100, "Year")
      .text(190, 100, "Finding")
      .text(420, 100, "Action")
      .text(490, 100, "Owner");
  page.horizontal(105, 60, 550);
  const char* names[] = {"Quay", "Weir", "Lock"};
  double y = 118;
  for (int i = 0; i < 3; ++i) {
    page.text(60, y, names[i]).text(140, y, std::to_string(2001 + i)).text(420, y, "Repair of");
    page.text(490, y, "City of").text(490, y + 12, "Anvers");
    page.text(190, y, "The wall of the upper basin has come loose");
    page.text(190, y + 12, "from its footing over a length of nine and a").text(420, y + 12, "the wall");
    page.text(190, y + 24, "half metres, and water runs through it.");
    y += 42;
  }
  page.horizontal(y - 12, 60, 550);
  const std::string long_text =
      "The wall of the upper basin has come loose from its footing over a length of nine and a half metres, "
      "and water runs through it.|Repair of the wall|City of Anvers";
  CHECK(only_stream_shape(page.page()) == "Site|Year|Finding|Action|Owner / Quay|2001|" + long_text + " / Weir|2002|" +
                                              long_text + " / Lock|2003|" + long_text);
}

TEST_CASE("paragraphs beside a table in the next column of type are running text") {
  PageBuilder page;
  // Both columns of type stand on one grid of lines; the table's rows begin where paragraphs do, and elsewhere too.
  const std::string full = "市场 仓库 由地方 完成联合 照明 计划 在南部 花园";
  const std::string last = "和每周 办理。";
  int line = 0;
  for (const int lines : {5, 6, 4}) {
    for (int i = 0; i < lines; ++i, ++line) page.text(57, 70 + 12 * line, i + 1 < lines ? full : last);
  }
  for (const int row : {0, 4, 11}) {
    page.text(308, 70 + 12 * row, "河流").text_right(394, 70 + 12 * row, "36").text_right(441, 70 + 12 * row, "96");
  }
  for (int i = 0; i < line; ++i) {
    if (i != 5) page.text(452, 70 + 12 * i, i % 3 == 2 ? "东部" : "供暖检查");
  }
  const Page made = page.page();
  const std::vector<Box> blocks =
      gridlift::recover::prose_blocks(made, {}, std::vector<bool>(made.words.size(), false));
  REQUIRE(blocks.size() == 1);
  CHECK(blocks.front().x0 == doctest::Approx(57));
  CHECK(blocks.front().x1 < 300);
}

TEST_CASE("section titles stand in the gaps of column lines") {
  PageBuilder page;
  const auto walls = [&](double y0, double y1) { page.vertical(175.5, y0, y1).vertical(240, y0, y1); };
  page.horizontal(88, 100, 300);
  page.text(104, 100, "Crop").text_right(236, 100, "Farms").text_right(296, 100, "Tonnes");
  page.horizontal(104, 100, 300);
  walls(88, 104);
  double y = 116;
  for (const char* title : {"Sown before the first frost", "Sown in the spring months"}) {
    page.text(104, y, title);
    walls(y + 4, y + 52);
    const char* crops[] = {"Wheat", "Barley", "Oats", "Rye"};
    for (int i = 0; i < 4; ++i) {
      y += 12;
      page.text(104, y, crops[i])
          .text_right(236, y, std::to_string(12 + i))
          .text_right(296, y, "1,20" + std::to_string(i));
    }
    y += 12;
  }
  page.horizontal(y - 8, 100, 300);
  CHECK(only_stream_shape(page.page()) ==
        "Crop|Farms|Tonnes / Sown before the first frost|| / Wheat|12|1,200 / Barley|13|1,201 / Oats|14|1,202 / "
        "Rye|15|1,203 / Sown in the spring months|| / Wheat|12|1,200 / Barley|13|1,201 / Oats|14|1,202 / Rye|15|1,203");
}

TEST_CASE("a title in the middle of the table spans it") {
  PageBuilder page;
  page.horizontal(88, 100, 400).horizontal(104, 100, 400);
  page.text(100, 100, "Mine").text_right(200, 100, "1901").text_right(300, 100, "1902").text_right(400, 100, "1903");
  double y = 116;
  for (const char* title : {"Coal works", "Salt works"}) {
    page.text_centered(250, y, title);
    for (int i = 0; i < 3; ++i) {
      y += 12;
      page.text(100, y, "Shaft " + std::to_string(i));
      page.text_right(200, y, "26").text_right(300, y, "31").text_right(400, y, "44");
    }
    y += 12;
  }
  page.horizontal(y - 8, 100, 400);
  const std::string rows = " / Shaft 0|26|31|44 / Shaft 1|26|31|44 / Shaft 2|26|31|44";
  CHECK(only_stream_shape(page.page()) == "Mine|1901|1902|1903 / Coal works{1x4}" + rows + " / Salt works{1x4}" + rows);
}

TEST_CASE("a long label between rules on every row does not part the table") {
  PageBuilder page;
  const char* rows[][3] = {{"Port", "12", "7"},
                           {"Anvers", "41", "17"},
                           {"Old harbour of a town", "12", "19"},
                           {"Nieuport", "9", "33"},
                           {"Ostend", "28", "50"}};
  for (int i = 0; i <= 5; ++i) page.horizontal(88 + 16 * i, 100, 232);
  for (int i = 0; i < 5; ++i) {
    page.text(100, 100 + 16 * i, rows[i][0]).text_right(212, 100 + 16 * i, rows[i][1]);
    page.text_right(230, 100 + 16 * i, rows[i][2]);
  }
  CHECK(only_stream_shape(page.page()) ==
        "Port|12|7 / Anvers|41|17 / Old harbour of a town|12|19 / Nieuport|9|33 / Ostend|28|50");
}

TEST_CASE("words in columns are a table when a caption says so, and bullets never are") {
  const auto columns = [](bool caption, bool bullets) {
    PageBuilder page;
    if (caption) page.text(100, 84, "Table 2. Inns by town");
    const char* rows[][3] = {{"Inn", "Town", "Landlord"},
                             {"Swan", "Ghent", "Maes"},
                             {"Crown", "Ypres", "Claes"},
                             {"Anchor", "Aalst", "Peeters"},
                             {"Star", "Lier", "Jacobs"}};
    for (int i = 0; i < 5; ++i) {
      page.text(100, 100 + 14 * i, bullets ? "•" : rows[i][0]).text(bullets ? 115 : 200, 100 + 14 * i, rows[i][1]);
      page.text(300, 100 + 14 * i, rows[i][2]);
    }
    return page;
  };
  CHECK(only_stream_shape(columns(true, false).page()) ==
        "Inn|Town|Landlord / Swan|Ghent|Maes / Crown|Ypres|Claes / Anchor|Aalst|Peeters / Star|Lier|Jacobs");
  CHECK(only_stream_shape(columns(false, false).page()) == "0 tables");
  CHECK(only_stream_shape(columns(true, true).page()) == "0 tables");
}

TEST_CASE("a narrower table and a paragraph above a table are no header of it") {
  PageBuilder page;
  const auto table = [&](double y, double right, const char* name) {
    page.horizontal(y, 100, right).horizontal(y + 16, 100, right).horizontal(y + 64, 100, right);
    page.text(100, y + 12, name).text_right(right - 70, y + 12, "2001").text_right(right, y + 12, "2002");
    for (int i = 0; i < 3; ++i) {
      page.text(100, y + 28 + 14 * i, "Farm").text_right(right - 70, y + 28 + 14 * i, std::to_string(310 + i));
      page.text_right(right, y + 28 + 14 * i, std::to_string(512 - i));
    }
  };
  table(100, 320, "Oats");
  page.text(100, 174, "Nothing of this was sown again in the years that came after the long frost of that spring.");
  page.text(100, 186, "It was late.");
  page.text(100, 202, "Barley was sown by all");
  table(206, 460, "Barley");
  std::vector<std::string> shapes;
  for (const Fragment& fragment : stream_tables_of(page.page())) shapes.push_back(shape(fragment.table));
  REQUIRE(shapes.size() == 2);
  CHECK(shapes[0] == "Oats|2001|2002 / Farm|310|512 / Farm|311|511 / Farm|312|510");
  CHECK(shapes[1] == "Barley|2001|2002 / Farm|310|512 / Farm|311|511 / Farm|312|510");
}

TEST_CASE("columns of lone words never wrap") {
  PageBuilder page;
  page.text(100, 84, "Table 1. Primers");
  page.horizontal(88, 100, 380).horizontal(104, 100, 380);
  page.text(100, 100, "Gene").text(180, 100, "Sequence").text(330, 100, "Cycles");
  const char* rows[][3] = {{"ABCDEF-F", "TATCACGTCTGC", "56"}, {"ABCDEF-R", "CATGTAGGCCTG", ""},
                           {"PKS13-F", "TTACCCGCC", "58"},     {"PKS13-R", "AGCTGGCTAAGT", ""},
                           {"PKS4-F", "ATCGGTCATC", "61"},     {"PKS4-R", "CCGTAGAGAAT", ""}};
  for (int i = 0; i < 6; ++i) {
    page.text(100, 116 + 12 * i, rows[i][0]).text(180, 116 + 12 * i, rows[i][1]).text(330, 116 + 12 * i, rows[i][2]);
  }
  page.horizontal(182, 100, 380);
  CHECK(only_stream_shape(page.page()) ==
        "Gene|Sequence|Cycles / ABCDEF-F|TATCACGTCTGC|56 / ABCDEF-R|CATGTAGGCCTG| / PKS13-F|TTACCCGCC|58 / "
        "PKS13-R|AGCTGGCTAAGT| / PKS4-F|ATCGGTCATC|61 / PKS4-R|CCGTAGAGAAT|");
}

TEST_CASE("values that wrap count as values without rules around them") {
  PageBuilder page;
  page.text(100, 100, "Group").text(200, 100, "Men").text(300, 100, "Women");
  page.horizontal(104, 100, 350);
  for (int i = 0; i < 4; ++i) {
    const double y = 118 + 30 * i;
    page.text(100, y, "Ward " + std::to_string(i));
    for (const double x : {200.0, 300.0})
      page.text(x, y, "1.17 (1.02–").text(x, y + 12, "1.4" + std::to_string(i) + ")");
  }
  CHECK(only_stream_shape(page.page()) ==
        "Group|Men|Women / Ward 0|1.17 (1.02–1.40)|1.17 (1.02–1.40) / Ward 1|1.17 (1.02–1.41)|1.17 (1.02–1.41) / "
        "Ward 2|1.17 (1.02–1.42)|1.17 (1.02–1.42) / Ward 3|1.17 (1.02–1.43)|1.17 (1.02–1.43)");
}

TEST_CASE("long texts between three rules are cells, whatever they are as long as") {
  PageBuilder page;
  page.horizontal(86, 60, 540).horizontal(105, 60, 540);
  page.text(60, 100, "Name").text(140, 100, "What was found").text(330, 100, "Year").text(370, 100, "What was done");
  const int found[] = {1, 2, 1, 3, 2, 1};
  const int done[] = {2, 1, 3, 1, 1, 3};
  double y = 118;
  for (int i = 0; i < 6; ++i) {
    page.text(60, y, "Weir " + std::to_string(i)).text(330, y, std::to_string(1900 + i));
    for (int k = 0; k < found[i]; ++k) page.text(140, y + 12 * k, "the wall of the upper basin is come");
    for (int k = 0; k < done[i]; ++k) page.text(370, y + 12 * k, "it was set on its old footing again");
    y += 8 + 12 * std::max(found[i], done[i]);
  }
  page.horizontal(y - 8, 60, 540);
  const std::vector<Fragment> tables = stream_tables_of(page.page());
  REQUIRE(tables.size() == 1);
  CHECK(tables.front().table.grid.rows() == 7);
  CHECK(tables.front().table.grid.cols() == 4);
}

TEST_CASE("dots that lead to a value belong to the label before them") {
  PageBuilder page;
  page.horizontal(86, 100, 360);
  page.text(100, 100, "Month").text_right(260, 100, "Sales").text_right(350, 100, "Stock");
  page.horizontal(105, 100, 360);
  const char* names[] = {"May", "June", "July", "September"};
  std::string expected = "Month|Sales|Stock";
  for (int i = 0; i < 4; ++i) {
    const double y = 118 + 14 * i;
    page.text(100, y, names[i]).text(160, y, ". . . . . .");
    page.text_right(260, y, std::to_string(41 + 13 * i)).text_right(350, y, i == 2 ? "..." : std::to_string(7 + i));
    expected += std::string(" / ") + names[i] + " . . . . . .|" + std::to_string(41 + 13 * i) + "|" +
                (i == 2 ? "..." : std::to_string(7 + i));
  }
  page.horizontal(166, 100, 360);
  CHECK(only_stream_shape(page.page()) == expected);
}

TEST_CASE("a label that wraps over wide lines in the stub does not part its table") {
  PageBuilder page;
  page.horizontal(86, 100, 360);
  page.text(100, 100, "Sector").text_right(310, 100, "Sales").text_right(350, 100, "Stock");
  page.horizontal(105, 100, 360);
  page.text(100, 118, "Mills").text_right(310, 118, "12").text_right(350, 118, "31");
  page.text(100, 136, "Harbours and the services that go").text(100, 147, "with them in the towns on the coast");
  page.text(100, 158, "of the sea").text_right(310, 158, "15").text_right(350, 158, "37");
  page.text(100, 176, "Markets").text_right(310, 176, "18").text_right(350, 176, "39");
  page.horizontal(182, 100, 360);
  CHECK(only_stream_shape(page.page()) ==
        "Sector|Sales|Stock / Mills|12|31 / Harbours and the services that go with them in the towns on the coast of "
        "the sea|15|37 / Markets|18|39");
}

TEST_CASE("a gap wider than a blank parts two labels where columns part") {
  PageBuilder page;
  page.horizontal(86, 100, 360);
  // The second lines stand 4 points apart, a blank is 2.5 wide.
  page.text_right(240, 100, "Share of all").text(244, 100, "Number of all");
  page.text(100, 112, "Sector").text_right(240, 112, "households").text(244, 112, "businesses");
  page.horizontal(117, 100, 360);
  for (int i = 0; i < 8; ++i) {
    const double y = 130 + 14 * i;
    page.text(100, y, "Row").text_right(238, y, std::to_string(41 + 13 * i)).text_right(294, y, std::to_string(7 + i));
  }
  page.horizontal(234, 100, 360);
  const std::string found = only_stream_shape(page.page());
  CHECK(found.substr(0, found.find(" / Row")) == "Sector|Share of all households|Number of all businesses");
}

TEST_CASE("numbers whose thousands are set apart are no lists of pages") {
  PageBuilder page;
  page.text(100, 100, "Sector").text_right(240, 100, "Ports").text_right(320, 100, "Mills");
  const char* values[] = {"11 090", "35 269", "4 128", "26 839", "20 596", "16 564", "3 742", "364 481"};
  for (int i = 0; i < 8; ++i) {
    const double y = 114 + 13 * i;
    page.text(100, y, "Town").text_right(240, y, values[i]).text_right(320, y, values[7 - i]);
  }
  CHECK(only_stream_shape(page.page()).starts_with("Sector|Ports|Mills / Town|11 090|364 481 / "));
}

TEST_CASE("one unit in the middle below all labels is a level of its own") {
  PageBuilder page;
  page.horizontal(86, 100, 360);
  page.text(100, 98, "Sector").text_centered(220, 98, "Ports").text_centered(280, 98, "Mills");
  page.text_centered(340, 98, "Roads").text_centered(280, 110, "$'000");
  page.horizontal(114, 100, 360);
  for (int i = 0; i < 5; ++i) {
    const double y = 126 + 13 * i;
    page.text(100, y, "Town").text_centered(220, y, "120").text_centered(280, y, "340").text_centered(340, y, "560");
  }
  page.horizontal(182, 100, 360);
  CHECK(only_stream_shape(page.page()).starts_with("Sector|Ports|Mills|Roads / |$'000{1x3} / Town|120|340|560 / "));
}

TEST_CASE("a title in the middle does not hang below the label above it") {
  PageBuilder page;
  page.horizontal(86, 100, 320);
  page.text(100, 98, "Country").text_right(280, 98, "Ports").text_right(318, 98, "Mills");
  page.horizontal(102, 100, 320);
  double y = 114;
  for (const char* title : {"Males", "Women"}) {
    page.text_centered(210, y, title);
    y += 13;
    for (const char* name : {"Bosnia and Herzegovina", "Malta", "Spain"}) {
      page.text(100, y, name).text_right(280, y, "12").text_right(318, y, "34");
      y += 13;
    }
  }
  page.horizontal(y - 8, 100, 320);
  CHECK(only_stream_shape(page.page()) ==
        "Country|Ports|Mills / Males{1x3} / Bosnia and Herzegovina|12|34 / Malta|12|34 / Spain|12|34 / Women{1x3} / "
        "Bosnia and Herzegovina|12|34 / Malta|12|34 / Spain|12|34");
}

TEST_CASE("rules of tables side by side that happen to stand level are no rules over both") {
  std::vector<recover::Ruling> rulings;
  const auto rule = [&](double y, double from, double to) {
    recover::Ruling ruling;
    ruling.horizontal = true;
    ruling.at = y;
    ruling.from = from;
    ruling.to = to;
    rulings.push_back(ruling);
  };
  for (const double y : {100.0, 116.0, 146.0, 170.0}) rule(y, 60, 290);
  for (const double y : {100.0, 131.0, 146.0, 161.0}) rule(y, 302, 500);
  const auto frames = recover::rule_frames(rulings, 10);
  REQUIRE(frames.size() == 2);
  CHECK(frames[0].across.to == 290);
  CHECK(frames[0].rules.size() == 4);
  CHECK(frames[1].across.from == 302);
  CHECK(frames[1].rules.size() == 4);
}
