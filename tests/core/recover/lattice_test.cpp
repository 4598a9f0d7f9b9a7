#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tests/core/recover/table_shape.h"

using namespace gridlift;
using gridlift::test::only_shape;
using gridlift::test::only_stream_shape;
using gridlift::test::PageBuilder;
using gridlift::test::shape;
using gridlift::test::tables_of;

namespace {

/// Texts at the corners of a grid of 3 columns of 60 and rows of 20, the first at (100, 100).
void set_texts(PageBuilder& page, const std::vector<std::vector<std::string>>& rows) {
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t col = 0; col < rows[row].size(); ++col) {
      page.text(104 + 60 * static_cast<double>(col), 113 + 20 * static_cast<double>(row), rows[row][col]);
    }
  }
}

/// Three columns and three rows, all lines drawn by `line(horizontal, at, from, to)`.
template <class Line>
void draw_grid(Line&& line) {
  for (int i = 0; i < 4; ++i) {
    line(true, 100.0 + 20 * i, 100.0, 280.0);
    line(false, 100.0 + 60 * i, 100.0, 160.0);
  }
}

const std::vector<std::vector<std::string>> kTexts = {{"a", "b", "c"}, {"d", "e", "f"}, {"g", "h", "i"}};
const std::string kShape = "a|b|c / d|e|f / g|h|i";

void prose(PageBuilder& page, double x, double y, int lines) {
  for (int i = 0; i < lines; ++i) page.text(x, y + 12 * i, "lorem ipsum dolor sit amet consectetur adipiscing elit");
}

}  // namespace

TEST_CASE("a plain ruled grid") {
  PageBuilder page;
  draw_grid([&](bool horizontal, double at, double from, double to) {
    horizontal ? page.horizontal(at, from, to) : page.vertical(at, from, to);
  });
  set_texts(page, kTexts);
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 1);
  CHECK(shape(tables[0].table) == kShape);
  CHECK(tables[0].table.confidence > 0.9);
  CHECK(tables[0].words.size() == 9);
  CHECK(tables[0].column_edges.size() == 4);
  CHECK(tables[0].rule_above);
  CHECK(tables[0].rule_below);
  REQUIRE(tables[0].table.parts.size() == 1);
  CHECK(tables[0].table.parts[0].bbox == Box{100, 100, 280, 160});
  for (const Cell& cell : tables[0].table.grid.cells()) {
    REQUIRE(cell.sources.size() == 1);
    CHECK(cell.sources[0].page == 1);
  }
}

TEST_CASE("lines are lines whatever they were drawn with") {
  struct Case {
    std::string name;
    void (*draw)(PageBuilder& page, bool horizontal, double at, double from, double to);
  };
  const Case cases[] = {
      {"doubles",
       [](PageBuilder& page, bool horizontal, double at, double from, double to) {
         for (const double shift : {-1.0, 1.0}) {
           horizontal ? page.horizontal(at + shift, from, to) : page.vertical(at + shift, from, to);
         }
       }},
      {"dashes",
       [](PageBuilder& page, bool horizontal, double at, double from, double to) {
         for (double x = from; x < to; x += 5) {
           horizontal ? page.horizontal(at, x, x + 3) : page.vertical(at, x, x + 3);
         }
       }},
      {"dots that all say they are horizontal",
       [](PageBuilder& page, bool horizontal, double at, double from, double to) {
         for (double x = from; x < to; x += 2) {
           horizontal ? page.horizontal(at, x - 0.25, x + 0.25, 0.5) : page.horizontal(x, at - 0.25, at + 0.25, 0.5);
         }
       }},
      {"pieces that stop short of each other",
       [](PageBuilder& page, bool horizontal, double at, double from, double to) {
         horizontal ? page.horizontal(at, from + 1.5, to - 1.5) : page.vertical(at, from + 1.5, to - 1.5);
       }},
      {"drawn twice",
       [](PageBuilder& page, bool horizontal, double at, double from, double to) {
         for (int i = 0; i < 2; ++i) horizontal ? page.horizontal(at, from, to) : page.vertical(at, from, to);
       }},
  };
  for (const Case& test : cases) {
    CAPTURE(test.name);
    PageBuilder page;
    draw_grid([&](bool horizontal, double at, double from, double to) { test.draw(page, horizontal, at, from, to); });
    set_texts(page, kTexts);
    CHECK(only_shape(page) == kShape);
  }
}

