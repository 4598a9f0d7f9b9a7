#include <doctest/doctest.h>

#include <string>

#include "tests/formats/text/collector.h"

namespace gridlift {

namespace {

/// Blocks as "kind(level):label:text", one a line.
std::string told(const Collector& sink) {
  std::string out;
  for (const Block& block : sink.blocks) {
    out += std::string(name(block.kind)).substr(0, 1) + (block.level > 0 ? std::to_string(block.level) : "") + ":" +
           block.label + ":" + block.text + "\n";
  }
  return out;
}

struct Case {
  std::string name;
  std::string text;
  std::string want;
};

}  // namespace

TEST_CASE("lines become headings, items and paragraphs") {
  const Case cases[] = {
      {"chinese numbers", "一、总体情况\n本年度工作有序开展，情况如下。\n（一）主动公开\n全部公开。\n",
       "h1::一、总体情况\np::本年度工作有序开展，情况如下。\nh2::（一）主动公开\np::全部公开。\n"},
      {"a heading that runs into its text is a paragraph",
       "说明，\n\n（一）加强领导，强化责任落实。成立了小组，形成了机制。\n",
       "p::说明，\np::（一）加强领导，强化责任落实。成立了小组，形成了机制。\n"},
      {"chapters", "第一章 总则\n\n第一条，本办法适用于各单位。\n",
       "h1::第一章 总则\np::第一条，本办法适用于各单位。\n"},
      {"decimal", "1.2 Scope of work\n\nThis part says what is done, and when.\n",
       "h2::1.2 Scope of work\np::This part says what is done, and when.\n"},
      {"items", "We need,\n\n- bread\n- milk\n", "p::We need,\nl1:-:bread\nl1:-:milk\n"},
      {"wrapped by hand",
       "This paragraph was wrapped at some fifty columns,\nas letters are; its lines belong together and the\nhy-\n",
       "p::This paragraph was wrapped at some fifty columns, as letters are; its lines belong together and the hy-\n"},
      {"verses keep their lines", "A poem, short\nin lines that end\nearly, here\nand there.\n",
       "p::A poem, short\nin lines that end\nearly, here\nand there.\n"},
      {"markdown heading", "## Results\n\nAll went well, mostly.\n", "h2::Results\np::All went well, mostly.\n"},
      {"underlined heading", "Results\n=======\n\nAll went well, mostly.\n",
       "h1::Results\np::All went well, mostly.\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(told(collect(c.text)) == c.want);
  }
}

TEST_CASE("a paragraph that a page end cut is joined again") {
  CHECK(told(collect("题目\n\n我们建立了工作机制，明确了责任分工，确保各项信息公开发\n\n布全面、及时、准确。\n")) ==
        "h1::题目\np::我们建立了工作机制，明确了责任分工，确保各项信息公开发布全面、及时、准确。\n");
  CHECK(told(collect("题目\n\n我们建立了工作机制，明确了责任分工，各项工作开展顺利。\n\n布全面、及时、准确。\n")) ==
        "h1::题目\np::我们建立了工作机制，明确了责任分工，各项工作开展顺利。\np::布全面、及时、准确。\n");
}

TEST_CASE("leftovers of other converters go, and are told") {
  const Collector sink = collect("See <http://example.org/a>, **first** [bookmark: _x]then&nbsp;more &amp; 2**3**4.\n");
  CHECK(told(sink) == "p::See http://example.org/a, first then more & 2**3**4.\n");
  CHECK(sink.context.diagnostics.count("leftover-link") == 1);
  CHECK(sink.context.diagnostics.count("leftover-emphasis") == 1);
  CHECK(sink.context.diagnostics.count("leftover-bookmark") == 1);
  CHECK(sink.context.diagnostics.count("leftover-reference") == 1);
  ReadOptions keep;
  keep.keep_markup = true;
  CHECK(told(collect("**a** &amp; b,\n", keep)) == "p::**a** &amp; b,\n");
}

TEST_CASE("form feeds are page breaks; all line ends are line ends") {
  const Collector sink = collect(
      "one, a\r\n\r\ntwo, b\r\rthree, c\xC2\x85\xC2\x85"
      "four, d\fnext, e");
  CHECK(told(sink) == "p::one, a\np::two, b\np::three, c\np::four, d\np::next, e\n");
  CHECK(sink.breaks == 1);
}

}  // namespace gridlift
