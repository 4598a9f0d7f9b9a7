#include "core/recover/crossing/rows.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "core/recover/crossing/continuation.h"
#include "tests/core/recover/table_text.h"

using namespace gridlift;
using namespace gridlift::recover;
using test::table_of;

namespace {

constexpr double kLine = 12;   // height of a line of text of 10 points
constexpr double kLetter = 5;  // width of a letter
constexpr double kColumn = 100;

using Row = std::vector<std::string>;

/// A page of rows whose cells are wrapped by words at the column's width, with the looks that the page would show. Each
/// cell is given as its lines.
Fragment set_rows(const std::vector<std::vector<Row>>& rows) {
  Fragment fragment;
  std::vector<std::string> texts;
  double y = 50;
  fragment.row_edges.push_back(y);
  std::vector<CellLook> looks;
  for (const std::vector<Row>& row : rows) {
    std::size_t most = 1;
    for (const Row& lines : row) most = std::max(most, lines.size());
    std::string text;
    for (std::size_t col = 0; col < row.size(); ++col) {
      if (col > 0) text += '|';
      CellLook look;
      look.lines = static_cast<int>(row[col].size());
      for (std::size_t i = 0; i < row[col].size(); ++i) text += (i > 0 ? " " : "") + row[col][i];
      if (look.lines > 0) {
        look.first_word = kLetter * static_cast<double>(row[col].front().substr(0, row[col].front().find(' ')).size());
        look.free_end = kColumn - kLetter * static_cast<double>(row[col].back().size());
        look.free_below = kLine * static_cast<double>(most - row[col].size());
      }
      looks.push_back(look);
    }
    texts.push_back(text);
    y += kLine * static_cast<double>(most);
    fragment.row_edges.push_back(y);
  }
  fragment.table = table_of(texts);
  fragment.table.method = Method::lattice;
  fragment.looks = std::move(looks);
  fragment.text_height = 10;
  for (int col = 0; col <= fragment.table.grid.cols(); ++col) fragment.column_edges.push_back(50 + kColumn * col);
  return fragment;
}

/// Lines of at most 20 letters.
Row wrapped(const std::vector<std::string>& words) {
  Row lines;
  for (const std::string& word : words) {
    if (!lines.empty() && lines.back().size() + 1 + word.size() <= 20) {
      lines.back() += " " + word;
    } else {
      lines.push_back(word);
    }
  }
  return lines;
}

std::string whole(const Row& lines) {
  std::string text;
  for (const std::string& line : lines) text += (text.empty() ? "" : " ") + line;
  return text;
}

RowSeam seam_of(const Fragment& above, const Fragment& below) {
  const GrowingTable table(above);
  const ColumnMatch match =
      match_columns(table.columns(), {below.table.grid.cols(), below.column_edges, below.text_height, true, {}});
  return table.seam(below, 0, match);
}

const std::vector<std::vector<Row>> kBody = {{{"Town"}, {"Remarks"}, {"Men"}},
                                             {{"Alpha"}, {"Nothing to say"}, {"1"}},
                                             {{"Beta"}, {"Nothing again"}, {"2"}},
                                             {{"Gamma"}, {"Nothing as ever"}, {"3"}}};

std::vector<std::vector<Row>> ending(std::vector<Row> last) {
  std::vector<std::vector<Row>> rows = kBody;
  rows.push_back(std::move(last));
  return rows;
}

}  // namespace

TEST_CASE("one row or two") {
  struct Case {
    std::string name;
    std::vector<Row> above, below;
    RowSeam::Kind want;
  };
  using Kind = RowSeam::Kind;
  const Row cut = {"The bridge over the", "river was closed for"};
  const std::vector<Case> cases = {
      {"a wrapped cell goes on", {{"Delta"}, cut, {"4"}}, {{}, {"most of the year"}, {}}, Kind::split},
      {"with a capital, told by the blanks", {{"Delta"}, cut, {"4"}}, {{}, {"Monday traffic"}, {}}, Kind::split},
      {"a new row", {{"Delta"}, cut, {"4"}}, {{"Epsilon"}, {"Monday traffic"}, {"5"}}, Kind::apart},
      {"a new row of numbers is never joined", {{"Delta"}, {}, {"4"}}, {{}, {}, {"5"}}, Kind::apart},
      {"the line above had room", {{"Delta"}, {"Short"}, {"4"}}, {{"Epsilon"}, {"Monday"}, {}}, Kind::apart},
      {"a label that begins anew",
       {{"Delta of the", "river"}, cut, {"4"}},
       {{"Upper"}, {"K5 and more"}, {}},
       Kind::apart},
      {"text under an empty cell", {{"Delta"}, {}, {"4"}}, {{}, {"most of the year"}, {}}, Kind::apart},
  };
  for (const Case& item : cases) {
    CAPTURE(item.name);
    CHECK(static_cast<int>(seam_of(set_rows(ending(item.above)), set_rows({item.below})).kind) ==
          static_cast<int>(item.want));
  }
}

