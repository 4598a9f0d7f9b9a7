#include "core/text_join.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gridlift;

TEST_CASE("pieces of one text are joined as their script asks") {
  struct Case {
    std::string name, above, below, want;
  };
  const std::vector<Case> cases = {
      {"words get a blank", "the open", "table", "the open table"},
      {"a hyphen before a small letter is healed", "infor-", "mation", "information"},
      {"a hyphen before a capital stays", "e-", "Government", "e-Government"},
      {"a hyphen before a digit stays", "COVID-", "19", "COVID-19"},
      {"a minus sign is no hyphen", "from 3 -", "to", "from 3 - to"},
      {"CJK joins without a blank", "（四）无", "法提供", "（四）无法提供"},
      {"CJK and Latin as they are set", "使用", "XML", "使用XML"},
      {"numerals are never fused", "12", "34", "12 34"},
      {"a date is cut behind a hyphen", "2012-", "02-26", "2012-02-26"},
      {"full-width numerals neither", "１２", "３４", "１２ ３４"},
      {"a bracket clings", "(see", "below)", "(see below)"},
      {"an opening bracket at the seam clings", "list (", "a)", "list (a)"},
      {"an empty piece adds nothing", "", "text", "text"},
      {"white space at the seam goes", "a \n", "  b", "a b"},
      {"Arabic words get a blank", "المدارس", "الابتدائية", "المدارس الابتدائية"},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    CHECK(joined(item.above, item.below) == item.want);
  }
  CHECK(joined_lines("结果\n维持") == "结果维持");
  CHECK(joined_lines("Total\nof all\n\nyears") == "Total of all years");
  CHECK(joined_lines("") == "");
}
