// The paged road as a whole: literal pages in, blocks in reading order out, and no character lost.
#include "core/recover/paged.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "core/recover/recover.h"
#include "tests/page_builder.h"

namespace gridlift {

namespace {

using test::PageBuilder;

struct Recovered {
  std::vector<std::string> blocks;  ///< "paragraph: text"
  std::uint64_t lost = 0;
  std::uint64_t surplus = 0;
};

Recovered recover_pages(const std::vector<Page>& pages) {
  Context context{Limits{}};
  Document document;
  DocumentBuilder builder(document);
  Recovery recovery({}, context, builder);
  for (Page page : pages) {
    for (const Word& word : page.words) context.ledger.in(word.text);
    recovery.page(std::move(page));
  }
  recovery.finish();
  Recovered result;
  for (const Block& block : document.blocks) {
    std::string line(name(block.kind));
    if (!block.label.empty()) line += " " + block.label;
    result.blocks.push_back(line + ": " + block.text);
  }
  result.lost = context.ledger.lost_chars();
  result.surplus = context.ledger.surplus_chars();
  return result;
}

/// Sets lines of one column, from y down.
void set_lines(PageBuilder& page, double x, double y, const std::vector<std::string>& lines, double size = 10) {
  for (const std::string& line : lines) {
    page.text(x, y, line, size);
    y += 1.2 * size;
  }
}

void check_balance(const Recovered& result) {
  CHECK(result.lost == 0);
  CHECK(result.surplus == 0);
}

const std::vector<std::string> kLeft = {"The harbour office keeps a register of",
                                        "all vessels that lie at anchor, and the",
                                        "clerk reads it out each morning at the", "gate, so that nobody can say later",
                                        "that he had not been told about it in"};
const std::vector<std::string> kRight = {"time and in good order. Those who are",
                                         "late pay a fine, which the treasurer",
                                         "enters in the second book, and which is",
                                         "spent on lamps for the eastern quay as", "the council has decided long ago."};

}  // namespace

TEST_CASE("lines of a paragraph become one text") {
  PageBuilder page;
  set_lines(page, 72, 100,
            {"A line that goes on to the right edge of the col-", "umn is joined with the one that follows it, and so",
             "is the last."});
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0] ==
        "paragraph: A line that goes on to the right edge of the column is joined with the one that follows it, and so "
        "is "
        "the last.");
  check_balance(result);
}

TEST_CASE("two columns are read one after the other, across a heading between them") {
  PageBuilder page;
  page.text_centered(306, 80, "On the keeping of registers", 16);
  set_lines(page, 72, 120, kLeft);
  set_lines(page, 320, 123, kRight);
  page.text_centered(306, 210, "A second heading over the whole width of the page", 16);
  set_lines(page, 72, 240, kLeft);
  set_lines(page, 320, 240, kRight);
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 4);
  CHECK(result.blocks[0] == "heading: On the keeping of registers");
  CHECK(result.blocks[1].find("told about it in time and in good order") != std::string::npos);
  CHECK(result.blocks[2] == "heading: A second heading over the whole width of the page");
  check_balance(result);
}

TEST_CASE("a paragraph goes on on the next page") {
  PageBuilder first;
  set_lines(first, 72, 600, kLeft);
  PageBuilder second;
  second.page().number = 2;
  set_lines(second, 72, 72, kRight);
  const Recovered result = recover_pages({first.page(), second.page()});
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0].find("told about it in time and") != std::string::npos);
  check_balance(result);
}

TEST_CASE("the order of words and rules in the file has no influence") {
  std::mt19937 random(7);
  PageBuilder page;
  page.text_centered(306, 80, "On the keeping of registers", 16);
  set_lines(page, 72, 120, kLeft);
  set_lines(page, 320, 123, kRight);
  page.text(72, 300, "A note").text(100.5, 296, "2", 6).text(106, 300, "that a mark follows, to the end");
  page.frame({72, 400, 400, 440}).vertical(200, 400, 440).horizontal(420, 72, 400);
  page.text(80, 414, "Lamps").text(210, 414, "12").text(80, 434, "Oil").text(210, 434, "7");
  page.text_up(40, 600, "margin");
  const Recovered expected = recover_pages({page.page()});
  check_balance(expected);
  for (int round = 0; round < 20; ++round) {
    page.shuffled(random);
    const Recovered result = recover_pages({page.page()});
    CHECK(result.blocks == expected.blocks);
    check_balance(result);
  }
}

TEST_CASE("words on a page turned by a quarter are read in their direction") {
  PageBuilder page;
  page.text_up(100, 700, "Registers").text_up(100, 640, "stand").text_up(100, 610, "sideways");
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0] == "paragraph: Registers stand sideways");
  check_balance(result);
}

}  // namespace gridlift
