// How the cells of a fragment stand on their page.
#include <algorithm>
#include <limits>

#include "core/recover/crossing/rows.h"
#include "core/recover/stages.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kPadding = 0.8;  // text heights that text keeps from the lines around it, at most

/// Index of the slot that holds `at`; -1 outside all.
int slot_of(const std::vector<double>& edges, double at) {
  if (edges.size() < 2 || at < edges.front() || at > edges.back()) return -1;
  const auto after = std::upper_bound(edges.begin(), edges.end(), at);
  return static_cast<int>(std::min<std::ptrdiff_t>(after - edges.begin(), std::ssize(edges) - 1)) - 1;
}

/// What is gathered of one cell while its words go by.
struct Gathered {
  double top = std::numeric_limits<double>::max();  // of the first line
  double bottom = std::numeric_limits<double>::lowest();
  double first_y = std::numeric_limits<double>::max();  // baseline of the first and last line
  double last_y = std::numeric_limits<double>::lowest();
  std::uint32_t first = 0;  // word at the start of the first line
  double last_left = 0, last_right = 0;
  int words = 0, bold = 0, rtl = 0;
};

/// How far the text of a column reaches: to the ends of its longest texts; between lines to their usual distance at
/// least.
std::vector<Span1> text_limits(const Fragment& fragment) {
  const auto& edges = fragment.column_edges;
  std::vector<Span1> limits;
  for (std::size_t col = 0; col + 1 < edges.size(); ++col) limits.push_back({edges[col], edges[col + 1]});
  const std::vector<Span1> texts = text_columns(fragment);
  const bool ruled = fragment.table.method == Method::lattice;
  const double padding = kPadding * fragment.text_height;
  for (std::size_t col = 0; col < texts.size() && col < limits.size(); ++col) {
    if (texts[col].to <= texts[col].from) continue;
    Span1& limit = limits[col];
    limit = ruled ? Span1{std::min(limit.from + padding, texts[col].from), std::max(limit.to - padding, texts[col].to)}
                  : texts[col];
  }
  return limits;
}

/// Width of what has to stay together at the start of a word: all of it, or one ideograph.
double unbroken_width(const Word& word) {
  const bool ideograph = is_cjk(first_code_point(word.text));
  return ideograph ? std::min(word.size, word.box.width()) : word.box.width();
}

}  // namespace

void read_looks(Fragment& fragment, const Page& page) {
  fragment.page_width = page.width;
  fragment.page_height = page.height;
  const CellGrid& grid = fragment.table.grid;
  const auto& across = fragment.column_edges;
  const auto& down = fragment.row_edges;
  fragment.looks.clear();
  if (std::ssize(across) != grid.cols() + 1 || std::ssize(down) != grid.rows() + 1) return;
  fragment.looks.resize(grid.cells().size());
  const std::vector<Span1> limits = text_limits(fragment);

  std::vector<std::uint32_t> words = fragment.words;
  std::ranges::sort(words, {}, [&](std::uint32_t word) { return page.words[word].baseline; });
  std::vector<Gathered> cells(grid.cells().size());
  for (const std::uint32_t index : words) {
    const Word& word = page.words[index];
    const int row = slot_of(down, word.box.center_y());
    const int col = slot_of(across, word.box.center_x());
    if (row < 0 || col < 0) continue;
    Gathered& cell = cells[grid.owner(row, col)];
    CellLook& look = fragment.looks[grid.owner(row, col)];
    const double same_line = 0.4 * std::max(word.size, 1.0);
    if (look.lines == 0 || word.baseline > cell.last_y + same_line) {
      if (look.lines == 0) cell.first_y = word.baseline;
      ++look.lines;
      cell.last_y = word.baseline;
      cell.last_left = word.box.x0;
      cell.last_right = word.box.x1;
      if (look.lines == 1) cell.first = index;
    } else {
      cell.last_left = std::min(cell.last_left, word.box.x0);
      cell.last_right = std::max(cell.last_right, word.box.x1);
    }
    const bool rtl = is_rtl(first_code_point(word.text));
    if (look.lines == 1) {
      const Word& first = page.words[cell.first];
      if (rtl ? word.box.x1 > first.box.x1 : word.box.x0 < first.box.x0) cell.first = index;
    }
    cell.top = std::min(cell.top, word.box.y0);
    cell.bottom = std::max(cell.bottom, word.box.y1);
    ++cell.words;
    cell.bold += word.font < page.fonts.size() && page.fonts[word.font].bold ? 1 : 0;
    cell.rtl += rtl ? 1 : 0;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Gathered& seen = cells[i];
    if (seen.words == 0) continue;
    const Cell& cell = grid.cells()[i];
    CellLook& look = fragment.looks[i];
    const double left = limits[static_cast<std::size_t>(cell.col)].from;
    const double right = limits[static_cast<std::size_t>(cell.end_col()) - 1].to;
    look.first_word = unbroken_width(page.words[seen.first]);
    look.free_end = 2 * seen.rtl > seen.words ? seen.last_left - left : right - seen.last_right;
    look.free_above = seen.top - down[static_cast<std::size_t>(cell.row)];
    look.free_below = down[static_cast<std::size_t>(cell.end_row())] - seen.bottom;
    look.bold = seen.bold == seen.words;
  }
  for (const Fill& fill : page.fills) {
    if (fill.color == 0xFFFFFF || fill.box.empty()) continue;
    const int row = slot_of(down, fill.box.center_y());
    const int col = slot_of(across, fill.box.center_x());
    if (row < 0 || col < 0) continue;
    fragment.looks[grid.owner(row, col)].shaded = true;
  }
}

}  // namespace gridlift::recover
