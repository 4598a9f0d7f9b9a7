// Random tables set over several pages without vertical lines, rows cut anywhere: one table must come back, cell by
// cell.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "core/recover/recover.h"
#include "tests/page_builder.h"

namespace gridlift {

namespace {

using test::PageBuilder;
using Row = std::vector<std::string>;

constexpr double kLeading = 12;
constexpr double kTop = 70;
constexpr double kBottom = 740;
constexpr double kLeft[] = {50, 200, 300, 520};  // of the label, the (right-aligned) number, the remark, and their end
constexpr double kPadding = 5;

enum class Rules { horizontal, none };

struct Made {
  std::vector<Page> pages;
  std::vector<Row> rows;  // the header first
};

/// Sets cells line by line; a page that is full is turned, and begins with the header again if that is wanted.
class Typesetter {
 public:
  Typesetter(Rules rules, bool repeats) : rules_(rules), repeats_(repeats) { header(); }

  void row(const Row& cells) {
    const std::vector<std::string> label = wrap(cells[0], kLeft[1] - kLeft[0] - 2 * kPadding);
    const std::vector<std::string> remark = wrap(cells[2], kLeft[3] - kLeft[2] - 2 * kPadding);
    const std::size_t lines = std::max({label.size(), remark.size(), std::size_t{1}});
    for (std::size_t i = 0; i < lines; ++i) {
      if (y_ + kLeading > kBottom) turn();
      y_ += kLeading;
      if (i < label.size()) page_.text(kLeft[0] + kPadding, y_, label[i]);
      if (i == 0) page_.text_right(kLeft[2] - 3 * kPadding, y_, cells[1]);
      if (i < remark.size()) page_.text(kLeft[2] + kPadding, y_, remark[i]);
    }
    rule();
  }

  std::vector<Page> finish() {
    end_page();
    return std::move(pages_);
  }

 private:
  static std::vector<std::string> wrap(const std::string& text, double width) {
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find(' ', at), text.size());
      const std::string word = text.substr(at, end - at);
      const std::string longer = line.empty() ? word : line + " " + word;
      if (PageBuilder::width_of(longer) > width && !line.empty()) {
        lines.push_back(line);
        line = word;
      } else {
        line = longer;
      }
      at = end + 1;
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
  }

  void header() {
    rule();
    y_ += kLeading;
    page_.text_centered((kLeft[0] + kLeft[1]) / 2, y_, "Place");
    page_.text_centered((kLeft[1] + kLeft[2]) / 2, y_, "Count");
    page_.text_centered((kLeft[2] + kLeft[3]) / 2, y_, "Remark");
    rule();
  }

  void rule() {
    if (rules_ == Rules::horizontal) page_.horizontal(y_ + 3, kLeft[0], kLeft[3]);
  }

  void end_page() {
    pages_.push_back(page_.page());
    pages_.back().number = static_cast<int>(pages_.size());
  }

  void turn() {
    rule();
    end_page();
    page_ = PageBuilder();
    y_ = kTop;
    if (repeats_) {
      header();
    } else {
      rule();
    }
  }

  Rules rules_;
  bool repeats_;
  double y_ = kTop;
  PageBuilder page_;
  std::vector<Page> pages_;
};

std::string words(std::mt19937& random, int count) {
  static const std::vector<std::string> kWords = {"river", "mill",   "harbour", "bridge", "market",  "school", "garden",
                                                  "tower", "valley", "meadow",  "forest", "station", "library"};
  std::string out;
  for (int i = 0; i < count; ++i) {
    std::string word = kWords[random() % kWords.size()];
    if (i == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    out += (i > 0 ? " " : "") + word;
  }
  return out;
}

Made make(std::mt19937& random, Rules rules, bool repeats) {
  Made made;
  made.rows.push_back({"Place", "Count", "Remark"});
  Typesetter out(rules, repeats);
  for (int i = 0; i < 50; ++i) {
    Row row{words(random, 1 + static_cast<int>(random() % 3)), std::to_string(1 + random() % 999),
            words(random, 1 + static_cast<int>(random() % 26))};
    out.row(row);
    made.rows.push_back(std::move(row));
  }
  made.pages = out.finish();
  return made;
}

std::string text_of(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    for (const std::string& cell : row) out += cell + "|";
    out += "\n";
  }
  return out;
}

/// What is recovered of it: the only table, or what there is in its place.
std::string recovered(const Made& made, std::uint64_t& lost) {
  Context context{Limits{}};
  Document document;
  DocumentBuilder builder(document);
  Recovery recovery(RecoverOptions{}, context, builder);
  for (Page page : made.pages) {
    for (const Word& word : page.words) context.ledger.in(word.text);
    recovery.page(std::move(page));
  }
  recovery.finish();
  lost = context.ledger.lost_chars();
  if (document.tables.size() != 1) return std::to_string(document.tables.size()) + " tables\n";
  const CellGrid& grid = document.tables.front().grid;
  std::vector<Row> rows;
  for (int row = 0; row < grid.rows(); ++row) {
    rows.emplace_back();
    for (int col = 0; col < grid.cols(); ++col) rows.back().push_back(grid.at(row, col).text);
  }
  return text_of(rows);
}

void check(Rules rules, bool repeats, unsigned seed) {
  std::mt19937 random(seed);
  for (int round = 0; round < 12; ++round) {
    CAPTURE(round);
    const Made made = make(random, rules, repeats);
    REQUIRE(made.pages.size() > 2);
    std::uint64_t lost = 0;
    CHECK(recovered(made, lost) == text_of(made.rows));
    CHECK(lost == 0);
  }
}

}  // namespace

TEST_CASE("rows between horizontal rules over several pages, the header repeated") {
  check(Rules::horizontal, true, 1);
}

TEST_CASE("rows between horizontal rules over several pages, the header once") {
  check(Rules::horizontal, false, 2);
}

TEST_CASE("rows without any rule over several pages, the header repeated") {
  check(Rules::none, true, 3);
}

TEST_CASE("rows without any rule over several pages, the header once") {
  check(Rules::none, false, 4);
}

TEST_CASE("rows that leave only the rest of one cell, or a few rows, for the last page") {
  std::mt19937 random(5);
  for (const Rules rules : {Rules::horizontal, Rules::none}) {
    for (const bool repeats : {false, true}) {
      for (int lines = 50; lines <= 53; ++lines) {
        CAPTURE(repeats);
        CAPTURE(lines);
        Made made;
        made.rows.push_back({"Place", "Count", "Remark"});
        Typesetter out(rules, repeats);
        for (int i = 0; i < lines; ++i)
          made.rows.push_back({words(random, 2), std::to_string(1 + random() % 999), words(random, 1 + i % 4)});
        made.rows.push_back({words(random, 2), "17", words(random, 30)});
        for (std::size_t i = 1; i < made.rows.size(); ++i) out.row(made.rows[i]);
        made.pages = out.finish();
        REQUIRE(made.pages.size() == 2);
        std::uint64_t lost = 0;
        CHECK(recovered(made, lost) == text_of(made.rows));
        CHECK(lost == 0);
      }
    }
  }
}

}  // namespace gridlift
