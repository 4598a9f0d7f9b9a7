#include "formats/pdf/actual_text.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using gridlift::pdf::apply_actual_text;
using gridlift::pdf::Capture;
using gridlift::pdf::Glyph;
using gridlift::pdf::Run;

namespace {

Capture line(std::u32string_view text) {
  Capture capture;
  Run run;
  run.size = 10;
  capture.runs.push_back(run);
  float x = 0;
  for (const char32_t c : text) {
    capture.glyphs.push_back({x, 0, 6, 0, static_cast<std::uint32_t>(c), 0});
    x += 6;
  }
  return capture;
}

std::u32string text_of(const Capture& capture) {
  std::u32string text;
  for (const Glyph& glyph : capture.glyphs) text.push_back(glyph.text);
  return text;
}

struct Case {
  std::string name;
  std::u32string shown;
  std::size_t first;
  std::u32string actual;
  std::u32string want;
};

}  // namespace

TEST_CASE("replacement text") {
  const Case cases[] = {
      {"small capitals", U"In Norway", 0, U"IN NORWAY", U"IN NORWAY"},
      {"only from the first glyph on", U"ab cd", 3, U"CD", U"ab CD"},
      {"a glyph for two letters", U"aXb", 1, U"fib", U"afib"},
      {"a hyphen that is not there in the text", U"co-", 2, U"", U"co"},
      {"nothing cannot hide a sentence", U"keep this", 0, U"", U"keep this"},
      {"the same", U"same", 0, U"same", U"same"},
      {"a summary is not what stands there", U"abc", 0, U"A picture of three letters of the alphabet", U"abc"},
      {"letters that the font does not map", U"\xFFFD\xFFFD", 0, U"hello", U"hello"},
  };
  for (const Case& test : cases) {
    CAPTURE(test.name);
    Capture capture = line(test.shown);
    apply_actual_text(capture, test.first, test.actual);
    CHECK(text_of(capture) == test.want);
  }
}

TEST_CASE("replacement text keeps the width of what it replaces") {
  Capture capture = line(U"ab");
  apply_actual_text(capture, 0, U"xyz");
  REQUIRE(capture.glyphs.size() == 3);
  CHECK(capture.glyphs[2].x == doctest::Approx(8));
  CHECK(capture.glyphs[2].dx == doctest::Approx(4));
}
