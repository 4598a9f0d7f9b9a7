#include "formats/pdf/words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"

using gridlift::Page;
using gridlift::Word;
using gridlift::Writing;
using gridlift::pdf::Capture;
using gridlift::pdf::Glyph;
using gridlift::pdf::Run;

namespace {

/// Sets a line of glyphs, each half an em wide, from (x, y) on; the run is the last one of the capture.
void set_line(Capture& capture, std::string_view text, float x, float y) {
  const Run& run = capture.runs.back();
  const float advance = run.size / 2;
  gridlift::for_each_code_point(text, [&](char32_t c) {
    capture.glyphs.push_back({x, y, advance * run.ux, advance * run.uy, static_cast<std::uint32_t>(c),
                              static_cast<std::uint32_t>(capture.runs.size() - 1)});
    x += advance * run.ux;
    y += advance * run.uy;
  });
}

Capture plain(float size = 10) {
  Capture capture;
  capture.fonts.push_back({"Serif", false, false, false});
  Run run;
  run.size = size;
  capture.runs.push_back(run);
  return capture;
}

std::vector<std::string> words_of(const Capture& capture) {
  Page page;
  gridlift::pdf::make_words(capture, page);
  std::vector<std::string> texts;
  for (const Word& word : page.words) texts.push_back((word.space_before ? "_" : "") + word.text);
  return texts;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("words part at space glyphs and at gaps") {
  Capture capture = plain();
  set_line(capture, "two words", 10, 100);
  CHECK(words_of(capture) == Texts{"_two", "_words"});
  set_line(capture, "far", 200, 100);
  CHECK(words_of(capture) == Texts{"_two", "_words", "_far"});
}

TEST_CASE("fake bold is read once, doubled letters stay") {
  Capture capture = plain();
  set_line(capture, "ball", 10, 100);
  set_line(capture, "ball", 10.3F, 100.1F);
  set_line(capture, "ball", 10.6F, 100);
  CHECK(words_of(capture) == Texts{"_ball"});
}

TEST_CASE("a superscript is a word of its own without a space") {
  Capture capture = plain();
  set_line(capture, "1,234", 10, 100);
  Run small = capture.runs.back();
  small.size = 6;
  capture.runs.push_back(small);
  set_line(capture, "1", 35, 96);
  Texts found = words_of(capture);
  std::sort(found.begin(), found.end());
  CHECK(found == Texts{"1", "_1,234"});
}

TEST_CASE("letters at equal gaps are one word") {
  Capture capture = plain();
  const std::string text = "SPACED";
  for (std::size_t i = 0; i < text.size(); ++i)
    capture.glyphs.push_back({10 + 9 * static_cast<float>(i), 50, 5, 0, static_cast<std::uint32_t>(text[i]), 0});
  CHECK(words_of(capture) == Texts{"_SPACED"});
}

TEST_CASE("an accent joins the letter that it stands over, painted before or after it") {
  Capture capture = plain();
  set_line(capture, "Mu", 10, 100);
  set_line(capture, "\xC2\xA8", 15.2F, 100);
  set_line(capture, "e", 20, 100);
  set_line(capture, "\xC2\xB4", 19.8F, 100);
  CHECK(words_of(capture) == Texts{"_M\xC3\xBC\xC3\xA9"});
}

TEST_CASE("ligatures are read as letters, with an edge for each") {
  Capture capture = plain();
  set_line(capture, "\xEF\xAC\x81n", 10, 100);
  Page page;
  gridlift::pdf::make_words(capture, page);
  REQUIRE(page.words.size() == 1);
  CHECK(page.words[0].text == "fin");
  CHECK(page.edges == std::vector<float>{10, 12.5F, 15, 20});
}

TEST_CASE("right-to-left letters come out in logical order") {
  Capture capture = plain();
  set_line(capture, "\xD7\x92\xD7\x91\xD7\x90", 10, 100);  // gimel, bet, alef from left to right
  Page page;
  gridlift::pdf::make_words(capture, page);
  REQUIRE(page.words.size() == 1);
  CHECK(page.words[0].text == "\xD7\x90\xD7\x91\xD7\x92");
  CHECK(page.edges == std::vector<float>{25, 20, 15, 10});
}

TEST_CASE("turned text has its baseline as x") {
  Capture capture = plain();
  capture.runs.back().ux = 0;
  capture.runs.back().uy = -1;
  set_line(capture, "up", 100, 300);
  Page page;
  gridlift::pdf::make_words(capture, page);
  REQUIRE(page.words.size() == 1);
  CHECK(page.words[0].text == "up");
  CHECK(page.words[0].writing == Writing::up);
  CHECK(page.words[0].baseline == doctest::Approx(100));
  CHECK(page.words[0].box.y0 == doctest::Approx(290));
  CHECK(page.words[0].box.y1 == doctest::Approx(300));
  CHECK(page.words[0].box.x0 == doctest::Approx(92.5));
}

TEST_CASE("the order of painting does not matter") {
  Capture capture = plain();
  for (int line = 0; line < 30; ++line)
    set_line(capture, "some words of line " + std::to_string(line), 20, 30 + 11.3F * static_cast<float>(line));
  Run turned = capture.runs.back();
  turned.ux = 0;
  turned.uy = 1;
  capture.runs.push_back(turned);
  set_line(capture, "turned text here", 400, 50);
  const Texts want = words_of(capture);
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(capture.glyphs.begin(), capture.glyphs.end(), random);
    CHECK(words_of(capture) == want);
  }
}

TEST_CASE("brackets of right-to-left words, whether the file names those that are meant or those that are seen") {
  Capture meant = plain();
  set_line(meant, ")\u05D1\u05D0(", 10, 100);
  CHECK(words_of(meant) == Texts{"_(\u05D0\u05D1)"});
  Capture seen = plain();
  set_line(seen, "(\u05D1\u05D0)", 10, 100);
  CHECK(words_of(seen) == Texts{"_(\u05D0\u05D1)"});
  Capture half = plain();
  set_line(half, "\u05D1\u05D0)", 10, 100);
  CHECK(words_of(half) == Texts{"_(\u05D0\u05D1"});
  Capture percent = plain();
  set_line(percent, ")%(", 10, 100);
  CHECK(words_of(percent) == Texts{"_(%)"});
}