TEST_CASE("shaded cells show their borders by their colours") {
  PageBuilder page;
  for (int row = 0; row < 3; ++row) {
    for (int col = 0; col < 3; ++col) {
      page.fill({100.0 + 60 * col, 100.0 + 20 * row, 160.0 + 60 * col, 120.0 + 20 * row},
                (row + col) % 2 == 0 ? 0xCCDDEE : 0xEEDDCC);
    }
  }
  set_texts(page, kTexts);
  CHECK(only_shape(page) == kShape);
}

TEST_CASE("white lines count on shading only") {
  PageBuilder shaded;
  shaded.fill({100, 100, 280, 160}, 0xCCDDEE);
  PageBuilder plain;
  const auto white = [](PageBuilder& page) {
    draw_grid([&](bool horizontal, double at, double from, double to) {
      horizontal ? page.horizontal(at, from, to, 1, 0xFFFFFF) : page.vertical(at, from, to, 1, 0xFFFFFF);
    });
    set_texts(page, kTexts);
  };
  white(shaded);
  white(plain);
  CHECK(only_shape(shaded) == kShape);
  CHECK(only_shape(plain) == "0 tables");
}

TEST_CASE("a line under a later fill is not there") {
  PageBuilder page;
  draw_grid([&](bool horizontal, double at, double from, double to) {
    horizontal ? page.horizontal(at, from, to) : page.vertical(at, from, to);
  });
  page.fill({161, 101, 279, 119}, 0xEEEEEE);  // a shading inside: changes nothing
  page.fill({215, 101, 225, 119}, 0xEEEEEE);  // covers the line between b and c
  page.text(104, 113, "a").text(190, 113, "over both").text(104, 133, "d").text(164, 133, "e").text(224, 133, "f");
  page.text(104, 153, "g").text(164, 153, "h").text(224, 153, "i");
  CHECK(only_shape(page) == "a|over both{1x2} / d|e|f / g|h|i");
}

TEST_CASE("missing lines make spans") {
  PageBuilder page;
  page.frame({100, 100, 280, 160});
  page.vertical(160, 100, 160).horizontal(120, 160, 280).horizontal(140, 100, 280).vertical(220, 120, 160);
  page.text(104, 123, "a").text(200, 113, "b").text(164, 133, "c").text(224, 133, "d");
  page.text(104, 153, "e").text(164, 153, "f").text(224, 153, "g");
  CHECK(only_shape(page) == "a{2x1}|b{1x2} / c|d / e|f|g");
}

TEST_CASE("an open frame is closed where its lines end") {
  PageBuilder page;
  for (int i = 0; i < 4; ++i) page.horizontal(100 + 20 * i, 100, 280);
  page.vertical(160, 100, 160).vertical(220, 100, 160);
  set_texts(page, kTexts);
  CHECK(only_shape(page) == kShape);

  PageBuilder endless;  // the last row has no line below it
  for (int i = 0; i < 3; ++i) endless.horizontal(100 + 20 * i, 100, 280);
  for (int i = 0; i < 4; ++i) endless.vertical(100 + 60 * i, 100, 160);
  set_texts(endless, kTexts);
  CHECK(only_shape(endless) == kShape);
  CHECK_FALSE(tables_of(endless.page())[0].rule_below);
}

TEST_CASE("tables side by side stay two, though their rows do not agree") {
  PageBuilder page;
  for (int i = 0; i < 4; ++i) page.horizontal(100 + 20 * i, 50, 170).horizontal(103 + 20 * i, 200, 320);
  for (int i = 0; i < 3; ++i) page.vertical(50 + 60 * i, 100, 160).vertical(200 + 60 * i, 103, 163);
  for (int row = 0; row < 3; ++row) {
    for (int col = 0; col < 2; ++col) {
      page.text(54 + 60 * col, 113 + 20 * row, "l" + std::to_string(row) + std::to_string(col));
      page.text(204 + 60 * col, 116 + 20 * row, "r" + std::to_string(row) + std::to_string(col));
    }
  }
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 2);
  CHECK(shape(tables[0].table) == "l00|l01 / l10|l11 / l20|l21");
  CHECK(shape(tables[1].table) == "r00|r01 / r10|r11 / r20|r21");
}

