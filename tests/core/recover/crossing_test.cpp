// Random tables set over several pages without vertical lines, rows cut anywhere: one table must come back, cell by
// cell.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
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
constexpr double kPadding = 5;
constexpr double kPageWidth = 612;
constexpr double kProse = 40;  // lines of running text before a table in two columns of type

enum class Rules { horizontal, none };

/// How a table is set.
struct Setting {
  Rules rules = Rules::none;
  bool repeats = false;      // the header, on each page
  bool units = false;        // a row of units under the labels
  bool titles = false;       // rows that are one title, in the middle over all columns
  bool two_columns = false;  // of type
};

struct Made {
  std::vector<Page> pages;
  std::vector<Row> rows;  // the header first
};

/// Sets cells line by line; a page that is full is turned, and begins with the header again if that is wanted.
class Typesetter {
 public:
  explicit Typesetter(const Setting& setting) : setting_(setting) {
    if (setting.two_columns) {
      edges_ = {50, 120, 160, 292};
      for (int line = 0; line < kProse; ++line) {
        y_ += kLeading;
        page_.text(50, y_,
                   line % 8 == 7 ? "and it ends here." : "running text which goes on from line to line as it is");
      }
      y_ += 3 * kLeading;
    }
    header();
  }

  void title(const std::string& text) {
    if (y_ + kLeading > kBottom) turn();
    y_ += kLeading;
    page_.text_centered((edges_[0] + edges_[3]) / 2, y_, text);
    rule();
  }

  void row(const Row& cells) {
    const std::vector<std::string> label = wrap(cells[0], edges_[1] - edges_[0] - 2 * kPadding);
    const std::vector<std::string> remark = wrap(cells[2], edges_[3] - edges_[2] - 2 * kPadding);
    const std::size_t lines = std::max({label.size(), remark.size(), std::size_t{1}});
    for (std::size_t i = 0; i < lines; ++i) {
      if (y_ + kLeading > kBottom) turn();
      y_ += kLeading;
      if (i < label.size()) page_.text(edges_[0] + kPadding, y_, label[i]);
      if (i == 0) page_.text_right(edges_[2] - 3 * kPadding, y_, cells[1]);
      if (i < remark.size()) page_.text(edges_[2] + kPadding, y_, remark[i]);
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
    page_.text_centered((edges_[0] + edges_[1]) / 2, y_, "Place");
    page_.text_centered((edges_[1] + edges_[2]) / 2, y_, "Count");
    page_.text_centered((edges_[2] + edges_[3]) / 2, y_, "Remark");
    if (setting_.units) {
      rule();
      y_ += kLeading;
      page_.text_centered((edges_[1] + edges_[2]) / 2, y_, "(kg)");
      page_.text_centered((edges_[2] + edges_[3]) / 2, y_, "(words)");
    }
    rule();
  }

  void rule() {
    if (setting_.rules == Rules::horizontal) page_.horizontal(y_ + 3, edges_[0], edges_[3]);
  }

  void end_page() {
    pages_.push_back(page_.page());
    pages_.back().number = static_cast<int>(pages_.size());
  }

  void turn() {
    rule();
    const bool beside = setting_.two_columns && edges_[0] < kPageWidth / 2;
    if (!beside) {
      end_page();
      page_ = PageBuilder();
    }
    if (setting_.two_columns) {
      for (double& edge : edges_) edge += beside ? kPitch : -kPitch;
    }
    y_ = kTop;
    if (setting_.repeats) {
      header();
    } else {
      rule();
    }
  }

  static constexpr double kPitch = 270;  // from one column of type to the next

  Setting setting_;
  std::vector<double> edges_ = {50, 200, 300, 520};  // of the label, the (right-aligned) number, the remark; their end
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

Made make(std::mt19937& random, const Setting& setting) {
  Made made;
  made.rows.push_back({"Place", "Count", "Remark"});
  if (setting.units) made.rows.push_back({"", "(kg)", "(words)"});
  Typesetter out(setting);
  for (int i = 0; i < 50; ++i) {
    if (setting.titles && random() % 8 == 0) {
      const std::string title = words(random, 2);
      out.title(title);
      made.rows.push_back({title, title, title});
    }
    Row row{words(random, 1 + static_cast<int>(random() % 3)), std::to_string(1 + random() % 999),
            words(random, 1 + static_cast<int>(random() % (setting.two_columns ? 8 : 26)))};
    out.row(row);
    made.rows.push_back(std::move(row));
  }
  made.pages = out.finish();
  return made;
}

/// Hebrew letters for Latin ones.
std::string in_hebrew(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const int letter = (c | 0x20) - 'a';
    if (letter >= 0 && letter < 26) {
      append_utf8(out, static_cast<char32_t>(0x5D0 + letter % 22));
    } else {
      out += c;
    }
  }
  return out;
}

/// The same pages as one who reads from the right would set them.
Made from_the_right(Made made) {
  for (Page& page : made.pages) {
    for (Word& word : page.words) {
      word.text = in_hebrew(word.text);
      word.box = {page.width - word.box.x1, word.box.y0, page.width - word.box.x0, word.box.y1};
    }
    for (Rule& rule : page.rules) {
      if (!rule.horizontal) continue;
      rule.from = page.width - std::exchange(rule.to, page.width - rule.from);
    }
  }
  for (Row& row : made.rows) {
    for (std::string& cell : row) cell = in_hebrew(cell);
  }
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

void check(const Setting& setting, unsigned seed, bool rtl = false) {
  std::mt19937 random(seed);
  for (int round = 0; round < (setting.two_columns ? 8 : 12); ++round) {
    CAPTURE(round);
    Made made = make(random, setting);
    REQUIRE(made.pages.size() > (setting.two_columns ? 1U : 2U));
    if (rtl) made = from_the_right(std::move(made));
    std::uint64_t lost = 0;
    CHECK(recovered(made, lost) == text_of(made.rows));
    CHECK(lost == 0);
  }
}

}  // namespace

TEST_CASE("rows between horizontal rules over several pages, the header repeated") {
  check({.rules = Rules::horizontal, .repeats = true}, 1);
}

TEST_CASE("rows between horizontal rules over several pages, the header once") {
  check({.rules = Rules::horizontal}, 2);
}

TEST_CASE("rows without any rule over several pages, the header repeated") {
  check({.repeats = true}, 3);
}

TEST_CASE("rows without any rule over several pages, the header once") {
  check({}, 4);
}

TEST_CASE("titles among the rows, also first or last on a page") {
  check({.rules = Rules::horizontal, .titles = true}, 6);
  check({.repeats = true, .titles = true}, 7);
  check({.titles = true}, 132);
}

TEST_CASE("a row of units is a level of the header") {
  check({.rules = Rules::horizontal, .repeats = true, .units = true}, 9);
  check({.repeats = true, .units = true}, 10);
}

TEST_CASE("two columns of type: the parts of a table stand side by side") {
  check({.rules = Rules::horizontal, .repeats = true, .two_columns = true}, 11);
  check({.repeats = true, .two_columns = true}, 12);
}

TEST_CASE("tables that are read from the right") {
  check({.rules = Rules::horizontal, .repeats = true}, 14, true);
  check({.repeats = true}, 15, true);
  check({}, 16, true);
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
        Typesetter out({.rules = rules, .repeats = repeats});
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
