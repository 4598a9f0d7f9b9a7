#include "converters/aligned_table.h"

#include <algorithm>
#include <vector>

#include "converters/clean_text.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

constexpr std::size_t kGap = 2;  // blanks between columns
constexpr int kWidest = 40;      // display columns that a column is padded to at most
constexpr int kProse = 80;       // display columns from which a cell of several lines is prose
using Lines = std::vector<std::string>;

Lines lines_of(std::string_view text) {
  Lines lines;
  std::string clean;
  append_clean(clean, text);
  for (std::size_t from = 0; from <= clean.size();) {
    const std::size_t end = std::min(clean.find('\n', from), clean.size());
    std::string_view line = trimmed(std::string_view(clean).substr(from, end - from));
    if (!line.empty()) lines.emplace_back(line);
    from = end + 1;
  }
  // A tab has no width of its own.
  for (std::string& line : lines) std::replace(line.begin(), line.end(), '\t', ' ');
  return lines;
}

/// The lines of a cell as one: with a blank between them, but in scripts that have none.
std::string in_one_line(const Lines& lines) {
  std::string joined;
  for (const std::string& line : lines) {
    const bool blank = !joined.empty() && !joins_without_space(last_code_point(joined), first_code_point(line));
    joined += (blank ? " " : "") + line;
  }
  return joined;
}

/// The lines of each cell, and where columns begin.
class Sheet {
 public:
  explicit Sheet(const CellGrid& grid) : grid_(grid), widths_(static_cast<std::size_t>(grid.cols()), 0) {
    for (const Cell& cell : grid.cells()) texts_.push_back(lines_of(cell.text));
    for (int row = 0; row < grid.rows(); ++row) prose_.push_back(settle_row(row));
    measure();
    std::size_t start = 0;
    for (const std::size_t width : widths_) {
      starts_.push_back(start);
      start += width + kGap;
    }
  }

  void append_row(std::string& out, int row) const {
    const std::vector<std::size_t> cells = cells_of(row);
    if (!prose_[static_cast<std::size_t>(row)]) {
      append_line(out, cells);
      return;
    }
    for (const std::size_t cell : cells) {
      for (const std::string& line : texts_[cell]) out += line + "\n";
    }
  }

 private:
  /// The cells with ink that begin in a row, from the left.
  std::vector<std::size_t> cells_of(int row) const {
    std::vector<std::size_t> cells;
    for (int col = 0; col < grid_.cols(); col = grid_.at(row, col).end_col()) {
      if (grid_.begins_at(row, col) && !texts_[grid_.owner(row, col)].empty()) cells.push_back(grid_.owner(row, col));
    }
    return cells;
  }

  /// Two cells of several lines side by side would tear each other's sentences apart. Short ones become one line each;
  /// a row with a long one is prose, and is written cell by cell: true. So is a cell with nothing beside it, which may
  /// be the frame around a whole page.
  bool settle_row(int row) {
    const std::vector<std::size_t> cells = cells_of(row);
    const auto long_cell = [&](std::size_t cell) {
      int width = 0;
      for (const std::string& line : texts_[cell]) width += display_width(line);
      return texts_[cell].size() > 1 && width > kProse;
    };
    if (std::any_of(cells.begin(), cells.end(), long_cell)) return true;
    if (cells.size() == 1 && grid_.cells()[cells.front()].col_span == grid_.cols()) return true;
    for (const std::size_t cell : cells) texts_[cell] = {in_one_line(texts_[cell])};
    return false;
  }

  std::size_t width_at(int col) const { return widths_[static_cast<std::size_t>(col)]; }

  static std::size_t widest(const Lines& lines) {
    int width = 0;
    for (const std::string& line : lines) width = std::max(width, display_width(line));
    return static_cast<std::size_t>(std::min(width, kWidest));
  }

  /// Columns as wide as their own cells; then what a merged cell needs more goes to its last column.
  void measure() {
    std::vector<std::size_t> merged;
    const auto cells = grid_.cells();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].col_span > 1) {
        merged.push_back(i);
        continue;
      }
      if (prose_[static_cast<std::size_t>(cells[i].row)]) continue;
      auto& width = widths_[static_cast<std::size_t>(cells[i].col)];
      width = std::max(width, widest(texts_[i]));
    }
    std::stable_sort(merged.begin(), merged.end(),
                     [&](std::size_t a, std::size_t b) { return cells[a].col_span < cells[b].col_span; });
    for (const std::size_t i : merged) {
      if (prose_[static_cast<std::size_t>(cells[i].row)]) continue;
      const std::size_t need = widest(texts_[i]);
      std::size_t have = kGap * static_cast<std::size_t>(cells[i].col_span - 1);
      for (int col = cells[i].col; col < cells[i].end_col() && have < need; ++col) have += width_at(col);
      if (have < need) widths_[static_cast<std::size_t>(cells[i].end_col() - 1)] += need - have;
    }
  }

  void append_line(std::string& out, const std::vector<std::size_t>& cells) const {
    if (cells.empty()) return;
    std::size_t at = 0;  // display column that the line has reached
    for (const std::size_t cell : cells) {
      const std::string& text = texts_[cell].front();
      const std::size_t begin =
          std::max(starts_[static_cast<std::size_t>(grid_.cells()[cell].col)], at == 0 ? 0 : at + kGap);
      out.append(begin - at, ' ');
      out += text;
      at = begin + static_cast<std::size_t>(display_width(text));
    }
    out += "\n";
  }

  const CellGrid& grid_;
  std::vector<std::size_t> widths_;
  std::vector<std::size_t> starts_;  // display column at which each column begins
  std::vector<Lines> texts_;         // one line for each cell with ink, but in rows of prose
  std::vector<bool> prose_;          // by row
};

}  // namespace

void append_aligned(std::string& out, const Table& table) {
  const Sheet sheet(table.grid);
  for (int row = 0; row < table.grid.rows(); ++row) sheet.append_row(out, row);
}

}  // namespace gridlift