TEST_CASE("a table in a cell is a table of its own and the cell keeps its text") {
  PageBuilder page;
  page.frame({100, 100, 400, 240}).vertical(200, 100, 240).horizontal(130, 100, 400).horizontal(220, 100, 400);
  page.text(104, 118, "Name")
      .text(204, 118, "Detail")
      .text(104, 150, "Tom")
      .text(104, 235, "Ann")
      .text(204, 235, "none");
  page.frame({220, 150, 340, 190}).vertical(280, 150, 190).horizontal(170, 220, 340);
  page.text(224, 163, "k").text(284, 163, "v").text(224, 183, "size").text(284, 183, "7");
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 2);
  CHECK(shape(tables[0].table) == "Name|Detail / Tom|k v\nsize 7 / Ann|none");
  CHECK(shape(tables[1].table) == "k|v / size|7");
  REQUIRE(tables[1].table.parent.has_value());
  CHECK(tables[1].table.parent->table == 0);
  CHECK(tables[1].table.parent->row == 1);
  CHECK(tables[1].table.parent->col == 1);
}

TEST_CASE("a table in a cell over two columns") {
  PageBuilder page;
  page.frame({100, 100, 400, 240}).vertical(200, 100, 130).horizontal(130, 100, 400).horizontal(220, 100, 400);
  page.vertical(200, 220, 240)
      .text(104, 118, "Name")
      .text(204, 118, "Detail")
      .text(104, 235, "Ann")
      .text(204, 235, "no");
  page.frame({120, 150, 340, 190}).vertical(230, 150, 190).horizontal(170, 120, 340);
  page.text(124, 163, "k").text(234, 163, "v").text(124, 183, "size").text(234, 183, "7");
  const auto tables = tables_of(page.page());
  REQUIRE(tables.size() == 2);
  CHECK(shape(tables[0].table) == "Name|Detail / k v\nsize 7{1x2} / Ann|no");
  CHECK(shape(tables[1].table) == "k|v / size|7");
}

TEST_CASE("column lines of the header go on through rows without them") {
  PageBuilder page;
  for (int i = 0; i < 6; ++i) page.horizontal(100 + 20 * i, 100, 280);
  page.vertical(100, 100, 200).vertical(280, 100, 200).vertical(160, 100, 120).vertical(220, 100, 120);
  set_texts(page, {{"Country", "Cases", "Rate"},
                   {"Austria", "12", "1"},
                   {"Malta", "3", ""},
                   {"Spain", "31", "4"},
                   {"Total", "46", "2"}});
  CHECK(only_shape(page) == "Country|Cases|Rate / Austria|12|1 / Malta|3| / Spain|31|4 / Total|46|2");
}

TEST_CASE("rows without lines are told by their baselines") {
  PageBuilder page;
  page.frame({100, 100, 280, 180}).vertical(160, 100, 180).vertical(220, 100, 180).horizontal(120, 100, 280);
  page.text(104, 113, "Country").text(164, 113, "Cases").text(224, 113, "Rate");
  const std::vector<std::vector<std::string>> body = {
      {"Austria", "12", "1"}, {"Malta", "3", "7"}, {"Spain", "31", "4"}, {"Total", "46", "2"}};
  for (std::size_t row = 0; row < body.size(); ++row) {
    for (std::size_t col = 0; col < 3; ++col) {
      page.text(104 + 60 * static_cast<double>(col), 132 + 13 * static_cast<double>(row), body[row][col]);
    }
  }
  CHECK(only_shape(page) == "Country|Cases|Rate / Austria|12|1 / Malta|3|7 / Spain|31|4 / Total|46|2");
}

