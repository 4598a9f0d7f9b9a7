#include "formats/text/charset.h"

#include <doctest/doctest.h>

#include <iterator>
#include <random>
#include <string>

#include "tests/formats/text/collector.h"

namespace gridlift {

namespace {

Bytes bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

std::string decoded(std::string_view raw, const text::Charset& charset) {
  auto decoder = text::Decoder::open(bytes_of(raw), charset);
  REQUIRE(decoder.has_value());
  std::string out;
  while (decoder->next(out)) {
  }
  return out;
}

struct Case {
  std::string name;
  std::string raw;
  std::string want;  ///< decoded
};

}  // namespace

TEST_CASE("charsets are told from few bytes") {
  using namespace std::string_literals;
  const Case cases[] = {
      {"ascii", "plain words", "plain words"},
      {"utf-8", "naïve 表格", "naïve 表格"},
      {"utf-8 with mark", "\xEF\xBB\xBFх", "х"},
      {"utf-16le with mark", "\xFF\xFE\x68\x88\x3C\x68"s, "表格"},
      {"utf-16be with mark", "\xFE\xFF\x88\x68\x68\x3C"s, "表格"},
      {"utf-16le latin, no mark", "t\0a\0b\0l\0e\0"s, "table"},
      {"utf-16be latin, no mark", "\0t\0a\0b\0l\0e"s, "table"},
      {"utf-32le, no mark", "t\0\0\0a\0\0\0b\0\0\0"s, "tab"},
      {"utf-16le chinese, no mark: ICU says windows-1252",
       "\x3B\x4E\xA8\x52\x6C\x51\x00\x5F\x3F\x65\x9C\x5E\xE1\x4F\x6F\x60\x0C\xFF\xA5\x62\x4A\x54\x02\x30\x0A\x00"s,
       "主动公开政府信息，报告。\n"},
      {"short gb18030: ICU says KOI8-R", "\xB1\xBE\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6", "本年度报告"},
      {"big5", "\xA5\xBB\xA6\x7E\xAB\xD7\xB3\xF8\xA7\x69\xAA\xED", "本年度報告表"},
      {"shift_jis", "\x82\xB1\x82\xEA\x82\xCD\x95\x5C\x82\xC5\x82\xB7\x81\x42", "これは表です。"},
      {"euc-kr", "\xBF\xAC\xB0\xA3 \xBA\xB8\xB0\xED\xBC\xAD\xC0\xD4\xB4\xCF\xB4\xD9", "연간 보고서입니다"},
      {"koi8-r of one line", "\xED\xC5\xCC\xD8\xCE\xC9\xC3\xC1 \xD3\xD4\xCF\xC9\xD4 \xD5 \xCD\xCF\xD3\xD4\xC1",
       "Мельница стоит у моста"},
      {"windows-1252",
       "Les r\xE9sultats de l'ann\xE9"
       "e \xE9taient tr\xE8s bons \x80 5",
       "Les résultats de l'année étaient très bons € 5"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    CHECK(decoded(c.raw, text::detect_charset(bytes_of(c.raw))) == c.want);
  }
}

TEST_CASE("lines of UTF-8 among lines of another charset are read as what they are") {
  const std::string chinese = "\xB1\xBE\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6\xB1\xBE\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6\n\n";
  const std::string utf8 = "本年度报告\n\n";
  for (const int more : {1, 40, 3000}) {  // either may be the most, and a line may end where a piece does
    std::string text;
    for (int i = 0; i < more; ++i) text += chinese;
    text += utf8 + chinese + utf8 + utf8;
    for (int i = 0; i < 41 - std::min(more, 40); ++i) text += utf8;
    const auto sink = collect(text);
    std::size_t read = 0;
    for (const Block& block : sink.blocks)
      read += block.text == "本年度报告" || block.text == "本年度报告本年度报告" ? 1 : 0;
    CHECK(read == sink.blocks.size());
    CHECK(sink.context.diagnostics.count("charset-mixed") == 1);
  }
  ReadOptions told;
  told.encoding = "GB18030";
  CHECK(collect(chinese + utf8, told).blocks[1].text != "本年度报告");
}

TEST_CASE("broken UTF-8 is replaced, counted, and nothing around it is lost") {
  auto sink = collect("good \xE8\xA1\xA8\xE6\xA0\xBC \xC3\xA9\xC3\xA9 bad \xFF\xC3 good\n");
  REQUIRE(sink.blocks.size() == 1);
  CHECK(sink.blocks[0].text == "good 表格 éé bad \xEF\xBF\xBD\xEF\xBF\xBD good");
  CHECK(sink.context.diagnostics.count("text-replaced") == 1);
}

TEST_CASE("NUL characters are replaced, not ends of strings") {
  using namespace std::string_literals;
  auto sink = collect("before\0after and some more words\n"s);
  REQUIRE(sink.blocks.size() == 1);
  CHECK(sink.blocks[0].text ==
        "before\xEF\xBF\xBD"
        "after and some more words");
  CHECK(sink.context.diagnostics.count("nul-bytes") == 1);
}

TEST_CASE("binary files are refused") {
  std::mt19937 random(7);
  std::string noise(5000, '\0');
  for (char& c : noise) c = static_cast<char>(random());
  CHECK(text::looks_binary(bytes_of(noise)));
  CHECK(text::looks_binary(bytes_of(std::string(10000, '\0'))));
  CHECK_FALSE(text::looks_binary(bytes_of("a line\nand another\n")));
  CHECK_FALSE(text::looks_binary(bytes_of("\xB1\xBE\xC4\xEA\xB6\xC8\xB1\xA8\xB8\xE6")));
}

TEST_CASE("any bytes are read without loss") {
  std::mt19937 random(11);
  const std::string alphabet = "ab \t|+-\n\r\f=1,\xC3\xA9\xE8\xA1\xA8\xFF";
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const std::size_t length = random() % 300;
    for (std::size_t i = 0; i < length; ++i) text.push_back(alphabet[random() % alphabet.size()]);
    CAPTURE(text);
    ReadOptions options;
    options.encoding = "UTF-8";
    collect(text, options);
  }
}

TEST_CASE("lines of tables of all kinds, in any order, are read without loss") {
  const std::string lines[] = {
      "+---+---+",
      "| a | b |",
      "+===+===+",
      "|---|:-:|",
      "a | b",
      "--+--",
      "\tcell",
      "\t",
      "",
      "",
      "a\tb\tc",
      "1\t2\t",
      "\t\tx",
      "=====  =====",
      "A      B",
      "-----  ----",
      "Town   Beds  1",
      "North    12  3",
      "South .....  7",
      "        Upper",
      "> | x | y |",
      "> ",
      "- 2 -",
      "Page 3",
      "\fTop",
      "a;b;\"c",
      "x;\"y\";1",
      "1,2,\"3\"",
      "**bold**",
      "&nbsp;x &amp;",
      "hyphen-",
      "ated word",
      "\xC2\xA0",
      "第二项\t一\t二",
      "  －－",
      "┌──┬──┐",
      "│a │b │",
      "├──┼──┤",
      "└──┴──┘",
      "# head",
      "1. item",
      "Lines of words, and more",
  };
  std::mt19937 random(23);
  for (int round = 0; round < 2500; ++round) {
    std::string text;
    const std::size_t count = 1 + random() % 30;
    std::size_t line = random() % std::size(lines);
    for (std::size_t i = 0; i < count; ++i) {
      // Neighbours in the list belong together more often than not.
      line = random() % 3 == 0 ? random() % std::size(lines) : (line + random() % 3) % std::size(lines);
      text += lines[line] + '\n';
    }
    CAPTURE(text);
    ReadOptions options;
    options.encoding = "UTF-8";
    collect(text, options);
  }
}

}  // namespace gridlift
