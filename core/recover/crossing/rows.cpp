#include "core/recover/crossing/rows.h"

#include <algorithm>
#include <utility>

#include "core/recover/table/cell_kind.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr int kTopRows = 8;         // no repeated header is longer
constexpr int kLongestLabel = 200;  // bytes of one header label that repetition is judged by

bool blank(std::string_view text) {
  return trimmed(text).empty();
}

std::string place_name(const Fragment& fragment) {
  return fragment.table.parts.empty() || fragment.table.parts.front().page == 0
             ? std::string()
             : "page " + std::to_string(fragment.table.parts.front().page);
}

/// No cell reaches over the line above `row`.
bool clean_cut(const CellGrid& grid, int row) {
  for (int col = 0; col < grid.cols(); ++col) {
    if (grid.at(row, col).row < row) return false;
  }
  return true;
}

bool is_title(const Cell& cell, int cols) {
  return cols > 1 && cell.col_span == cols && cell.row_span == 1 && kind_of(cell.text) == CellKind::label &&
         !ends_sentence(cell.text) && !is_note(cell.text);
}

}  // namespace

bool row_stands_out(const Fragment& fragment, int row) {
  const CellGrid& grid = fragment.table.grid;
  if (fragment.looks.size() != grid.cells().size() || row < 0 || row >= grid.rows()) return false;
  bool bold = true, shaded = true, any = false;
  for (int col = 0; col < grid.cols(); ++col) {
    const std::size_t owner = grid.owner(row, col);
    if (blank(grid.cells()[owner].text)) continue;
    any = true;
    bold = bold && fragment.looks[owner].bold;
    shaded = shaded && fragment.looks[owner].shaded;
  }
  return any && (bold || shaded);
}

bool is_striped(const Fragment& fragment) {
  const int rows = fragment.table.grid.rows();
  int stripes = 0;
  for (int row = 1; row < rows; ++row)
    stripes += row_stands_out(fragment, row) && !row_stands_out(fragment, row - 1) ? 1 : 0;
  return stripes > 1;
}

std::string label_key(std::string_view text) {
  std::string out;
  for_each_code_point(nfkc(text), [&](char32_t c) {
    if (!is_space(c)) append_utf8(out, c);
  });
  return out;
}

std::vector<Span1> text_columns(const Fragment& fragment) {
  const CellGrid& grid = fragment.table.grid;
  std::vector<Span1> texts;
  if (std::ssize(fragment.column_edges) != grid.cols() + 1) return texts;
  std::vector<Span1> labels(static_cast<std::size_t>(grid.cols()), Span1{});  // they may reach over the next column
  texts = labels;
  for (const Cell& cell : grid.cells()) {
    if (cell.col_span != 1) continue;
    Span1& text = (cell.row < fragment.table.header_rows ? labels : texts)[static_cast<std::size_t>(cell.col)];
    for (const Place& place : cell.sources) {
      if (!place.bbox) continue;
      const Span1 across = place.bbox->across();
      text = text.to > text.from ? Span1{std::min(text.from, across.from), std::max(text.to, across.to)} : across;
    }
  }
  for (std::size_t col = 0; col < texts.size(); ++col) {
    if (texts[col].to <= texts[col].from) texts[col] = labels[col];
  }
  return texts;
}

GrowingTable::GrowingTable(Fragment first) {
  texts_ = text_columns(first);
  frame_ = std::move(first.table);
  rows_ = frame_.grid.rows();
  cols_ = frame_.grid.cols();
  ruled_ = frame_.method == Method::lattice;
  closed_above_ = first.rule_above;
  header_rows_ = read_headers(frame_).rows;
  keep_header(frame_.grid, std::min(rows_, kTopRows));
  first.table.grid = std::move(frame_.grid);
  ColumnMatch match;
  match.cols = cols_;
  for (int edge = 0; edge <= cols_; ++edge) match.below.push_back(edge);
  bottom_.resize(static_cast<std::size_t>(cols_));
  for (int col = 0; col < cols_ && rows_ > 0; ++col) {
    bottom_[static_cast<std::size_t>(col)] = first.table.grid.owner(rows_ - 1, col);
  }
  remember_bottom(first, match);
  edges_ = std::move(first.column_edges);
  cells_ = first.table.grid.release();
  habits_.resize(static_cast<std::size_t>(cols_));
  learn(0);
}

Columns GrowingTable::columns() const {
  return {cols_, edges_, text_height_, ruled_, texts_};
}

const CellLook* GrowingTable::bottom_look(int col) const {
  return bottom_looks_.empty() ? nullptr : &bottom_looks_[static_cast<std::size_t>(col)];
}

