#include <doctest/doctest.h>

#include <string>

#include "tests/formats/text/collector.h"

namespace gridlift {

namespace {

struct Case {
  std::string name;
  std::string rows;  ///< cells parted by "|", groups by "/"; "+" in a cell: a further paragraph
  std::string want;  ///< shape of the only table; "" for none
};

/// As Tika writes it: a tab before each cell, an empty line after each group.
std::string stacked(const std::string& rows) {
  std::string out = "\t";
  for (const char c : rows) {
    if (c == '|') {
      out += "\n\t";
    } else if (c == '/') {
      out += "\n\n\t";
    } else if (c == '+') {
      out += '\n';
    } else {
      out += c;
    }
  }
  return out + "\n\n";
}

}  // namespace

TEST_CASE("one cell on a line: spans come from the number of cells") {
  const Case cases[] = {
      {"plain", "Town|Beds/North|12/South|7", "Town|Beds / North|12 / South|7"},
      {"captions and short rows", "Item 1/Name|Old|New|All/Rules|1|2|3/Item 2/Name|Old|Sum/Fees|3|4",
       "Item 1>4 / Name|Old|New|All / Rules|1|2|3 / Item 2>4 / Name|Old|Sum>2 / Fees|3|4>2"},
      {"labels over columns and rows", "Kind|All|Part/New|8|9/Done|no|secret|1|2/||forbidden|3|4/|yes|5|6",
       "Kind>3|All|Part / New>3|8|9 / Done|no|secret|1|2 / ^|^|forbidden|3|4 / ^|yes>2|5|6"},
      {"three header rows", "Kind|Who/|One|Firm|All/||a|b|/New|1|2|3|6/Done|no|4|5|6|15",
       "Kind>2|Who>4 / ^>2|One|Firm>2|All / ^>2|^|a|b|^ / New>2|1|2|3|6 / Done|no|4|5|6|15"},
      {"two parents", "Review|Court/up|down|direct|after/||a|b|a|b/1|2|3|4|5|6",
       "Review>2|Court>4 / up|down|direct>2|after>2 / ^|^|a|b|a|b / 1|2|3|4|5|6"},
      {"empty paragraphs look like ends of rows",
       "Review|Court/up/down/other/open/all|direct|after/|||||a|b|c|d|e/a|b|c|d|e/0|0|0|0|0|0|0|0|0|0|0|0|0|0|0",
       "Review>5|Court>10 / up|down|other|open|all|direct>5|after>5 / ^|^|^|^|^|a|b|c|d|e|a|b|c|d|e / "
       "0|0|0|0|0|0|0|0|0|0|0|0|0|0|0"},
      {"names that begin other rows", "A form/Name/Old/New/Rules|1|2/Fees|3|4/B form/Name|Sum|All/Toll|5|6",
       "A form>3 / Name|Old|New / Rules|1|2 / Fees|3|4 / B form>3 / Name|Sum|All / Toll|5|6"},
      {"names that repeat themselves", "All/North|South/a|b|c|a|b|c/1|2|3|4|5|6",
       "All>6 / North>3|South>3 / a|b|c|a|b|c / 1|2|3|4|5|6"},
      {"names that repeat themselves below as many names", "All/North|South/a|b|c/a|b/c|a|b/c/1|2|3|4|5|6|7|8|9",
       "All>3|North>3|South>3 / a|b|c|a|b|c|a|b|c / 1|2|3|4|5|6|7|8|9"},
      {"all full rows are cut, and wide gaps end them", "Hill|Well/a|b/c|d|a/b|c/d+/1/2|3|4|5/6/7|8",
       "Hill>4|Well>4 / a|b|c|d|a|b|c|d / 1|2|3|4|5|6|7|8"},
      {"further paragraphs", "Town|Beds/North+and east|12/South|7", "Town|Beds / North\nand east|12 / South|7"},
      {"a control before a further paragraph", "Town|Beds/North+\x17 five|12/South|7",
       "Town|Beds / North\n\x17 five|12 / South|7"},
      {"numbers in brackets", "Town|Old (all)|New/North|(12)|(7)/South|(3)|(4)/East|5|(6)",
       "Town|Old (all)|New / North|(12)|(7) / South|(3)|(4) / East|5|(6)"},
      {"source code", "int x;|return x;/if (a) {|b();|}/x = 1;|y = 2;", ""},
      {"indented paragraphs", "A first paragraph that goes on for a while./A second one, of the same kind.", ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Collector sink = collect(stacked(c.rows));
    if (c.want.empty()) {
      CHECK(sink.tables.empty());
    } else {
      REQUIRE(sink.tables.size() == 1);
      CHECK(shape(sink.tables[0]) == c.want);
    }
  }
}

}  // namespace gridlift
