#include "core/recover/ruled/ruled_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// Rows and columns narrower than this share of the text height hold no text.
constexpr double kSliver = 0.6;
/// A line is drawn along a part of a row when it takes neither less nor, the rest, more than this share of it.
constexpr float kLeastDrawn = 0.15F;
/// Letters so many times as high as the text of the page belong to no cell.
constexpr double kGiant = 4;
/// A line cuts a word in two when it runs between letters to within this share of the font size.
constexpr double kBetweenLetters = 0.2;

std::size_t slot(const std::vector<double>& lines, double at) {
  const auto above = std::upper_bound(lines.begin(), lines.end(), at);
  const auto i = static_cast<std::size_t>(above - lines.begin());
  return std::clamp<std::size_t>(i, 1, lines.size() - 1) - 1;
}

/// The cell of each unit.
class Owners {
 public:
  explicit Owners(const RuledTable& table) : cols_(table.cols()), owner_(table.rows() * cols_) {
    for (std::size_t i = 0; i < table.cells.size(); ++i) {
      const Face& face = table.cells[i].face;
      for (std::size_t row = face.row; row < face.end_row; ++row) {
        for (std::size_t col = face.col; col < face.end_col; ++col) owner_[row * cols_ + col] = i;
      }
    }
  }
  std::size_t at(std::size_t row, std::size_t col) const { return owner_[row * cols_ + col]; }

 private:
  std::size_t cols_;
  std::vector<std::size_t> owner_;
};

/// The letter (counted in code points) of a level word before which a line at x runs; 0 when it cuts a letter.
std::size_t letter_at(const Page& page, const Word& word, double x) {
  const std::size_t count = count_code_points(word.text);
  if (word.writing != Writing::right || word.first_edge + count >= page.edges.size()) return 0;
  std::size_t best = 0;
  double least = kBetweenLetters * word.size;
  for (std::size_t i = 1; i < count; ++i) {
    const double away = std::abs(static_cast<double>(page.edges[word.first_edge + i]) - x);
    if (away < least) {
      least = away;
      best = i;
    }
  }
  return best;
}

std::size_t byte_of(std::string_view text, std::size_t letter) {
  std::size_t at = 0;
  for (; letter > 0 && at < text.size(); --letter) next_code_point(text, at);
  return at;
}

/// A lone word of letters runs over its cell's edge; two cells' texts that stand close have a numeral or a mark
/// between.
bool is_one_word(std::string_view text) {
  bool letters = true;
  for_each_code_point(text, [&](char32_t c) { letters = letters && is_letter(c) && !is_cjk(c); });
  return letters;
}

/// Puts one word into the cell of its middle, or its parts into the cells on both sides of a line that cuts it.
void place_word(const Page& page, std::uint32_t index, const Owners& owners, RuledTable& table) {
  const Word& word = page.words[index];
  const std::size_t row = slot(table.ys, word.box.center_y());
  CellWord rest = whole_word(page, index);
  std::size_t letters_gone = 0;
  for (std::size_t col = slot(table.xs, word.box.x0); col < slot(table.xs, word.box.x1); ++col) {
    const double x = table.xs[col + 1];
    if (owners.at(row, col) == owners.at(row, col + 1)) continue;
    if (x - word.box.x0 < 0.3 * word.size || word.box.x1 - x < 0.3 * word.size) continue;
    ++table.crossing;
    if (is_one_word(rest.text)) {
      table.cells[owners.at(row, slot(table.xs, word.box.x0 + 0.3 * word.size))].words.push_back(rest);
      return;
    }
    const std::size_t letter = letter_at(page, word, x);
    if (letter <= letters_gone) continue;
    const std::size_t cut = byte_of(rest.text, letter - letters_gone);
    const auto edge = static_cast<double>(page.edges[word.first_edge + letter]);
    CellWord part = rest;
    part.text = rest.text.substr(0, cut);
    part.box.x1 = edge;
    rest.text.remove_prefix(cut);
    rest.box.x0 = edge;
    letters_gone = letter;
    table.cells[owners.at(row, slot(table.xs, part.box.center_x()))].words.push_back(part);
  }
  table.cells[owners.at(row, slot(table.xs, rest.box.center_x()))].words.push_back(rest);
}

/// Share of the borders between different cells that lines cover.
double ruled_share(const RuledGrid& grid, const Owners& owners) {
  double ruled = 0;
  double length = 0;
  const auto count = [&](double edge, float share) {
    length += edge;
    ruled += edge * static_cast<double>(std::min(share, 1.0F));
  };
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t col = 0; col < grid.cols(); ++col) {
      if (row > 0 && owners.at(row, col) != owners.at(row - 1, col)) {
        count(grid.xs[col + 1] - grid.xs[col], grid.above(row, col));
      }
      if (col > 0 && owners.at(row, col) != owners.at(row, col - 1)) {
        count(grid.ys[row + 1] - grid.ys[row], grid.left(row, col));
      }
    }
  }
  return length > 0 ? ruled / length : 1;
}

/// One axis of a table, for taking out what is not needed; `begin` and `end` are the members of Face along it.
struct Axis {
  std::vector<double>& lines;
  std::size_t Face::*begin;
  std::size_t Face::*end;
};

