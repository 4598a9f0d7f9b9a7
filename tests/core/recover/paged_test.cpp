// The paged road as a whole: literal pages in, blocks in reading order out, and no character lost.
#include "core/recover/paged.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <optional>
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
  std::vector<Table> tables;
  std::size_t dropped = 0;  ///< tables given back to the text
  std::uint64_t lost = 0;
  std::uint64_t surplus = 0;
};

Recovered recover_pages(const std::vector<Page>& pages, const RecoverOptions& options = {}) {
  Context context{Limits{}};
  Document document;
  DocumentBuilder builder(document);
  Recovery recovery(options, context, builder);
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
  result.tables = std::move(document.tables);
  result.dropped = context.diagnostics.count("table-dropped");
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

TEST_CASE("a sentence goes on after a line that ends a little early") {
  // Set ragged or with bound numbers, a line leaves more room than the first word of the next needs.
  PageBuilder page;
  set_lines(page, 72, 100,
            {"The register names every vessel that was seen at the quay in",
             "the years before the war. And by the spring of 1920,",
             "12 vessels were missing, and the clerk was told to look for all",
             "of them along the steep coast of the other shore",
             "(which nobody liked) and to ask each keeper of a lamp that stood",
             "on the way what had been seen or heard of them by",
             "the fishermen in the winter before that, when all was frozen."});
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0].find("spring of 1920, 12 vessels") != std::string::npos);
  check_balance(result);
}

TEST_CASE("texts that stand beside each other stay line by line") {
  PageBuilder page;
  for (int row = 0; row < 3; ++row) {
    const double y = 100 + 12 * row;
    page.text(72, y, row == 1 ? "14 Quay" : "Office").text(192, y, "Lower Town").text(332, y, "near the old gate");
  }
  const Recovered result = recover_pages({page.page()});
  for (const std::string& block : result.blocks) CHECK(block.find("gate Office") == std::string::npos);
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

TEST_CASE("headers, footers and page numbers are told by the neighbouring pages, and kept") {
  std::vector<Page> pages;
  for (int number = 1; number <= 5; ++number) {
    PageBuilder page;
    page.page().number = number;
    page.text(72, 40, "Register of the harbour").text_right(540, 40, "Volume 3");
    set_lines(page, 72, 90, kLeft);
    page.text(72, 700, number % 2 == 0 ? "An even last line of the text" : "The odd ones end in another way");
    page.text_centered(306, 760, std::to_string(number + 16));
    pages.push_back(page.page());
  }
  const Recovered result = recover_pages(pages);
  std::size_t headers = 0;
  std::size_t numbers = 0;
  for (const std::string& block : result.blocks) {
    headers += block == "furniture header: Register of the harbour Volume 3" ? 1U : 0U;
    numbers += block.starts_with("furniture page-number: ") ? 1U : 0U;
  }
  CHECK(headers == 5);
  CHECK(numbers == 5);
  check_balance(result);
}

TEST_CASE("numbers at the foot of the pages that do not count the pages are text") {
  std::vector<Page> pages;
  for (int number = 1; number <= 4; ++number) {
    PageBuilder page;
    page.page().number = number;
    set_lines(page, 72, 90, kLeft);
    page.text(72, 760, std::to_string(number * number * 7));
    pages.push_back(page.page());
  }
  const Recovered result = recover_pages(pages);
  for (const std::string& block : result.blocks) CHECK_FALSE(block.starts_with("furniture"));
  check_balance(result);
}

TEST_CASE("a caption belongs to the table next to it") {
  PageBuilder page;
  set_lines(page, 72, 90, kLeft);
  page.text(72, 190, "Table 1. Stores of the eastern quay");
  page.frame({72, 200, 400, 240}).vertical(200, 200, 240).horizontal(220, 72, 400);
  page.text(80, 214, "Lamps").text(210, 214, "12").text(80, 234, "Oil").text(210, 234, "7");
  page.text(72, 300, "Table 1 shows what was left at the end of the year.");
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.tables.size() == 1);
  CHECK(result.tables[0].caption == std::optional<std::string>("Table 1. Stores of the eastern quay"));
  REQUIRE(result.blocks.size() == 3);
  CHECK(result.blocks[2] == "paragraph: Table 1 shows what was left at the end of the year.");
  check_balance(result);
}

TEST_CASE("a table set sideways on an upright page is found in its reading direction") {
  PageBuilder page;
  set_lines(page, 72, 90, kLeft);
  set_lines(page, 72, 150, kLeft);
  page.frame({200, 300, 260, 600}).horizontal(450, 200, 260).vertical(230, 300, 260 + 340);
  page.text_up(220, 590, "Lamps").text_up(220, 440, "twelve");
  page.text_up(250, 590, "Barrels").text_up(250, 440, "seven");
  page.text_up(215, 560, "of").text_up(215, 545, "brass").text_up(215, 515, "and").text_up(215, 495, "glass");
  page.text_up(245, 545, "of").text_up(245, 530, "the").text_up(245, 510, "best").text_up(245, 488, "oil");
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.tables.size() == 1);
  const Table& table = result.tables[0];
  REQUIRE(table.grid.rows() == 2);
  REQUIRE(table.grid.cols() == 2);
  CHECK(table.grid.at(0, 1).text == "twelve");
  CHECK(table.grid.at(1, 1).text == "seven");
  REQUIRE(table.parts.front().bbox);
  CHECK(table.parts.front().bbox->contains(230, 450));
  CHECK(table.parts.front().bbox->width() < 80);
  check_balance(result);
}

