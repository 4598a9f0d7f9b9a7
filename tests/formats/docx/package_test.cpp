#include "formats/docx/package.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "formats/docx/content.h"

using namespace gridlift;
using namespace gridlift::docx;

TEST_CASE("targets of relationships") {
  struct Row {
    std::string part;
    std::string target;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"word/document.xml", "styles.xml", "word/styles.xml"},
      {"word/document.xml", "/word/styles.xml", "word/styles.xml"},
      {"word/document.xml", "../customXml/item1.xml", "customXml/item1.xml"},
      {"word/document.xml", "../../../etc/passwd", "etc/passwd"},
      {"word/document.xml", "./media/a%20b.png", "word/media/a b.png"},
      {"word/document.xml", "media\\c.png", "word/media/c.png"},
      {"word/document.xml", "chapter.xml#here", "word/chapter.xml"},
      {"", "word/document.xml", "word/document.xml"},
  };
  for (const Row& row : rows) {
    const std::string name = row.target;
    CAPTURE(name);
    CHECK(resolve_target(row.part, row.target) == row.want);
  }
}

TEST_CASE("lengths") {
  CHECK(to_points("240") == doctest::Approx(12));
  CHECK(to_points("12.5pt") == doctest::Approx(12.5));
  CHECK(to_points("1in") == doctest::Approx(72));
  CHECK(to_points("25.4mm") == doctest::Approx(72));
  CHECK_FALSE(to_points("50%").has_value());
  CHECK_FALSE(to_points("auto").has_value());
}

TEST_CASE("numbers of hostile attributes") {
  struct Row {
    std::string text;
    int want;
  };
  const std::vector<Row> rows = {{"0", 0},
                                 {"-1", -1},
                                 {"", 7},
                                 {"abc", 7},
                                 {"1.5", 1},
                                 {"2147483647", INT32_MAX},
                                 {"2147483648", INT32_MAX},
                                 {"9223372036854775808", INT32_MAX},
                                 {"-99999999999999999999", INT32_MIN},
                                 {"+3", 3},
                                 {" 3", 3},
                                 {"3x", 7}};
  for (const Row& row : rows) {
    const std::string name = row.text;
    CAPTURE(name);
    CHECK(to_int(row.text, 7) == row.want);
  }
}

TEST_CASE("alternatives are understood by their namespaces") {
  CHECK(understands("http://schemas.microsoft.com/office/word/2010/wordprocessingShape"));
  CHECK(understands("wps"));
  CHECK(understands(""));
  CHECK_FALSE(understands("urn:example:unknown"));
  CHECK_FALSE(understands("http://schemas.microsoft.com/office/word/2010/wordml urn:example:unknown"));
}