void GrowingTable::keep_header(const CellGrid& grid, int rows) {
  top_.assign(static_cast<std::size_t>(rows), std::vector<TopCell>(static_cast<std::size_t>(cols_)));
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols_; ++col) {
      const std::size_t owner = grid.owner(row, col);
      const std::string_view text = std::string_view(grid.cells()[owner].text).substr(0, kLongestLabel);
      top_[static_cast<std::size_t>(row)][static_cast<std::size_t>(col)] = {owner, label_key(text)};
    }
  }
}

/// Habits of the body cells from `from_cell` on.
bool GrowingTable::ends_in_title() const {
  return titles_ > 1 && rows_ > header_rows_ && is_title(bottom(0), cols_);
}

void GrowingTable::learn(std::size_t from_cell) {
  for (std::size_t i = from_cell; i < cells_.size(); ++i) {
    const Cell& cell = cells_[i];
    if (cell.row < header_rows_) continue;
    ColumnHabit& habit = habits_[static_cast<std::size_t>(cell.col)];
    habit.tall += cell.row_span > 1 ? 1 : 0;
    titles_ += is_title(cell, cols_) ? 1 : 0;
    const CellKind kind = kind_of(cell.text);
    if (kind == CellKind::blank) {
      ++habit.blank;
      continue;
    }
    ++habit.filled;
    habit.numbers += kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash ? 1 : 0;
    habit.lower += is_lower(first_code_point(trimmed(cell.text))) ? 1 : 0;
    habit.enumerated += is_enumerated(cell.text) ? 1 : 0;
    habit.sentences += ends_sentence(cell.text) ? 1 : 0;
  }
}

/// Header cells of the table that begin in the columns of a joined grid stay comparable after columns were inserted.
void GrowingTable::widen(const ColumnMatch& match) {
  if (match.cols == cols_) return;
  const auto to = [&](int edge) { return match.above[static_cast<std::size_t>(edge)]; };
  const auto wide = static_cast<std::size_t>(match.cols);
  std::vector<std::size_t> bottom(wide);
  std::vector<CellLook> looks(bottom_looks_.empty() ? 0 : wide);
  std::vector<ColumnHabit> habits(wide);
  std::vector<std::vector<TopCell>> top(top_.size(), std::vector<TopCell>(wide));
  std::vector<std::vector<std::string>> columns(frame_.columns.empty() ? 0 : wide);
  for (int col = 0; col < cols_; ++col) {
    const auto from = static_cast<std::size_t>(col);
    for (int at = to(col); at < to(col + 1); ++at) {
      const auto i = static_cast<std::size_t>(at);
      bottom[i] = bottom_[from];
      if (!looks.empty()) looks[i] = bottom_looks_[from];
      habits[i] = habits_[from];
      for (std::size_t row = 0; row < top.size(); ++row) top[row][i] = top_[row][from];
    }
  }
  for (Cell& cell : cells_) {
    const int end = to(cell.end_col());
    cell.col = to(cell.col);
    cell.col_span = end - cell.col;
  }
  frame_.header_cols = frame_.header_cols > 0 ? to(frame_.header_cols) : 0;
  cols_ = match.cols;
  bottom_ = std::move(bottom);
  bottom_looks_ = std::move(looks);
  habits_ = std::move(habits);
  top_ = std::move(top);
}

bool GrowingTable::top_has_values(int from, int to) const {
  for (int row = from; row < std::min(to, static_cast<int>(top_.size())); ++row) {
    for (const TopCell& top : top_[static_cast<std::size_t>(row)]) {
      const CellKind kind = kind_of(cells_[top.cell].text);
      if (kind == CellKind::number || kind == CellKind::dash) return true;
    }
  }
  return false;
}