/// Keeps the marked rows (columns) only. Cells that lie in none of them must be without words.
void keep_only(RuledTable& table, Axis axis, const std::vector<char>& keep) {
  std::vector<std::size_t> kept_before(keep.size() + 1, 0);
  for (std::size_t i = 0; i < keep.size(); ++i) kept_before[i + 1] = kept_before[i] + (keep[i] != 0 ? 1U : 0U);
  std::vector<double> lines;
  for (std::size_t i = 0; i < keep.size(); ++i) {
    if (keep[i] != 0) lines.push_back(lines.empty() ? axis.lines.front() : axis.lines[i]);
  }
  lines.push_back(axis.lines.back());
  axis.lines = std::move(lines);
  std::vector<RuledCell> cells;
  for (RuledCell& cell : table.cells) {
    cell.face.*axis.begin = kept_before[cell.face.*axis.begin];
    cell.face.*axis.end = kept_before[cell.face.*axis.end];
    if (cell.face.*axis.begin < cell.face.*axis.end) cells.push_back(std::move(cell));
  }
  table.cells = std::move(cells);
}

/// Marks what to keep along one axis. False when that is everything.
bool mark_needed(const RuledTable& table, Axis axis, double unit, std::vector<char>& keep) {
  const std::size_t count = axis.lines.size() - 1;
  std::vector<char> begins(count + 1, 0);
  std::vector<char> has_words(count, 0);
  for (const RuledCell& cell : table.cells) {
    begins[cell.face.*axis.begin] = 1;
    if (cell.face.*axis.end - cell.face.*axis.begin == 1 && !cell.words.empty()) has_words[cell.face.*axis.begin] = 1;
  }
  keep.assign(count, 1);
  bool all = true;
  for (std::size_t i = 1; i < count; ++i) {
    if (begins[i] != 0) continue;
    keep[i] = 0;
    all = false;
  }
  if (!all) return true;
  // Never two neighbours at once: a cell that covers just them may hold words.
  for (std::size_t i = 0; i < count && count > 1; ++i) {
    const bool sliver = axis.lines[i + 1] - axis.lines[i] < kSliver * unit && has_words[i] == 0;
    if (!sliver || (i > 0 && keep[i - 1] == 0) || (i == 0 && count == 1)) continue;
    keep[i] = 0;
    all = false;
  }
  return !all;
}

}  // namespace

WordIndex::WordIndex(const Page& page) : page_(page), by_middle_(page.words.size()) {
  std::iota(by_middle_.begin(), by_middle_.end(), 0U);
  std::sort(by_middle_.begin(), by_middle_.end(), [&](std::uint32_t a, std::uint32_t b) {
    return page.words[a].box.center_y() < page.words[b].box.center_y();
  });
}

std::vector<std::uint32_t> WordIndex::inside(const Box& box) const {
  const auto first = std::partition_point(by_middle_.begin(), by_middle_.end(),
                                          [&](std::uint32_t i) { return page_.words[i].box.center_y() < box.y0; });
  std::vector<std::uint32_t> out;
  for (auto it = first; it != by_middle_.end() && page_.words[*it].box.center_y() <= box.y1; ++it) {
    if (box.across().contains(page_.words[*it].box.center_x())) out.push_back(*it);
  }
  std::sort(out.begin(), out.end());
  return out;
}

RuledTable fill_cells(const Page& page, const WordIndex& index, const RuledGrid& grid, double unit) {
  RuledTable table;
  table.xs = grid.xs;
  table.ys = grid.ys;
  for (const Face& face : find_faces(grid)) table.cells.push_back({face, {}, false});
  const Owners owners(table);
  const auto is_ruled = [&](std::size_t line) {
    const auto first = grid.across.begin() + static_cast<std::ptrdiff_t>(line * grid.cols());
    return std::accumulate(first, first + static_cast<std::ptrdiff_t>(grid.cols()), 0.0F) >
           0.5F * static_cast<float>(grid.cols());
  };
  for (std::size_t row = 0; row < grid.rows(); ++row) {
    for (std::size_t col = 1; col < grid.cols(); ++col) {
      const float share = grid.left(row, col);
      table.gapped += share > kLeastDrawn && share < 1 - kLeastDrawn ? 1 : 0;
    }
  }
  table.drawn = grid.drawn;
  table.rule_above = is_ruled(0);
  table.rule_below = is_ruled(grid.rows());
  table.ruled = ruled_share(grid, owners);
  table.words = index.inside(table.box());
  // A watermark lies behind the cells.
  std::erase_if(table.words, [&](std::uint32_t word) { return page.words[word].size > kGiant * unit; });
  for (const std::uint32_t word : table.words) place_word(page, word, owners, table);
  return table;
}

void drop_slivers(RuledTable& table, double unit) {
  const Axis rows{table.ys, &Face::row, &Face::end_row};
  const Axis cols{table.xs, &Face::col, &Face::end_col};
  std::vector<char> keep;
  for (bool again = true; again;) {
    again = false;
    for (const Axis& axis : {rows, cols}) {
      if (!mark_needed(table, axis, unit, keep)) continue;
      keep_only(table, axis, keep);
      again = true;
    }
  }
}

}  // namespace gridlift::recover
