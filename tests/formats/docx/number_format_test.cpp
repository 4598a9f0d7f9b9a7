#include "formats/docx/number_format.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "formats/docx/symbols.h"

using namespace gridlift::docx;

TEST_CASE("counters as they are printed") {
  struct Row {
    int number;
    std::string format;
    std::string want;
  };
  const std::vector<Row> rows = {
      {1, "decimal", "1"},
      {9, "decimalZero", "09"},
      {1994, "upperRoman", "MCMXCIV"},
      {4, "lowerRoman", "iv"},
      {27, "lowerLetter", "aa"},
      {28, "upperLetter", "BB"},
      {10, "chineseCounting", "十"},
      {11, "chineseCounting", "十一"},
      {20, "chineseCountingThousand", "二十"},
      {101, "chineseCountingThousand", "一百零一"},
      {110, "chineseCountingThousand", "一百一十"},
      {1001, "chineseCountingThousand", "一千零一"},
      {10010, "chineseCountingThousand", "一万零一十"},
      {12, "chineseLegalSimplified", "壹拾贰"},
      {3, "ideographTraditional", "丙"},
      {11, "ideographTraditional", "甲"},
      {1, "ideographZodiacTraditional", "甲子"},
      {105, "ideographDigital", "一〇五"},
      {7, "decimalEnclosedCircleChinese", "⑦"},
      {21, "decimalEnclosedCircle", "㉑"},
      {51, "decimalEnclosedCircle", "51"},
      {3, "decimalEnclosedParen", "⑶"},
      {10, "decimalFullWidth", "１０"},
      {2, "ganada", "나"},
      {111, "koreanCounting", "백십일"},
      {21, "koreanLegal", "스물하나"},
      {3, "aiueoFullWidth", "ウ"},
      {21, "ordinal", "21st"},
      {112, "ordinal", "112th"},
      {42, "cardinalText", "Forty-two"},
      {30, "ordinalText", "Thirtieth"},
      {5, "numberInDash", "- 5 -"},
      {255, "hex", "FF"},
      {0, "lowerLetter", "0"},
      {3, "none", ""},
      {21, "thaiCounting", "ยี่สิบเอ็ด"},
      {111, "thaiCounting", "หนึ่งร้อยสิบเอ็ด"},
      {101, "thaiCounting", "หนึ่งร้อยเอ็ด"},
      {1, "bahtText", "หนึ่งบาทถ้วน"},
      {42, "dollarText", "Forty-two and 00/100"},
      {99, "hindiCounting", "निन्यानबे"},
      {115, "hindiCounting", "एक सौ पंद्रह"},
  };
  for (const Row& row : rows) {
    const std::string name = row.format + " of " + std::to_string(row.number);
    CAPTURE(name);
    bool known = true;
    CHECK(format_number(row.number, row.format, known) == row.want);
    CHECK(known);
  }
  bool known = true;
  CHECK(format_number(5, "noSuchFormat", known) == "5");
  CHECK_FALSE(known);
}

TEST_CASE("symbol fonts") {
  CHECK(symbol_of(0xF0B7, "Symbol") == U'•');
  CHECK(symbol_of(0x61, "Symbol") == U'α');
  CHECK(symbol_of(0xF0FE, "Wingdings") == U'☑');
  CHECK(symbol_of(0x52, "Wingdings 2") == U'☑');
  CHECK(symbol_of(0xA3, "wingdings2") == U'□');
  CHECK(symbol_of(0x61, "Arial") == U'a');
  CHECK(symbol_text("\uF0A7", "Wingdings") == "▪");
  CHECK(symbol_text("\uF0A7", "") == "•");
  CHECK(is_bullet("•"));
  CHECK_FALSE(is_bullet("☑"));
}
