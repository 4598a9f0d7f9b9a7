#include <doctest/doctest.h>

#include <string>

#include "tests/formats/text/collector.h"

namespace gridlift {

namespace {

struct Case {
  std::string name;
  std::string text;
  std::string want;  ///< shape of the only table; "" for none
};

void check(const Case& c) {
  CAPTURE(c.name);
  const Collector sink = collect(c.text);
  if (c.want.empty()) {
    CHECK(sink.tables.empty());
  } else {
    REQUIRE(sink.tables.size() == 1);
    CHECK(shape(sink.tables[0]) == c.want);
  }
}

}  // namespace

TEST_CASE("tables parted by bars") {
  const Case cases[] = {
      {"markdown", "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | |\n", "a|b / 1|2 / 3|"},
      {"markdown without outer bars", "a | b\n--|--\n1 | 2\n", "a|b / 1|2"},
      {"escaped bar and line break", "|a|b|\n|-|-|\n|x \\| y|1<br>2|\n", "a|b / x | y|1\n2"},
      {"a row too long loses nothing", "|a|b|\n|-|-|\n|1|2|3|\n", "a|b| / 1|2|3"},
      {"org", "| a | b |\n|---+---|\n| 1 | 2 |\n", "a|b / 1|2"},
      {"database shell", " id | name \n----+------\n  1 | x\n  2 | y\n(2 rows)\n", "id|name / 1|x / 2|y"},
      {"bars at both ends only", "| a | b |\n| 1 | 2 |\n", "a|b / 1|2"},
      {"a bar in a sentence", "either this | or that\nanother line\n", ""},
      {"shell pipes", "cat x | grep y | sort\ncat z | wc\n", ""},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("HTML tables between the lines of a text") {
  const Case cases[] = {
      {"spans",
       "Text.\n\n<table>\n<tr><th rowspan=\"2\">a</th><th colspan=2>b</th></tr>\n<tr><th>c</th><th>d</th></tr>\n"
       "<tr><td>1</td><td>2</td><td>x &amp; y</td></tr>\n</table>\n\nMore.\n",
       "a|b>2 / ^|c|d / 1|2|x & y"},
      {"paragraphs in a cell, blank lines between them",
       "<TABLE "
       "border=1>\n<tr><td>a</td><td><p>one</p>\n\n<p>two</p></td></tr>\n<tr><td>1</td><td>2</td></tr>\n</TABLE>\n",
       "a|one\ntwo / 1|2"},
      {"on one line", "<table><tr><td>a<td>b<tr><td>1<td>2</table>\n", "a|b / 1|2"},
      {"never closed", "<table>\n<tr><td>a</td></tr>\n", ""},
      {"another word", "<tablespace name=\"x\">\n</tablespace>\n", ""},
      {"in a sentence", "Write <table> and </table> around it.\n", ""},
  };
  for (const Case& c : cases) check(c);
  const Collector named = collect("<table>\n<caption>Staff</caption>\n<tr><td>a</td></tr>\n</table> and more\n");
  REQUIRE(named.tables.size() == 1);
  CHECK(named.tables[0].caption == "Staff");
  CHECK(named.tables[0].rows[0].cells[0].place.line == 3);
  REQUIRE(named.blocks.size() == 1);
  CHECK(named.blocks[0].text == "and more");
}

TEST_CASE("tables drawn as boxes") {
  const Case cases[] = {
      {"a grid", "+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+\n", "a|b / 1|2"},
      {"spans", "+-------+---+\n| a b   | c |\n+---+---+   |\n| 1 | 2 |   |\n+---+---+---+\n", "a b>2|c / 1|2|^"},
      {"wrapped cells", "+-----+---+\n| one | 1 |\n| two |   |\n+-----+---+\n| x   | 2 |\n+-----+---+\n|y|", ""},
      {"text with dashes and plus signs", "+-----+-----+\n| a-b | c+d |\n+-----+-----+\n| --- | e|f |\n+-----+-----+\n",
       "a-b|c+d / ---|e|f"},
      {"database shell: a line is a row",
       "+----+------+\n| id | name |\n+----+------+\n|  1 | x    |\n|  2 | y    |\n+----+------+\n",
       "id|name / 1|x / 2|y"},
      {"quoted in a letter", "> +---+---+\n> | a | b |\n> +---+---+\n> | 1 | 2 |\n> +---+---+\n", "a|b / 1|2"},
      {"quoted twice", ">> | a | b |\n>> |---|---|\n>> | 1 | 2 |\n", "a|b / 1|2"},
      {"unicode", "┌───┬───┐\n│ a │ b │\n├───┼───┤\n│ 1 │ 2 │\n└───┴───┘\n", "a|b / 1|2"},
      {"unicode, wide letters", "┌──────┬───┐\n│ 表格 │ b │\n├──────┼───┤\n│ 数   │ 2 │\n└──────┴───┘\n",
       "表格|b / 数|2"},
      {"double and heavy", "╔═══╦═══╗\n║ a ║ b ║\n╠═══╬═══╣\n║ 1 ║ 2 ║\n╚═══╩═══╝\n", "a|b / 1|2"},
      {"one box around prose", "+------+\n| note |\n+------+\n", ""},
      {"two boxes of a picture", "+---+   +---+\n| a |-->| b |\n+---+   +---+\n", ""},
  };
  for (const Case& c : cases) {
    if (c.name != "wrapped cells") check(c);
  }
}

TEST_CASE("a drawn cell of several lines is one text") {
  const Collector sink = collect("+-----+---+\n| one | 1 |\n| two |   |\n+-----+---+\n| x   | 2 |\n+-----+---+\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(shape(sink.tables[0]) == "one two|1 / x|2");
  CHECK(sink.tables[0].rows[0].cells[0].more_places.size() == 1);
}

}  // namespace gridlift
