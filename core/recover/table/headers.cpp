// Which rows name columns and which columns name rows: declared first, then the types of the cells.
#include <algorithm>
#include <string>

#include "core/header_paths.h"
#include "core/recover/stages.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr int kMostHeaderRows = 8;
constexpr double kMostly = 0.6;  // share of a column's filled cells that make it numeric

/// Everything about one table that the questions below ask for, read once.
struct Reading {
  explicit Reading(const Table& table) : grid(table.grid), rows(grid.rows()), cols(grid.cols()) {
    kinds.reserve(grid.cells().size());
    for (const Cell& cell : grid.cells()) kinds.push_back(kind_of(cell.text));
  }

  CellKind kind(int row, int col) const { return kinds[grid.owner(row, col)]; }
  bool caption(int row) const { return is_caption_row(grid, row); }
  bool begins(int row, int col) const { return grid.begins_at(row, col); }

  const CellGrid& grid;
  int rows;
  int cols;
  std::vector<CellKind> kinds;  // of grid.cells()
};

bool is_value(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

/// Columns whose cells from `from` down are mostly numbers.
std::vector<bool> numeric_columns(const Reading& table, int from) {
  std::vector<bool> numeric(static_cast<std::size_t>(table.cols), false);
  for (int col = 0; col < table.cols; ++col) {
    int filled = 0, values = 0, numbers = 0;
    for (int row = from; row < table.rows; ++row) {
      if (!table.begins(row, col)) continue;
      const CellKind kind = table.kind(row, col);
      if (kind == CellKind::blank) continue;
      ++filled;
      values += is_value(kind) ? 1 : 0;
      numbers += kind == CellKind::number || kind == CellKind::year ? 1 : 0;
    }
    numeric[static_cast<std::size_t>(col)] = numbers > 0 && values >= kMostly * filled;
  }
  return numeric;
}

/// A row of column numbers: 1 2 3 4, (1) (2) (3), or A 1 2 3: ascending by one, at least three of them, from the left
/// or (`rtl`) from the right.
bool is_numbered_row(const Reading& table, int row, bool rtl) {
  int last = 0, found = 0;
  for (int at = 0; at < table.cols; ++at) {
    const int col = rtl ? table.cols - 1 - at : at;
    if (!table.begins(row, col)) continue;
    const Cell& cell = table.grid.at(row, col);
    const int number = ordinal_of(cell.text);
    if (number < 0) {
      if (found > 0 || count_code_points(trimmed(cell.text)) > 4) return false;
      continue;  // labels such as A, 甲, 栏次 before the numbers
    }
    if (found > 0 ? number != last + 1 : number > 2) return false;
    last = number;
    ++found;
  }
  return found >= 3;
}

bool is_numbered_row(const Reading& table, int row) {
  return is_numbered_row(table, row, false) || is_numbered_row(table, row, true);
}

/// Years, or other ordinals, over a body whose columns hold something else.
bool is_year_row(const Reading& table, int row) {
  int years = 0, other = 0;
  for (int col = 0; col < table.cols; ++col) {
    if (!table.begins(row, col)) continue;
    const CellKind kind = table.kind(row, col);
    if (kind == CellKind::year) ++years;
    if (kind == CellKind::number || kind == CellKind::dash) ++other;
  }
  if (years < 2 && !(years == 1 && table.kind(row, 0) != CellKind::year)) return false;
  if (other > 0) return false;
  int alike = 0, unlike = 0;
  for (int below = row + 1; below < std::min(table.rows, row + 6); ++below) {
    for (int col = 0; col < table.cols; ++col) {
      if (table.kind(row, col) != CellKind::year || !table.begins(below, col)) continue;
      const CellKind kind = table.kind(below, col);
      alike += kind == CellKind::year ? 1 : 0;
      unlike += kind == CellKind::number || kind == CellKind::dash ? 1 : 0;
    }
  }
  return unlike > alike;
}

/// True when the row holds a value of the body.
bool is_data_row(const Reading& table, int row) {
  bool value = false;
  for (int col = 0; col < table.cols && !value; ++col) {
    const CellKind kind = table.kind(row, col);
    value = table.begins(row, col) && (kind == CellKind::number || kind == CellKind::year);
  }
  return value && !(row > 0 && is_numbered_row(table, row)) && !is_year_row(table, row);
}

/// True when the row has a label over a numeric column.
bool labels_numbers(const Reading& table, int row, const std::vector<bool>& numeric) {
  if (table.caption(row)) return false;
  for (int col = 0; col < table.cols; ++col) {
    if (!numeric[static_cast<std::size_t>(col)]) continue;
    const CellKind kind = table.kind(row, col);
    if (kind != CellKind::blank && kind != CellKind::dash) return true;
  }
  return false;
}

/// True when a cell of the row says that it has no value: such a row is no header.
bool holds_dash(const Reading& table, int row) {
  for (int col = 1; col < table.cols; ++col) {
    if (table.begins(row, col) && table.kind(row, col) == CellKind::dash) return true;
  }
  return false;
}

/// True when rows `row - 1` and `row` belong to one header: a span binds them, or the lower row has no stub of its own.
bool bound_to_above(const Reading& table, int row) {
  if (table.caption(row - 1) || is_numbered_row(table, row)) return true;
  for (int col = 0; col < table.cols; ++col) {
    const Cell& above = table.grid.at(row - 1, col);
    if (above.end_row() > row || (above.col_span > 1 && !table.caption(row - 1))) return true;
  }
  if (table.kind(row, 0) == CellKind::blank || table.kind(row - 1, 0) == CellKind::blank) return true;
  return is_units_row(table.grid, row);
}

/// No spans cross the line above `row`.
bool clean_cut(const Reading& table, int row) {
  for (int col = 0; col < table.cols; ++col) {
    const Cell& cell = table.grid.at(row, col);
    if (cell.row < row) return false;
  }
  return true;
}

/// The header over a body with numbers: the label rows above the first data row that stand over its numbers.
int header_above_numbers(const Reading& table, int first_data) {
  const std::vector<bool> numeric = numeric_columns(table, first_data);
  int header = 0;
  for (int row = 0; row < first_data; ++row) {
    if (table.caption(row) && header == row && row + 1 < first_data) {
      if (row > 0 && !table.caption(row - 1)) break;  // of a block with labels of its own
      header = row + 1;                               // a title, if a header follows
      continue;
    }
    if (header == row && row > 0 && is_units_row(table.grid, row)) {
      header = row + 1;
      continue;
    }
    if (!labels_numbers(table, row, numeric)) {
      if (header == row && row + 1 < first_data && !holds_dash(table, row)) {
        header = row + 1;  // an upper level that has labels over the stub only
        continue;
      }
      break;
    }
    if (header > 0 && !table.caption(row - 1) && row > 0 && !bound_to_above(table, row)) break;
    header = row + 1;
  }
  while (header > 1 && table.caption(header - 1)) --header;  // a section of the body
  while (header < first_data && !clean_cut(table, header)) ++header;
  return header;
}

/// The header over a body of texts: a full row of short labels, and rows that its spans bind to it.
int header_above_texts(const Reading& table) {
  int header = 0;
  while (header < table.rows - 1 && table.caption(header)) ++header;
  const int labels = header;
  if (labels >= table.rows - 1 || table.cols < 2) return 0;
  std::size_t head_length = 0, head_cells = 0, body_length = 0, body_cells = 0;
  for (const Cell& cell : table.grid.cells()) {
    const std::size_t length = static_cast<std::size_t>(display_width(trimmed(cell.text)));
    if (cell.row == labels) {
      if (length == 0 && cell.col > 0 && cell.row_span == 1) return 0;
      if (ends_sentence(cell.text) || (cell.col == 0 && ends_label(cell.text))) return 0;
      head_length += length;
      ++head_cells;
    } else if (cell.row > labels && length > 0) {
      body_length += length;
      ++body_cells;
    }
  }
  if (head_cells == 0 || body_cells == 0) return 0;
  if (head_length * body_cells > 2 * body_length * head_cells) return 0;  // longer than what it would name
  header = labels + 1;
  while (header < std::min(table.rows - 1, kMostHeaderRows)) {
    bool bound = !clean_cut(table, header);
    for (int col = 0; col < table.cols && !bound; ++col) {
      const Cell& above = table.grid.at(header - 1, col);
      bound = above.row == header - 1 && above.col_span > 1 && above.col_span < table.cols;
    }
    if (!bound) break;
    ++header;
  }
  return header;
}

int infer_header_rows(const Reading& table) {
  if (table.rows < 2 || table.cols < 2) return 0;
  const int last = std::min(table.rows, kMostHeaderRows + 1);
  int first_data = 0;
  while (first_data < last && !is_data_row(table, first_data)) ++first_data;
  if (first_data == 0) return 0;
  const std::vector<bool> numeric = numeric_columns(table, std::min(first_data, table.rows - 1));
  if (first_data < last && std::ranges::count(numeric, true) > 0) return header_above_numbers(table, first_data);
  return header_above_texts(table);
}

/// A declared header goes on as far as its merged cells reach.
int extended_by_spans(const Reading& table, int header) {
  while (header > 0 && header < table.rows && !clean_cut(table, header)) ++header;
  return header;
}

bool hierarchical(const Reading& table, int col, int from) {
  int wide = 0, tall = 0;
  for (int row = from; row < table.rows; ++row) {
    const Cell& cell = table.grid.at(row, col);
    if (cell.row != row || cell.row < from) continue;
    if (cell.col < col && cell.col_span > 1 && cell.end_col() == col + 1) ++wide;
    const Cell& left = table.grid.at(row, col - 1);
    if (left.row_span > cell.row_span && left.row_span > 1) ++tall;
  }
  return wide + tall > 0;
}

bool label_column(const Reading& table, int col, int from) {
  int labels = 0, filled = 0, blanks = 0;
  for (int row = from; row < table.rows; ++row) {
    if (!table.begins(row, col)) continue;
    const CellKind kind = table.kind(row, col);
    blanks += kind == CellKind::blank ? 1 : 0;
    filled += kind != CellKind::blank ? 1 : 0;
    labels += kind == CellKind::label ? 1 : 0;
  }
  return labels > 0 && labels >= kMostly * filled && blanks <= 2 * filled;
}

/// 1, 2, 3 down a column: a serial number before the label.
bool serial_column(const Reading& table, int col, int from) {
  int last = 0, found = 0;
  for (int row = from; row < table.rows; ++row) {
    if (!table.begins(row, col) || table.caption(row)) continue;
    const int number = ordinal_of(table.grid.at(row, col).text);
    if (number != last + 1) return false;
    last = number;
    ++found;
  }
  return found >= 2;
}

int infer_header_cols(const Reading& table, int header_rows) {
  const int from = std::min(header_rows, table.rows - 1);
  const std::vector<bool> numeric = numeric_columns(table, from);
  const bool has_numbers = std::ranges::count(numeric, true) > 0;
  int stub = 0;
  if (table.cols > 2 && serial_column(table, 0, from) && label_column(table, 1, from)) {
    stub = 2;
  } else if (label_column(table, 0, from) && (has_numbers || table.kind(0, 0) == CellKind::blank)) {
    stub = 1;
  }
  if (stub == 0 && !numeric.front() && table.cols > 1 && table.grid.at(from, 0).row_span > 1) stub = 1;
  while (stub > 0 && stub < table.cols - 1 && !numeric[static_cast<std::size_t>(stub)] &&
         label_column(table, stub, from) && hierarchical(table, stub, from)) {
    ++stub;
  }
  if (header_rows > 0 && stub > 0) {  // a stub head over several columns says how wide the stub is
    const Cell& head = table.grid.at(0, 0);
    const auto upto = numeric.begin() + std::min(head.end_col(), table.cols - 1);
    if (head.col_span > stub && head.row_span == header_rows && head.end_col() < table.cols &&
        std::find(numeric.begin(), upto, true) == upto) {
      stub = head.end_col();
    }
  }
  return stub;
}

/// Texts of a row with their spans, to compare a later row with a header row.
bool same_labels(const CellGrid& grid, int row, int other) {
  for (int col = 0; col < grid.cols(); ++col) {
    if (fold_label(grid.at(row, col).text) != fold_label(grid.at(other, col).text)) return false;
  }
  return true;
}

/// A row of labels over columns that hold numbers elsewhere, with numbers below it.
bool relabels(const Reading& table, int row, const std::vector<bool>& numeric) {
  int labels = 0;
  for (int col = 0; col < table.cols; ++col) {
    if (!numeric[static_cast<std::size_t>(col)]) continue;
    const CellKind kind = table.kind(row, col);
    if (kind != CellKind::label) return false;
    ++labels;
  }
  return labels > 0;
}

void find_interior_headers(Table& table, const Reading& reading) {
  const std::vector<bool> numeric = numeric_columns(reading, table.header_rows);
  std::vector<int> found;
  for (int row = std::max(table.header_rows, 1); row + 1 < reading.rows; ++row) {
    const bool after_caption = !found.empty() && found.back() == row - 1 && reading.caption(row - 1);
    const bool over_caption = table.header_rows > 0 && reading.caption(row - 1) && row == table.header_rows;
    if (reading.caption(row)) {
      const Cell& cell = table.grid.at(row, 0);
      if (kind_of(cell.text) == CellKind::label && !ends_sentence(cell.text) && !is_note(cell.text))
        found.push_back(row);
    } else if (after_caption || over_caption) {
      if (relabels(reading, row, numeric)) found.push_back(row);
    } else if (table.header_rows > 0 && same_labels(table.grid, row, table.header_rows - 1) &&
               relabels(reading, row, numeric)) {
      found.push_back(row);
    }
  }
  while (!found.empty() && found.back() == reading.rows - 1) found.pop_back();
  table.interior_headers = std::move(found);
}

void mark_header_cells(Table& table) {
  for (std::size_t i = 0; i < table.grid.cells().size(); ++i) {
    const Cell& cell = table.grid.cells()[i];
    const bool interior = std::ranges::binary_search(table.interior_headers, cell.row);
    if (cell.row < table.header_rows || cell.end_col() <= table.header_cols || interior) table.grid.set_header(i, true);
  }
}

/// Rows at the top, and columns at the left, all of whose cells the file declared to be headers.
int declared_rows(const CellGrid& grid) {
  int rows = 0;
  while (rows < grid.rows()) {
    for (int col = 0; col < grid.cols(); ++col) {
      if (!grid.at(rows, col).header) return rows;
    }
    ++rows;
  }
  return rows;
}

int declared_cols(const CellGrid& grid, int from) {
  int cols = 0;
  while (cols < grid.cols()) {
    for (int row = from; row < grid.rows(); ++row) {
      if (!grid.at(row, cols).header) return cols;
    }
    ++cols;
  }
  return cols;
}

}  // namespace

HeaderExtent read_headers(const Table& table) {
  const Reading reading(table);
  HeaderExtent extent{std::min(table.header_rows, reading.rows), std::min(table.header_cols, reading.cols)};
  if (reading.rows == 0 || reading.cols == 0) return extent;
  if (extent.rows == 0) {
    const int rows = declared_rows(table.grid);
    if (rows < reading.rows) extent.rows = rows;
  }
  extent.rows = extent.rows > 0 ? extended_by_spans(reading, extent.rows) : infer_header_rows(reading);
  if (extent.cols == 0 && extent.rows < reading.rows) {
    const int cols = declared_cols(table.grid, extent.rows);
    extent.cols = cols > 0 && cols < reading.cols ? cols : infer_header_cols(reading, extent.rows);
  }
  return extent;
}

void find_headers(Table& table) {
  const HeaderExtent extent = read_headers(table);
  const Reading reading(table);
  if (reading.rows == 0 || reading.cols == 0) return;
  table.header_rows = extent.rows;
  table.header_cols = extent.cols;
  find_interior_headers(table, reading);
  mark_header_cells(table);
  table.columns = HeaderPaths(table).columns();
}

}  // namespace gridlift::recover