TEST_CASE("a row cut between any two of its lines is one row again") {
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const auto text = [&](std::size_t words) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < words; ++i) {
      std::string word;
      for (std::size_t k = 0, n = 2 + below(7); k < n; ++k) word += static_cast<char>('a' + below(26));
      if (i == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
      out.push_back(word);
    }
    return wrapped(out);
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<Row>> rows = {{{"Town"}, {"Remarks"}, {"Notes"}, {"Men"}}};
    for (int i = 0; i < 6; ++i) rows.push_back({text(1), text(1 + below(12)), text(1 + below(6)), {std::to_string(i)}});
    std::vector<Row> last = {text(1), text(12 + below(12)), text(1 + below(12)), {"9"}};
    const std::size_t high = std::max(last[1].size(), last[2].size());
    const std::size_t cut = 1 + below(high - 1);
    std::vector<Row> upper, lower;
    for (const Row& lines : last) {
      const auto at = static_cast<std::ptrdiff_t>(std::min(cut, lines.size()));
      upper.emplace_back(lines.begin(), lines.begin() + at);
      lower.emplace_back(lines.begin() + at, lines.end());
    }
    rows.push_back(upper);
    GrowingTable table(set_rows(rows));
    const Fragment next = set_rows({lower, {text(1), text(3), text(2), {"10"}}});
    const ColumnMatch match = match_columns(table.columns(), {4, next.column_edges, 10, true, {}});
    const RowSeam seam = table.seam(next, 0, match);
    CAPTURE(round);
    REQUIRE(static_cast<int>(seam.kind) == static_cast<int>(RowSeam::Kind::split));
    Context context{Limits{}};
    table.append(next, match, 0, seam, context);
    const Table joined = table.finish();
    REQUIRE(joined.grid.rows() == 9);
    for (int col = 0; col < 4; ++col) CHECK(joined.grid.at(7, col).text == whole(last[static_cast<std::size_t>(col)]));
    for (int col = 1; col < 3; ++col) {
      const bool went_on = last[static_cast<std::size_t>(col)].size() > cut;
      CHECK(joined.grid.at(7, col).rule == (went_on ? "row-rejoined" : ""));
    }
    CHECK(context.diagnostics.count("row-rejoined") == 1);
  }
}

TEST_CASE("random rows below each other are two rows") {
  std::mt19937 random(8);
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
  const auto label = [&] {
    std::string word(1, static_cast<char>('A' + below(26)));
    for (std::size_t k = 0, n = 2 + below(8); k < n; ++k) word += static_cast<char>('a' + below(26));
    return Row{word};
  };
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<Row>> rows = {{{"Town"}, {"Kind"}, {"Men"}}};
    for (int i = 0; i < 8; ++i) rows.push_back({label(), label(), {std::to_string(below(99))}});
    const Fragment next = set_rows({{label(), label(), {std::to_string(below(99))}}});
    CAPTURE(round);
    CHECK(static_cast<int>(seam_of(set_rows(rows), next).kind) == static_cast<int>(RowSeam::Kind::apart));
  }
}

TEST_CASE("words that say that a table goes on") {
  for (const std::string line : {"(continued)", "Table 3 (continued)", "Table 3. Costs (cont.)", "续表", "续表 2",
                                 "表2（续）", "Tabelle 1 (Fortsetzung)", "continued from page 3"}) {
    CAPTURE(line);
    CHECK(is_continuation_mark(line));
  }
  for (const std::string line :
       {"Table 3", "The work continued in May and was finished in June of the same year.", "手续", ""}) {
    CAPTURE(line);
    CHECK(!is_continuation_mark(line));
  }
  CHECK(continues_caption("Table 1: Costs", "Table 1: Costs"));
  CHECK(continues_caption("Table 1: Costs", "Table 1 (continued)"));
  for (const std::string caption :
       {"Table 1 – continued from previous page", "Tabelle 1 – Fortsetzung von der vorherigen Seite",
        "表1 费用（接上页）", "续上表"}) {
    CAPTURE(caption);
    CHECK(continues_caption("Table 1: Costs", caption));
  }
  CHECK(!continues_caption("Table 1: Costs", "Table 2: Sales"));
  for (const std::string line : {"3", "- 3 -", "Page 3 of 12", "3 / 12", "第3页"}) CHECK(is_page_mark(line));
  for (const std::string line : {"1.5", "Section 3", "", "三", "<55", "55 %", "+3"}) CHECK(!is_page_mark(line));
}

TEST_CASE("columns meet") {
  const std::vector<double> four = {50, 100, 150, 300, 400};
  const std::vector<double> moved = {90, 140, 190, 340, 440};
  const std::vector<double> three = {50, 150, 300, 400};
  const std::vector<double> other = {50, 120, 260, 330, 400};
  const auto fit = [](const std::vector<double>& a, const std::vector<double>& b, bool ruled) {
    return static_cast<int>(match_columns({static_cast<int>(a.size()) - 1, a, 10, ruled, {}},
                                          {static_cast<int>(b.size()) - 1, b, 10, ruled, {}})
                                .fit);
  };
  CHECK(fit(four, four, true) == static_cast<int>(ColumnFit::equal));
  CHECK(fit(four, moved, true) == static_cast<int>(ColumnFit::equal));
  CHECK(fit(four, three, true) == static_cast<int>(ColumnFit::compatible));
  CHECK(fit(four, three, false) == static_cast<int>(ColumnFit::none));
  CHECK(fit(four, other, true) == static_cast<int>(ColumnFit::same_count));
  const ColumnMatch match = match_columns({4, four, 10, true, {}}, {3, three, 10, true, {}});
  CHECK(match.cols == 4);
  CHECK(match.below == std::vector<int>{0, 2, 3, 4});
}
