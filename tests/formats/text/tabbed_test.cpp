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

}  // namespace

TEST_CASE("padded rows of a flattened table get their spans back") {
  const Case cases[] = {
      {"plain", "Town\tBeds\tStaff\nNorth\t12\t30\nSouth\t7\t11\n", "Town|Beds|Staff / North|12|30 / South|7|11"},
      {"header over columns", "Town\tBeds\t\tStaff\n\told\tnew\t\nNorth\t1\t2\t3\n",
       "Town|Beds>2|Staff / ^|old|new|^ / North|1|2|3"},
      {"labels over rows and columns", "Kind\t\tAll\nA, new\t\t8\nB, done\ta\t6\n\tb\t5\n",
       "Kind>2|All / A, new>2|8 / B, done|a|6 / ^|b|5"},
      {"a value that is blank is no span", "Town\tBeds\tStaff\nNorth\t\t30\nSouth\t7\t\n",
       "Town|Beds|Staff / North||30 / South|7|"},
      {"blocks with captions", "Item 1\t\t\nName\tOld\tNew\nRules\t1\t2\nItem 2\t\t\nName\tSum\t\nFees\t3\t\n",
       "Item 1>3 / Name|Old|New / Rules|1|2 / Item 2>3 / Name|Sum>2 / Fees|3>2"},
      {"values one field too far left",
       "Kind\t\tOne\tTwo\t\nNew\t\t8\t9\t\nDone\tno\tsecret\t1\t2\n\t\tforbidden\t3\t4\n",
       "Kind>3|One|Two / New>3|8|9 / Done|no|secret|1|2 / ^|^|forbidden|3|4"},
      {"a row cut by the page", "Kind\tName\tSum\nA\tno reason, many\t5\n\n\trepeated requests\t\n\tother\t6\n",
       "Kind|Name|Sum / A|no reason, many repeated requests|5 / ^|other|6"},
      {"a label that lost its place at the page end",
       "Kind\tName\tSum\nA\t1. one\t5\n\t2. two\t6\n3. three\t\t7\n\n\t4. four\t8\n",
       "Kind|Name|Sum / A|1. one|5 / ^|2. two|6 / ^|3. three|7 / ^|4. four|8"},
      {"header texts on two lines", "结果\t其他\t总计\n维持\t结果\t\n1\t2\t3\n", "结果维持|其他结果|总计 / 1|2|3"},
      {"header over three rows", "Town\tBeds\t\tAll\n\told\t\t\n\tmen\twomen\t\nNorth\t1\t2\t3\n",
       "Town|Beds>2|All / ^|old>2|^ / ^|men|women|^ / North|1|2|3"},
      {"rows that head others", "Town\tBeds\tStaff\nUpper valley\t\t\nNorth\t1\t2\nLower valley\t\t\nSouth\t3\t4\n",
       "Town|Beds|Staff / Upper valley>3 / North|1|2 / Lower valley>3 / South|3|4"},
      {"a head at the top of a page goes on with nothing",
       "Town\tBeds\tStaff\nUpper valley\t\t\nNorth\t1\t2\n\nLower valley\t\t\nSouth\t3\t4\n",
       "Town|Beds|Staff / Upper valley>3 / North|1|2 / Lower valley>3 / South|3|4"},
      {"a page with a field that nothing fills", "Town\tBeds\t\nNorth\t1\t\nEast\t5\t\n\nSouth\t3\nWest\t4\n",
       "Town|Beds / North|1 / East|5 / South|3 / West|4"},
      {"a page's number between rows", "Town\tBeds\nNorth\t1\nEast\t5\n- 2 -\n\nSouth\t3\nWest\t4\n",
       "Town|Beds / North|1 / East|5 / South|3 / West|4"},
      {"Roman numbers tell their column from letters",
       "Kind\t\t\tSum\nI. one\tA. two\tx\t5\n\t\ty\t6\n\tC. three\tz\t7\n\nII. four\tA. five\tx\t8\n\t\ty\t9\n",
       "Kind>3|Sum / I. one|A. two|x|5 / ^|^|y|6 / ^|C. three|z|7 / II. four|A. five|x|8 / ^|^|y|9"},
      {"indented source code", "int main() {\n\tint x;\n\treturn x;\n}\n", ""},
      {"assembly", "main:\n\tmov\teax, 1\n\tadd\teax, 2\n\tret\n", ""},
      {"one tab in a sentence", "Dear Sir,\tthank you for\nyour letter.\n", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collector sink = collect(c.text);
    if (c.want.empty()) {
      CHECK(sink.tables.empty());
    } else {
      REQUIRE(sink.tables.size() == 1);
      CHECK(shape(sink.tables[0]) == c.want);
    }
  }
}

TEST_CASE("fragments of other widths are aligned to the table") {
  // After the break the first label column is gone, and a blank column of values.
  const Collector sink = collect(
      "Kind\tGroup\tName\tOne\tTwo\tAll\n"
      "一、甲\t（一）乙\t1.a\t\t\t5\n"
      "\t\t2.b\t\t\t6\n"
      "\n"
      "\t3.c\t\t\t7\n"
      "（二）丙\t1.d\t\t\t8\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(shape(sink.tables[0]) ==
        "Kind|Group|Name|One|Two|All / 一、甲|（一）乙|1.a|||5 / ^|^|2.b|||6 / ^|^|3.c|||7 / ^|（二）丙|1.d|||8");
}

TEST_CASE("rules and reasons say what was decided") {
  const Collector sink = collect("Kind\tName\tSum\nA\tno reason, many\t5\n\n\trepeated requests\t\n\tother\t6\n");
  REQUIRE(sink.tables.size() == 1);
  CHECK(sink.tables[0].rows[1].cells[1].rule == "row-rejoined");
  CHECK(sink.tables[0].rows[1].cells[1].more_places.size() == 1);
  CHECK(sink.tables[0].confidence < 1);
  CHECK(sink.context.diagnostics.count("row-rejoined") == 1);
}

TEST_CASE("a table longer than the text held at once comes in pieces, and that is said") {
  const std::string word(500, 'x');
  std::string text = "Name\tBeds\tStaff\n";
  for (int i = 0; i < 12'000; ++i) text += word + "\t" + std::to_string(i) + "\t7\n";
  const Collector sink = collect(text);
  REQUIRE(sink.tables.size() == 2);
  CHECK(sink.tables[0].rows.size() + sink.tables[1].rows.size() == 12'001);
  CHECK(sink.context.diagnostics.count("table-in-pieces") == 1);
}

}  // namespace gridlift