TEST_CASE("tables below the wanted confidence are given back to the text") {
  PageBuilder page;
  page.frame({72, 200, 400, 240}).vertical(200, 200, 240).horizontal(220, 72, 400);
  page.text(80, 214, "Lamps").text(210, 214, "12").text(80, 234, "Oil").text(210, 234, "7");
  RecoverOptions options;
  options.min_confidence = 1.01;
  const Recovered result = recover_pages({page.page()}, options);
  CHECK(result.tables.empty());
  CHECK(result.dropped > 0);
  check_balance(result);
}

TEST_CASE("lines broken by hand stay apart, hanging ones come together") {
  PageBuilder page;
  set_lines(page, 72, 90,
            {"The ferry came", "Nobody was awake to see it", "A bell rang twice", "Then the fog was back"});
  page.text(72, 200, "A:").text(92, 200, "What the tide left on the stairs was counted by the");
  page.text(92, 212, "clerk before the gates were shut.");
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 5);
  CHECK(result.blocks[1] == "paragraph: Nobody was awake to see it");
  CHECK(result.blocks[4].ends_with("counted by the clerk before the gates were shut."));
  check_balance(result);
}

TEST_CASE("code keeps its lines and indents") {
  PageBuilder page;
  page.page().fonts.front().fixed_width = true;
  page.text(72, 90, "for barrel in tide:").text(96, 102, "total += barrel").text(72, 114, "return total");
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0] == "paragraph: for barrel in tide:\n    total += barrel\nreturn total");
  check_balance(result);
}

TEST_CASE("words on a page turned by a quarter are read in their direction") {
  PageBuilder page;
  page.text_up(100, 700, "Registers").text_up(100, 640, "stand").text_up(100, 610, "sideways");
  const Recovered result = recover_pages({page.page()});
  REQUIRE(result.blocks.size() == 1);
  CHECK(result.blocks[0] == "paragraph: Registers stand sideways");
  check_balance(result);
}

TEST_CASE("pages of stray words and rules are read without harm or loss") {
  // Words on a coarse raster with rules through them: labels over each other's columns, rules that cut words.
  std::mt19937 random(20261125);
  const auto pick = [&](int most) { return static_cast<int>(random() % static_cast<unsigned>(most)); };
  const std::vector<std::string> words = {"12", "1,204", "North", "of the town", "(3)",
                                          "—",  "Total", "a.",    "甲",          "2019"};
  for (int round = 0; round < 300; ++round) {
    PageBuilder page;
    const int lines = 3 + pick(9);
    const int places = 2 + pick(6);
    for (int line = 0; line < lines; ++line) {
      const double y = 100 + 12 * line + (pick(8) == 0 ? 4 : 0);
      double x = 60;
      for (int place = 0; place < places; ++place) {
        x = std::max(x, 60 + 480.0 * place / places + pick(3) * 7);
        if (pick(4) == 0) continue;
        const std::string& word = words[static_cast<std::size_t>(pick(static_cast<int>(words.size())))];
        page.text(x, y, word);
        x += PageBuilder::width_of(word) + 3 + 10 * pick(2);
      }
      if (pick(3) == 0) page.horizontal(y + 4, 60 + 60 * pick(4), 300 + 60 * pick(4));
      for (int rule = pick(4) == 0 ? 3 : 0; rule > 0; --rule) {
        const double from = 60 + 30 * pick(14);
        page.horizontal(y + 4, from, from + 30 + 20 * pick(5));
      }
      if (pick(9) == 0) page.vertical(60 + 20 * pick(20), y - 12, y + 12 * pick(6));
    }
    check_balance(recover_pages({page.page()}));
  }
}

TEST_CASE("a row of numbers at the top of a page is a row, though the page before begins with one") {
  std::vector<Page> pages;
  for (const std::vector<std::string>& row :
       {std::vector<std::string>{"5,678", "12.5", "1,300"}, {"63,409", "31.9", "1,902"}}) {
    PageBuilder page;
    page.text_right(200, 60, row[0]).text_right(300, 60, row[1]).text_right(400, 60, row[2]);
    set_lines(page, 50, 110, {"A paragraph that stands well below it, and says", "nothing of any weight at all."});
    pages.push_back(page.page());
    pages.back().number = static_cast<int>(pages.size());
  }
  for (const std::string& block : recover_pages(pages).blocks) CHECK_FALSE(block.starts_with("furniture"));
}

TEST_CASE("a table of fewer columns that stand among those of the table before is another one") {
  std::vector<Page> pages;
  const auto set_table = [&](const std::vector<double>& ends, const std::vector<std::string>& labels, int rows) {
    PageBuilder page;
    double y = 70;
    page.horizontal(y - 10, 50, 550);
    for (int row = 0; row <= rows; ++row) {
      page.text(60, y, row == 0 ? labels[0] : "Place");
      for (std::size_t col = 0; col < ends.size(); ++col)
        page.text_right(ends[col], y,
                        row == 0 ? labels[col + 1] : std::to_string(100 + 7 * row + static_cast<int>(col)));
      page.horizontal(y + 4, 50, 550);
      y += 14;
    }
    pages.push_back(page.page());
    pages.back().number = static_cast<int>(pages.size());
  };
  set_table({200, 300, 400, 500}, {"Town", "Mills", "Shops", "Ships", "Inns"}, 47);
  set_table({300, 500}, {"River", "Length", "Depth"}, 9);
  const Recovered result = recover_pages(pages);
  REQUIRE(result.tables.size() == 2);
  CHECK(result.tables[1].grid.cols() == 3);
}

}  // namespace gridlift