TEST_CASE("two lines of values that each have a label are two rows, however near") {
  PageBuilder page;
  page.horizontal(100, 100, 400).horizontal(120, 100, 400).horizontal(222, 100, 400);
  for (const double x : {100.0, 240.0, 320.0, 400.0}) page.vertical(x, 100, 222);
  page.text(104, 114, "Sector").text(250, 114, "Sales").text(330, 114, "Stock");
  const auto values = [&](double y, const char* first, const char* second) {
    page.text_right(316, y, first).text_right(396, y, second);
  };
  page.text(104, 130, "Harbours and things that").text(104, 141, "belong to them");
  values(141, "12", "31");
  page.text(104, 157, "Mills");
  values(157, "15", "37");
  page.text(104, 173, "Fairs of all the other kinds");
  values(173, "18", "39");
  page.text(104, 186, "Markets of all the towns and").text(104, 197, "of the country");
  values(197, "21", "43");
  page.text(104, 213, "Roads");
  values(213, "24", "47");
  CHECK(only_shape(page) ==
        "Sector|Sales|Stock / Harbours and things that belong to them|12|31 / Mills|15|37 / Fairs of all the other "
        "kinds|18|39 / Markets of all the towns and of the country|21|43 / Roads|24|47");
}

TEST_CASE("wrapped lines stay one cell") {
  PageBuilder page;
  page.frame({100, 100, 260, 170}).vertical(180, 100, 170).horizontal(120, 100, 260);
  page.text(104, 113, "Programme").text(184, 113, "Remarks here");
  page.text(104, 132, "a longer name of").text(104, 144, "a programme of").text(104, 156, "the ministry");
  page.text(184, 132, "which goes on").text(184, 144, "over some more").text(184, 156, "short lines");
  CHECK(
      only_shape(page) ==
      "Programme|Remarks here / a longer name of a programme of the ministry|which goes on over some more short lines");
}

TEST_CASE("a word that a line cuts is parted between its letters") {
  PageBuilder page;
  draw_grid([&](bool horizontal, double at, double from, double to) {
    horizontal ? page.horizontal(at, from, to) : page.vertical(at, from, to);
  });
  set_texts(page, {{"a", "", "c"}, {"d", "e", "f"}, {"g", "h", "i"}});
  page.text(140, 113, "1234567");  // the line at 160 runs between 4 and 5
  CHECK(only_shape(page) == "a 1234|567|c / d|e|f / g|h|i");
}

TEST_CASE("letters set upwards and below each other are read") {
  PageBuilder page;
  page.frame({100, 100, 280, 200}).vertical(130, 100, 200).vertical(160, 100, 200).horizontal(170, 100, 280);
  page.text_up(118, 165, "Region").text(141, 112, "Y").text(141, 126, "e").text(141, 140, "a").text(141, 154, "r");
  page.text(164, 120, "Value").text(104, 190, "N").text(134, 190, "2019").text(164, 190, "12");
  CHECK(only_shape(page) == "Region|Year|Value / N|2019|12");
}

