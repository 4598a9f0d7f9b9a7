#include "converters/report/align.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "converters/report/align_columns.h"
#include "converters/report/cell_stream.h"
#include "converters/report/monotone.h"
#include "converters/report/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kRowFits = 0.6;  // least similarity at which a row label counts as found

struct RowRef {
  std::size_t table = 0;
  int row = 0;
};

/// The rows of several tables, one below the other, with the labels of the cells that begin in each.
struct Rows {
  std::vector<RowRef> refs;
  std::vector<std::vector<std::pair<int, Label>>>
      labels;  // (column, label) of each non-empty cell beginning in the row
};

Rows collect(const Document& document, std::span<const std::size_t> tables) {
  Rows rows;
  for (const std::size_t t : tables) {
    const CellGrid& grid = document.tables[t].grid;
    const std::size_t first = rows.refs.size();
    for (int row = 0; row < grid.rows(); ++row) rows.refs.push_back({t, row});
    rows.labels.resize(rows.refs.size());
    for (const Cell& cell : grid.cells()) {
      if (may_be_value(cell.text, true)) continue;
      rows.labels[first + static_cast<std::size_t>(cell.row)].emplace_back(cell.col, make_label(cell.text));
    }
  }
  return rows;
}

/// How well a grid row fits an expected one: by its own label, and a little by the label of its group.
double row_score(const std::vector<std::pair<int, Label>>& labels, const LineSpec& expected) {
  double own = 0;
  double group = 0;
  for (const auto& [col, label] : labels) {
    own = std::max(own, best_similarity(label, expected.labels));
    for (const auto& names : expected.groups) group = std::max(group, best_similarity(label, names));
  }
  return own >= kRowFits ? own + 0.05 * group : 0;
}

class Aligner {
 public:
  Aligner(const TableSpec& spec, const Document& document, std::span<const std::size_t> tables,
          std::vector<Note>& notes)
      : spec_(spec), document_(document), tables_(tables), rows_(collect(document, tables)), notes_(notes) {}

  std::vector<AlignedKey> run() {
    match_rows();
    std::size_t item = 0;
    for (const BlockSpec& block : spec_.blocks) {
      place_block(block, item);
      item += block.rows.size();
    }
    note_extra_rows();
    return std::move(out_);
  }

 private:
  const CellGrid& grid(std::size_t ref) const { return document_.tables[rows_.refs[ref].table].grid; }

  std::vector<const LineSpec*> expected_rows() const {
    std::vector<const LineSpec*> expected;
    for (const BlockSpec& block : spec_.blocks) {
      for (const LineSpec& row : block.rows) expected.push_back(&row);
    }
    return expected;
  }

  void match_rows() {
    const std::vector<const LineSpec*> expected = expected_rows();
    found_ = align_monotone(expected.size(), rows_.refs.size(),
                            [&](std::size_t e, std::size_t r) { return row_score(rows_.labels[r], *expected[e]); });
    for (std::size_t e = 0; e < expected.size(); ++e) {
      if (expected[e]->labels.empty()) found_[e] = unlabelled_row();
    }
  }

  /// The row of values of a table whose rows have no labels: the one with most values below the header.
  std::optional<std::size_t> unlabelled_row() const {
    std::optional<std::size_t> best;
    int best_values = -1;
    for (std::size_t r = 0; r < rows_.refs.size(); ++r) {
      const CellGrid& cells = grid(r);
      const int row = rows_.refs[r].row;
      int values = 0;
      for (int col = 0; col < cells.cols(); ++col)
        values += cells.begins_at(row, col) && may_be_value(cells.at(row, col).text, true) ? 1 : 0;
      const bool has_label = !rows_.labels[r].empty();
      if (has_label) values -= cells.cols();
      if (values > best_values) {
        best = r;
        best_values = values;
      }
    }
    return best;
  }

  /// Header rows of a block: what stands between the rows above it and its first row, in the same table.
  std::pair<int, int> header_rows(std::size_t first_ref, std::size_t item) const {
    const RowRef first = rows_.refs[first_ref];
    int begin = 0;
    for (std::size_t e = 0; e < item; ++e) {
      if (found_[e] && rows_.refs[*found_[e]].table == first.table)
        begin = std::max(begin, rows_.refs[*found_[e]].row + 1);
    }
    return {begin, first.row};
  }