int GrowingTable::repeated_header(const Fragment& below, const ColumnMatch& match) const {
  const CellGrid& grid = below.table.grid;
  if (match.fit == ColumnFit::none || match.above.empty() || cols_ == 0) return 0;
  std::vector<int> above_col(static_cast<std::size_t>(match.cols)), below_col(static_cast<std::size_t>(match.cols));
  for (int col = 0; col < cols_; ++col) {
    for (int at = match.above[static_cast<std::size_t>(col)]; at < match.above[static_cast<std::size_t>(col) + 1]; ++at)
      above_col[static_cast<std::size_t>(at)] = col;
  }
  for (int col = 0; col < grid.cols(); ++col) {
    for (int at = match.below[static_cast<std::size_t>(col)]; at < match.below[static_cast<std::size_t>(col) + 1]; ++at)
      below_col[static_cast<std::size_t>(at)] = col;
  }
  const auto same_row = [&](int row, int other) {
    int labels = 0;
    for (std::size_t at = 0; at < above_col.size(); ++at) {
      const Cell& cell = grid.at(row, below_col[at]);
      const TopCell& top = top_[static_cast<std::size_t>(other)][static_cast<std::size_t>(above_col[at])];
      if (top.label != label_key(std::string_view(cell.text).substr(0, kLongestLabel))) return -1;
      labels += !top.label.empty() && kind_of(cell.text) == CellKind::label ? 1 : 0;
    }
    return labels;
  };
  // Below the header, a row of values that is the same again is data.
  const auto has_values = [&](int row) {
    for (int col = 0; col < grid.cols(); ++col) {
      if (kind_of(grid.at(row, col).text) == CellKind::number) return true;
    }
    return false;
  };
  // A title row above the header is not always repeated.
  const int header = std::min(header_rows_, static_cast<int>(top_.size()));
  for (int skipped = 0; skipped < std::max(header, 1); ++skipped) {
    int rows = 0, labels = 0;
    while (rows < grid.rows() && skipped + rows < static_cast<int>(top_.size())) {
      const int found = same_row(rows, skipped + rows);
      if (found < 0 || (skipped + rows >= header && (found == 0 || (header > 0 && has_values(rows))))) break;
      labels += found;
      ++rows;
    }
    while (rows > 0 && rows < grid.rows() && !clean_cut(grid, rows)) --rows;
    // What is repeated is the header, and what followed it as a header is not, where it holds values.
    if (skipped == 0 && rows > 0 && rows < header && labels > 1 && top_has_values(rows, header_rows_)) return rows;
    if (rows > 0 && skipped + rows >= header && labels > 0 && (header > 0 || labels > 1)) return rows;
  }
  return 0;
}

/// The texts of a repeated header leave the body; the header cells keep the places where they stood.
void GrowingTable::drop_header(Fragment& below, int repeated, const ColumnMatch& match, Context& context) {
  const CellGrid& grid = below.table.grid;
  std::vector<std::pair<std::string, std::size_t>> by_label;
  for (const auto& row : top_) {
    for (const TopCell& top : row) by_label.emplace_back(top.label, top.cell);
  }
  std::ranges::sort(by_label);
  for (const Cell& cell : grid.cells()) {
    if (cell.row >= repeated) continue;
    context.ledger.out(cell.text);
    if (blank(cell.text)) continue;
    // The kept cell with this label that stands over the same column; any with it when the title row was left out.
    const std::string label = label_key(std::string_view(cell.text).substr(0, kLongestLabel));
    const int col = match.below[static_cast<std::size_t>(cell.col)];
    Cell* kept = nullptr;
    for (auto it = std::ranges::lower_bound(by_label, std::pair(label, std::size_t{0}));
         it != by_label.end() && it->first == label; ++it) {
      Cell& candidate = cells_[it->second];
      if (kept == nullptr || candidate.col == col) kept = &candidate;
      if (candidate.col == col) break;
    }
    if (kept == nullptr) continue;
    kept->sources.insert(kept->sources.end(), cell.sources.begin(), cell.sources.end());
    if (kept->rule.empty()) kept->rule = "header-repeated-dropped";
  }
  const bool too_tall = repeated < header_rows_ && top_has_values(repeated, header_rows_);
  header_rows_ = too_tall ? repeated : std::max(header_rows_, std::min(repeated, rows_));
  frame_.header_rows = header_rows_;
  context.diagnostics.info("header-repeated-dropped",
                           std::to_string(repeated) + (repeated == 1 ? " header row" : " header rows") +
                               " repeated at the top of a page dropped from the body",
                           place_name(below));
}

void GrowingTable::remember_bottom(const Fragment& last, const ColumnMatch& match) {
  const CellGrid& grid = last.table.grid;
  bottom_looks_.clear();
  if (last.looks.size() == grid.cells().size() && grid.rows() > 0) {
    bottom_looks_.resize(static_cast<std::size_t>(match.cols));
    for (int col = 0; col < grid.cols(); ++col) {
      const auto from = static_cast<std::size_t>(match.below[static_cast<std::size_t>(col)]);
      const auto to = static_cast<std::size_t>(match.below[static_cast<std::size_t>(col) + 1]);
      std::fill(bottom_looks_.begin() + static_cast<std::ptrdiff_t>(from),
                bottom_looks_.begin() + static_cast<std::ptrdiff_t>(to), last.looks[grid.owner(grid.rows() - 1, col)]);
    }
  }
  closed_below_ = last.rule_below;
  last_row_stands_out_ = row_stands_out(last, grid.rows() - 1);
  striped_ = striped_ || gridlift::recover::is_striped(last);
  text_height_ = last.text_height;
  page_width_ = last.page_width;
  page_height_ = last.page_height;
}