TEST_CASE("what stands just outside the frame belongs to it") {
  SUBCASE("a stub to the left") {
    PageBuilder page;
    for (int i = 0; i < 5; ++i) page.horizontal(100 + 20 * i, 200, 320);
    for (int i = 0; i < 3; ++i) page.vertical(200 + 60 * i, 100, 180);
    for (int row = 0; row < 4; ++row) {
      page.text(100, 113 + 20 * row, "Label " + std::string(1, static_cast<char>('A' + row)));
      page.text(204, 113 + 20 * row, std::to_string(11 * (row + 1)))
          .text(264, 113 + 20 * row, std::to_string(7 * (row + 1)));
    }
    CHECK(only_shape(page) == "Label A|11|7 / Label B|22|14 / Label C|33|21 / Label D|44|28");
  }
  SUBCASE("a header above and a total below") {
    PageBuilder page;
    for (int i = 0; i < 3; ++i) page.horizontal(100 + 20 * i, 100, 280);
    for (int i = 0; i < 4; ++i) page.vertical(100 + 60 * i, 100, 140);
    page.text(104, 95, "Land").text(164, 95, "Cases").text(224, 95, "Rate");
    set_texts(page, {{"Malta", "1", "2"}, {"Spain", "3", "4"}, {"Total", "4", "6"}});
    CHECK(only_shape(page) == "Land|Cases|Rate / Malta|1|2 / Spain|3|4 / Total|4|6");
  }
  SUBCASE("rows of values below a ruled header are left to the search that knows them") {
    for (const int rows : {1, 3, 5}) {
      CAPTURE(rows);
      PageBuilder page;
      page.horizontal(100, 100, 280).horizontal(120, 160, 280).horizontal(140, 100, 280);
      page.vertical(160, 100, 140).vertical(220, 120, 140).horizontal(140 + 20 * rows, 100, 280);
      page.text(104, 133, "Land").text(204, 113, "Cases").text(174, 133, "1998").text(234, 133, "1999");
      std::string expected = "Land{2x1}|Cases{1x2} / 1998|1999";
      for (int row = 0; row < rows; ++row) {
        const double y = 153 + 20 * row;
        const std::string value = std::to_string(17 * (row + 1));
        page.text(104, y, "Malta").text(174, y, value).text(234, y, value);
        expected += " / Malta|" + value + "|" + value;
      }
      CHECK(only_shape(page) == (rows == 1 ? expected : "0 tables"));
      if (rows > 1) CHECK(only_stream_shape(page.page()) == expected);
    }
  }
  SUBCASE("a title inside is a caption, a source line no row") {
    PageBuilder page;
    for (int i = 0; i < 5; ++i) page.horizontal(100 + 20 * i, 100, 280);
    page.vertical(100, 100, 180).vertical(280, 100, 180).vertical(190, 120, 160);
    page.text(104, 113, "Table 4: Visits of the year").text(104, 133, "Land").text(194, 133, "Visits");
    page.text(104, 153, "Malta").text(194, 153, "7").text(104, 173, "Source: own figures");
    const auto tables = tables_of(page.page());
    REQUIRE(tables.size() == 1);
    CHECK(shape(tables[0].table) == "Land|Visits / Malta|7");
    CHECK(tables[0].table.caption.value_or("") == "Table 4: Visits of the year");
    CHECK(tables[0].words.size() == 10);
  }
}

TEST_CASE("one ruled row counts where the page ends, as its table may go on") {
  PageBuilder page;
  prose(page, 60, 90, 40);
  page.frame({60, 600, 540, 640}).vertical(200, 600, 640).vertical(400, 600, 640);
  page.text(64, 615, "Name").text(204, 615, "Street").text(404, 615, "Town").text(300, 770, "7");
  CHECK(only_shape(page) == "Name|Street|Town");
  prose(page, 60, 660, 5);
  CHECK(only_shape(page) == "0 tables");
}

TEST_CASE("what is ruled and no table") {
  SUBCASE("a box around a paragraph") {
    PageBuilder page;
    page.frame({90, 90, 400, 200});
    prose(page, 100, 105, 7);
    CHECK(only_shape(page) == "0 tables");
  }
  SUBCASE("a page frame with a head") {
    PageBuilder page;
    page.frame({30, 30, 580, 760}).horizontal(60, 30, 580).vertical(480, 30, 60);
    page.text(40, 50, "Ministry of Works").text(500, 50, "page 3");
    prose(page, 60, 90, 50);
    CHECK(only_shape(page) == "0 tables");
  }
  SUBCASE("a running head with lines") {
    PageBuilder page;
    page.frame({60, 25, 540, 40}).vertical(200, 25, 40).vertical(400, 25, 40);
    page.text(64, 36, "Annals").text(204, 36, "Volume 4").text(404, 36, "page 7");
    prose(page, 60, 90, 50);
    CHECK(only_shape(page) == "0 tables");
  }
  SUBCASE("underlines") {
    PageBuilder page;
    prose(page, 100, 105, 7);
    for (int i = 0; i < 7; ++i) page.horizontal(107 + 12 * i, 130, 180);
    CHECK(only_shape(page) == "0 tables");
  }
  SUBCASE("a chart with grid lines and bars") {
    PageBuilder page;
    for (int i = 0; i < 6; ++i) page.horizontal(100 + 30 * i, 100, 400, 0.3, 0x999999);
    page.vertical(100, 100, 250);
    for (int i = 0; i < 6; ++i) {
      page.fill({110.0 + 45 * i, 150.0 + 13 * i, 140.0 + 45 * i, 250}, 0x3355AA);
      page.text(112 + 45 * i, 145 + 13 * i, std::to_string(17 * (i + 1)));
      page.text(112 + 45 * i, 265, std::to_string(2010 + i)).text(80, 103 + 30 * i, std::to_string(100 - 20 * i));
    }
    CHECK(only_shape(page) == "0 tables");
  }
}