  /// Columns of a block in one table: by the header above its first row there; a table that goes on without a header
  /// keeps the columns of the table before it when it is as wide.
  std::vector<int> columns_in(const BlockSpec& block, std::size_t first_ref, std::size_t item,
                              const std::vector<int>& before, int before_cols) {
    const CellGrid& cells = grid(first_ref);
    const auto [begin, end] = header_rows(first_ref, item);
    std::vector<int> columns = map_columns(cells, begin, end, block.columns);
    const auto named = std::count_if(columns.begin(), columns.end(), [](int c) { return c >= 0; });
    if (named * 2 < static_cast<std::ptrdiff_t>(columns.size()) && !before.empty()) {
      columns = before;
      for (int& col : columns) col = col < 0 ? col : col + cells.cols() - before_cols;
    }
    fill_gaps(columns, cells.cols());
    return columns;
  }

  void place_block(const BlockSpec& block, std::size_t first_item) {
    std::vector<int> columns;
    int cols = 0;
    std::optional<std::size_t> table;
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      const auto ref = found_[first_item + i];
      if (ref && table != rows_.refs[*ref].table) {
        columns = columns_in(block, *ref, first_item + i, columns, cols);
        cols = grid(*ref).cols();
        table = rows_.refs[*ref].table;
      }
      place_row(block, block.rows[i], first_item + i, columns);
    }
    note_extra_columns(block, first_item);
  }

  /// Columns with numbers in the rows of a block that no column of the form claims.
  void note_extra_columns(const BlockSpec& block, std::size_t first_item) {
    std::set<std::pair<std::size_t, int>> extra;  // table and column
    for (std::size_t i = 0; i < block.rows.size(); ++i) {
      const auto ref = found_[first_item + i];
      if (!ref) continue;
      const CellGrid& cells = grid(*ref);
      const int row = rows_.refs[*ref].row;
      for (int col = 0; col < cells.cols(); ++col) {
        const Cell& cell = cells.at(row, col);
        if (!cells.begins_at(row, col) || claimed_.count({rows_.refs[*ref].table, cell.row, cell.col}) > 0) continue;
        if (parse_value(cell.text).is_number()) extra.emplace(rows_.refs[*ref].table, col);
      }
    }
    for (const auto& place : extra) {
      notes_.push_back({"column.extra",
                        Severity::warning,
                        {},
                        "the form has no column for column " + std::to_string(place.second + 1) + " of table " +
                            std::to_string(place.first + 1)});
    }
  }

  /// Values that the grid put elsewhere, read in order behind their label. True when all of them were there.
  bool place_from_stream(const BlockSpec& block, const LineSpec& row, std::size_t item) {
    if (!stream_) stream_.emplace(document_, tables_, expected_rows());
    const std::vector<StreamItem> values = stream_->values_of(item, block.columns.size());
    const bool printed =
        std::any_of(values.begin(), values.end(), [](const StreamItem& value) { return !value.blank; });
    if (!printed) return false;
    notes_.push_back({"repair.split_row",
                      Severity::info,
                      {join_key(spec_.key, row.key, "")},
                      "the values of '" + row.printed + "' were read in order, since their row ran into others"});
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
      AlignedKey key = key_for(block, row, c);
      key.row_found = true;
      key.sure = true;
      key.table = values[c].table;
      key.grid_row = values[c].row;
      key.grid_col = values[c].col;
      claimed_.emplace(values[c].table, values[c].row, values[c].col);
      out_.push_back(std::move(key));
    }
    return true;
  }

  AlignedKey key_for(const BlockSpec& block, const LineSpec& row, std::size_t column) const {
    AlignedKey key;
    key.key = join_key(spec_.key, row.key, block.columns[column].key);
    key.row = &row;
    key.column = &block.columns[column];
    return key;
  }

  /// Whether the grid has a value cell of its own for each column.
  bool is_whole(std::size_t ref, const std::vector<int>& slots, int shift, int values_begin) const {
    const CellGrid& cells = grid(ref);
    const int row = rows_.refs[ref].row;
    const bool walls = has_walls(document_.tables[rows_.refs[ref].table]);
    std::set<std::size_t> owners;
    for (const int slot : slots) {
      const int col = slot < 0 ? -1 : slot - shift;
      if (col < values_begin || col >= cells.cols() || !may_be_value(cells.at(row, col).text, walls)) return false;
      if (!owners.insert(cells.owner(row, col)).second) return false;
    }
    return !slots.empty();
  }

  void place_row(const BlockSpec& block, const LineSpec& row, std::size_t item, const std::vector<int>& columns) {
    const std::optional<std::size_t> ref = found_[item];
    int shift = 0;
    int values_begin = 0;
    std::vector<int> slots = columns;
    if (ref) {
      used_.insert(*ref);
      const int at = rows_.refs[*ref].row;
      values_begin = label_end(grid(*ref), at, row);
      if (auto ordered = cells_in_order(grid(*ref), at, values_begin, columns.size()); !ordered.empty()) {
        slots = std::move(ordered);
      } else {
        shift = window_shift(grid(*ref), at, values_begin, columns);
      }
    }
    const bool whole = ref && is_whole(*ref, slots, shift, values_begin);
    if (!whole && !row.labels.empty() && place_from_stream(block, row, item)) return;
    if (!ref && !row.optional) {
      notes_.push_back({"row.missing",
                        Severity::warning,
                        {join_key(spec_.key, row.key, "")},
                        "the table has no row '" + row.printed + "'"});
    }
    if (shift > 0) {
      notes_.push_back(
          {"repair.value_shift",
           Severity::info,
           {join_key(spec_.key, row.key, "")},
           "the values of '" + row.printed + "' stood " + std::to_string(shift) + " column(s) to the left"});
    }
    const std::optional<std::size_t> rest = ref ? rest_of(*ref, row, values_begin) : std::nullopt;
    const bool goes_on = rest.has_value();
    const RowRef rest_row = goes_on ? rows_.refs[*rest] : RowRef{};
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
      AlignedKey key = key_for(block, row, c);
      key.row_found = ref.has_value();
      key.sure = whole;
      const int col = slots.empty() || slots[c] < 0 ? -1 : slots[c] - shift;
      if (ref && col >= values_begin && col < grid(*ref).cols()) {
        key.table = rows_.refs[*ref].table;
        key.grid_row = rows_.refs[*ref].row;
        key.grid_col = col;
        const Cell& cell = grid(*ref).at(key.grid_row, col);
        claimed_.emplace(*key.table, cell.row, cell.col);
        if (goes_on) key.more.emplace_back(rest_row.table, rest_row.row, col);
      }
      out_.push_back(std::move(key));
    }
  }

  /// The row below that a page break cut off this one: its label goes on with this one's or is blank, and it holds
  /// digits where this row does, though not everywhere.
  std::optional<std::size_t> rest_of(std::size_t ref, const LineSpec& expected, int values_begin) const {
    const std::size_t next = ref + 1;
    if (next >= rows_.refs.size() || grid(next).cols() != grid(ref).cols()) return std::nullopt;
    if (std::find(found_.begin(), found_.end(), std::optional(next)) != found_.end()) return std::nullopt;
    for (const auto& below : rows_.labels[next]) {
      const bool goes_on = std::any_of(rows_.labels[ref].begin(), rows_.labels[ref].end(), [&](const auto& above) {
        return std::any_of(expected.labels.begin(), expected.labels.end(),
                           [&](const Label& whole) { return above.second.whole + below.second.whole == whole.whole; });
      });
      if (!goes_on) return std::nullopt;
    }
    const CellGrid& above = grid(ref);
    const CellGrid& below = grid(next);
    std::size_t filled = 0;
    std::size_t blank_ones = 0;
    for (int col = values_begin; col < below.cols(); ++col) {
      if (!below.begins_at(rows_.refs[next].row, col)) continue;
      const bool empty = trimmed(below.at(rows_.refs[next].row, col).text).empty();
      (empty ? blank_ones : filled) += 1;
      if (!empty && trimmed(above.at(rows_.refs[ref].row, col).text).empty()) return std::nullopt;
    }
    return filled > 0 && (blank_ones > 0 || !rows_.labels[next].empty()) ? std::optional(next) : std::nullopt;
  }

  /// Rows with values that no row of the form claims.
  void note_extra_rows() {
    for (std::size_t r = 0; r < rows_.refs.size(); ++r) {
      if (used_.count(r) > 0 || rows_.labels[r].empty() || used_.empty() || r < *used_.begin()) continue;
      const CellGrid& cells = grid(r);
      const int row = rows_.refs[r].row;
      bool has_number = false;
      for (int col = 0; col < cells.cols(); ++col)
        has_number = has_number || (cells.begins_at(row, col) && parse_value(cells.at(row, col).text).is_number());
      if (has_number) {
        notes_.push_back(
            {"row.extra", Severity::info, {}, "the form has no row '" + rows_.labels[r].back().second.whole + "'"});
      }
    }
  }

  const TableSpec& spec_;
  const Document& document_;
  std::span<const std::size_t> tables_;
  Rows rows_;
  std::vector<Note>& notes_;
  std::vector<std::optional<std::size_t>> found_;  // expected row -> index in rows_.refs
  std::optional<CellStream> stream_;               // made when a row needs it
  std::set<std::size_t> used_;
  std::set<std::tuple<std::size_t, int, int>> claimed_;  // table, row and column of the cells that are values
  std::vector<AlignedKey> out_;
};

}  // namespace

std::vector<AlignedKey> align_table(const TableSpec& spec, const Document& document,
                                    std::span<const std::size_t> tables, std::vector<Note>& notes) {
  return Aligner(spec, document, tables, notes).run();
}

}  // namespace gridlift::report