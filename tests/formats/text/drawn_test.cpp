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

TEST_CASE("copies of a cell end before they fill the memory") {
  const Collector result = collect("|===\n4096*|" + std::string(100'000, 'x') + "\n|===\n");
  REQUIRE(result.tables.size() == 1);
  CHECK(result.tables[0].rows.front().cells.size() < 20);
}

TEST_CASE("signs that begin no tag are text, however many and wherever the next tag ends") {
  const Collector result = collect("<table><tr><td>" + std::string(200'000, '<') + "</td></tr></table>\n");
  REQUIRE(result.tables.size() == 1);
  CHECK(result.tables[0].rows.front().cells.front().text == std::string(200'000, '<'));
}

TEST_CASE("tables parted by bars") {
  const Case cases[] = {
      {"markdown", "| a | b |\n|---|:-:|\n| 1 | 2 |\n| 3 | |\n", "a|b / 1|2 / 3|"},
      {"markdown without outer bars", "a | b\n--|--\n1 | 2\n", "a|b / 1|2"},
      {"escaped bar and line break", "|a|b|\n|-|-|\n|x \\| y|1<br>2|\n", "a|b / x | y|1\n2"},
      {"a row too long loses nothing", "|a|b|\n|-|-|\n|1|2|3|\n", "a|b| / 1|2|3"},
      {"org", "| a | b |\n|---+---|\n| 1 | 2 |\n", "a|b / 1|2"},
      {"database shell", " id | name \n----+------\n  1 | x\n  2 | y\n(2 rows)\n", "id|name / 1|x / 2|y"},
      {"bars at both ends only", "| a | b |\n| 1 | 2 |\n", "a|b / 1|2"},
      {"escapes of Markdown", "| a | b |\n|---|---|\n| \\(1\\) | x\\*y |\n", "a|b / (1)|x*y"},
      {"a path is none", "| a | b |\n|---|---|\n| C:\\_x | 1 |\n", "a|b / C:\\_x|1"},
      {"Jira", "|| a || b ||\n| 1 | 2 |\n| 3 | 4 |\n", "a|b / 1|2 / 3|4"},
      {"DokuWiki", "^ a ^ b ^\n| 1 | 2 |\n| ::: | 3 |\n", "a|b / 1|2 / ^|3"},
      {"Textile", "|_. a|_\\2. b|\n|/2. 1|2|3|\n|4|5|\n", "a|b>2 / 1|2|3 / ^|4|5"},
      {"a bar in a sentence", "either this | or that\nanother line\n", ""},
      {"shell pipes", "cat x | grep y | sort\ncat z | wc\n", ""},
  };
  for (const Case& c : cases) check(c);
}

TEST_CASE("tables of wikis") {
  const Case cases[] = {
      {"MediaWiki",
       "{| class=\"wikitable\"\n|+ Staff\n! a !! colspan=\"2\" | b\n|-\n| rowspan=2 | 1 || 2 || 3\n|-\n"
       "| 4\nmore\n| [[x|y]]\n|}\n",
       "a|b>2 / 1|2|3 / ^|4\nmore|[[x|y]]"},
      {"MediaWiki never closed", "{| class=\"wikitable\"\n| a\n| b\n", ""},
      {"AsciiDoc", "[cols=\"1,1,2\",options=\"header\"]\n|===\n|a |b |c\n.2+|1 2+|2\n|3\n|4 \\| 5\n|===\n",
       "a|b|c / 1|2>2 / ^|3|4 | 5"},
      {"AsciiDoc, columns by the first line", "|===\n|a |b\n\n|1\n|2\n|3 |4\n|===\n", "a|b / 1|2 / 3|4"},
      {"AsciiDoc, a cell named once for several", "[cols=\"4*\"]\n|===\n2*|a |b |c\n|===\n", "a|a|b|c"},
      {"AsciiDoc never closed", "|===\n|a |b\n|1 |2\n", ""},
  };
  for (const Case& c : cases) check(c);
  const Collector titled = collect(".Staff\n|===\n|a |b\n|1 |2\n|===\n");
  REQUIRE(titled.tables.size() == 1);
  CHECK(titled.tables[0].caption == "Staff");
}

TEST_CASE("columns that dashes set") {
  const Case cases[] = {
      {"words", "  one two   three\n  --------- ---------\n  a         b c\n  d e       f\n\nText.\n",
       "one two|three / a|b c / d e|f"},
      {"wide letters", "  名前       備考\n  ---------- ------\n  東京都     あり\n  京都       なし\n",
       "名前|備考 / 東京都|あり / 京都|なし"},
      {"rows of several lines",
       "  ---------------------\n  a          b\n             c\n  ---------- ----------\n  one        1\n  two\n\n"
       "  three      2\n  ---------------------\n",
       "a|b c / one two|1 / three|2"},
      {"right to left in logical order",
       "  بستان متحف   جسر تدريب\n  ------------ -----------\n  نهر          5\n  ورشة قلم     7\n",
       "بستان متحف|جسر تدريب / نهر|5 / ورشة قلم|7"},
      {"no header", "  ---- ----\n  a    b\n  c    d\n  ---- ----\n", "a|b / c|d"},
      {"text across the columns", "  one two\n  --- ---\n  a sentence of words\n  goes on here\n", ""},
      {"a heading with rules below", "one two\n-------\ntext\n", ""},
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