void GrowingTable::append(Fragment below, const ColumnMatch& match, int repeated, const RowSeam& seam,
                          Context& context) {
  widen(match);
  if (repeated > 0) drop_header(below, repeated, match, context);
  const bool split = seam.kind == RowSeam::Kind::split;
  const int shift = rows_ - repeated - (split ? 1 : 0);  // of the rows of `below`
  const std::size_t before = cells_.size();
  const CellGrid& grid = below.table.grid;
  std::vector<std::size_t> bottom(static_cast<std::size_t>(cols_));
  std::vector<std::size_t> now(grid.cells().size(), 0);  // index in cells_ of each cell below
  for (std::size_t i = 0; i < grid.cells().size(); ++i) {
    Cell cell = grid.cells()[i];
    if (cell.row < repeated) continue;
    const bool at_top = cell.row == repeated;
    const int end = match.below[static_cast<std::size_t>(cell.end_col())];
    cell.col = match.below[static_cast<std::size_t>(cell.col)];
    cell.col_span = end - cell.col;
    cell.row += shift;
    const std::size_t owner = bottom_[static_cast<std::size_t>(cell.col)];
    // Cells merged differently above and below the break stay two, or they would leave a hole beside them.
    const bool fits = cells_[owner].col == cell.col && cells_[owner].end_col() == end;
    const bool carried = at_top && !split && fits && seam.carried[static_cast<std::size_t>(cell.col)];
    if (!at_top || (!split && !carried)) {
      now[i] = cells_.size();
      cells_.push_back(std::move(cell));
      continue;
    }
    now[i] = owner;
    if (fits) {
      cells_[owner].row_span = cell.end_row() - cells_[owner].row;
    } else if (cell.row_span > 1) {
      Cell rest;
      rest.row = cell.row + 1;
      rest.col = cell.col;
      rest.row_span = cell.row_span - 1;
      rest.col_span = cell.col_span;
      now[i] = cells_.size();
      cells_.push_back(std::move(rest));
    }
    Cell& above = cells_[owner];
    if (!blank(cell.text)) {
      const bool paragraph = seam.paragraph[static_cast<std::size_t>(cell.col)];
      if (!paragraph && seam_between(above.text, cell.text) == Seam::healed_hyphen) context.ledger.out("-");
      above.text = paragraph ? above.text + "\n" + cell.text : joined(above.text, cell.text);
      above.rule = "row-rejoined";
    } else if (carried && above.rule.empty()) {
      above.rule = "span-rejoined";
    }
    above.sources.insert(above.sources.end(), cell.sources.begin(), cell.sources.end());
  }
  for (int col = 0; col < grid.cols() && grid.rows() > 0; ++col) {
    for (int at = match.below[static_cast<std::size_t>(col)]; at < match.below[static_cast<std::size_t>(col) + 1]; ++at)
      bottom[static_cast<std::size_t>(at)] = now[grid.owner(grid.rows() - 1, col)];
  }
  if (grid.rows() > repeated) bottom_ = std::move(bottom);
  rows_ += grid.rows() - repeated - (split ? 1 : 0);
  remember_bottom(below, match);
  texts_ = below.table.grid.cols() == cols_ ? text_columns(below) : std::vector<Span1>();
  if (!below.column_edges.empty()) {
    std::vector<double> edges(static_cast<std::size_t>(cols_) + 1);
    const double move = edges_.empty() ? 0 : below.column_edges.front() - edges_.front();
    for (std::size_t i = 0; i < edges_.size() && i < match.above.size(); ++i)
      edges[static_cast<std::size_t>(match.above[i])] = edges_[i] + move;
    for (std::size_t i = 0; i < below.column_edges.size(); ++i)
      edges[static_cast<std::size_t>(match.below[i])] = below.column_edges[i];
    edges_ = std::move(edges);
  }
  ruled_ = ruled_ && below.table.method == Method::lattice;
  learn(before);
  frame_.parts.insert(frame_.parts.end(), below.table.parts.begin(), below.table.parts.end());
  if (split) {
    context.diagnostics.info("row-rejoined", "a row that the page break cut was made one again", place_name(below));
  } else if (std::ranges::find(seam.carried, true) != seam.carried.end()) {
    context.diagnostics.info("span-rejoined", "a merged cell that the page break cut was made one again",
                             place_name(below));
  }
  if (seam.kind == RowSeam::Kind::suspected) {
    context.diagnostics.info("row-split-suspected", "the first row of this part may be the rest of the row before it",
                             place_name(below));
  }
}

Table GrowingTable::finish() {
  Table table = std::move(frame_);
  auto grid = CellGrid::make(rows_, cols_, std::move(cells_));
  table.grid = grid ? *std::move(grid) : CellGrid();
  return table;
}

}  // namespace gridlift::recover