TEST_CASE("a value that wraps in a ruled cell does not cut its row") {
  PageBuilder page;
  for (int i = 0; i < 4; ++i) page.horizontal(100 + 40 * i, 100, 280);
  for (int i = 0; i < 4; ++i) page.vertical(100 + 60 * i, 100, 220);
  for (int i = 0; i < 3; ++i) {
    const double y = 110 + 40 * i;
    page.text(104, y, "Dose").text(104, y + 10, "given").text(164, y, std::to_string(12 + i));
    page.text(224, y, "0.85").text(224, y + 10, "(0.24–").text(224, y + 20, "3.44)");
  }
  CHECK(only_shape(page) ==
        "Dose\ngiven|12|0.85\n(0.24–3.44) / Dose\ngiven|13|0.85\n(0.24–3.44) / Dose\ngiven|14|0.85\n(0.24–3.44)");
}

TEST_CASE("a section title parts an open frame in name only") {
  const auto table = [](bool closed, const std::string& title) {
    PageBuilder page;
    for (int i = 0; i < 6; ++i) page.horizontal(100 + 20 * i, 100, 280);
    for (const double top : {100.0, 160.0}) {
      for (int i = closed ? 0 : 1; i < (closed ? 4 : 3); ++i) page.vertical(100 + 60 * i, top, top + 40);
      for (int row = 0; row < 2; ++row) {
        page.text(104, top + 13 + 20 * row, "oats").text(164, top + 13 + 20 * row, "1,204");
        page.text(224, top + 13 + 20 * row, "87");
      }
    }
    page.text(104, 153, title);
    return page;
  };
  CHECK(only_shape(table(false, "Second harvest of the year")) ==
        "oats|1,204|87 / oats|1,204|87 / Second harvest of the year{1x3} / oats|1,204|87 / oats|1,204|87");
  CHECK(only_shape(table(true, "Second harvest of the year")) == "2 tables");
  CHECK(only_shape(table(false, "Table 4. The second harvest")) == "2 tables");
}

TEST_CASE("marked words rule nothing") {
  SUBCASE("in a cell") {
    PageBuilder page;
    draw_grid([&](bool horizontal, double at, double from, double to) {
      horizontal ? page.horizontal(at, from, to) : page.vertical(at, from, to);
    });
    set_texts(page, {{"ash", "bay", "fir"}, {"elm", "oak", "fig"}, {"yew", "box", "ivy"}});
    page.fill({104, 122, 119, 136}, 0xFFFF00).fill({164, 142, 182, 156}, 0x00FF00);
    CHECK(only_shape(page) == "ash|bay|fir / elm|oak|fig / yew|box|ivy");
  }
  SUBCASE("in running text") {
    PageBuilder page;
    prose(page, 100, 110, 8);
    for (int i = 0; i < 6; ++i) page.fill({100.0 + (i == 0 ? 57.5 : 0), 102.0 + 12 * i, 345, 113.9 + 12 * i}, 0xFFFF00);
    CHECK(only_shape(page) == "0 tables");
  }
}

TEST_CASE("cells with text on every line of a ruled row are rows") {
  PageBuilder page;
  for (const double y : {100.0, 120.0, 172.0}) page.horizontal(y, 100, 340);
  for (int i = 0; i < 5; ++i) page.vertical(100 + 60 * i, 100, 172);
  const char* rows[][4] = {{"Inn", "Town", "Stars", "Pool"},
                           {"Swan", "Ghent", "three", "yes"},
                           {"Crown", "Ypres", "two", "no"},
                           {"Anchor", "Aalst", "four", "yes"},
                           {"Star", "Lier", "one", "no"}};
  for (int row = 0; row < 5; ++row) {
    for (int col = 0; col < 4; ++col) page.text(104 + 60 * col, row == 0 ? 113 : 120 + 12 * row, rows[row][col]);
  }
  CHECK(only_shape(page) ==
        "Inn|Town|Stars|Pool / Swan|Ghent|three|yes / Crown|Ypres|two|no / Anchor|Aalst|four|yes / Star|Lier|one|no");
}
