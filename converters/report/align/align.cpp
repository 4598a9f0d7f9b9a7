#include "converters/report/align/align.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "converters/report/align/align_columns.h"
#include "converters/report/align/cell_stream.h"
#include "converters/report/align/labelled_rows.h"
#include "converters/report/align/monotone.h"
#include "converters/report/align/row_evidence.h"
#include "converters/report/reread/form_table.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kWholeLabel = 0.95;     // the same for a label of which no part stands on another row
constexpr std::size_t kLongestRest = 8;  // rows in which a page break may leave the rest of one

class Aligner {
 public:
  Aligner(const TableSpec& spec, const Document& document, std::span<const std::size_t> tables,
          std::vector<Note>& notes)
      : spec_(spec), document_(document), tables_(tables), rows_(labelled_rows(document, tables)), notes_(notes) {}

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
    if (spec_.filled) return take_found(expected);
    found_ = align_monotone(expected.size(), rows_.refs.size(),
                            [&](std::size_t e, std::size_t r) { return row_score(rows_.labels[r], *expected[e]); });
    for (std::size_t e = 0; e < expected.size(); ++e) {
      if (expected[e]->labels.empty()) found_[e] = unlabelled_row();
      if (found_[e]) matched_.insert(*found_[e]);
    }
    for (std::size_t e = 0; e < expected.size(); ++e) {
      if (found_[e]) move_to_begin(*found_[e], *expected[e]);
    }
  }

  /// A form with repeating rows was filled with those of the document, which says where each stands.
  void take_found(const std::vector<const LineSpec*>& expected) {
    found_.resize(expected.size());
    std::map<std::pair<std::size_t, int>, std::size_t> ref_of;
    for (std::size_t r = 0; r < rows_.refs.size(); ++r) ref_of[{rows_.refs[r].table, rows_.refs[r].row}] = r;
    for (std::size_t e = 0; e < expected.size(); ++e) {
      if (!expected[e]->at) continue;
      found_[e] = ref_of.at(*expected[e]->at);
      matched_.insert(*found_[e]);
    }
  }

  /// Whether a row's label is the begin of one of the form's, or all of it.
  bool begins_label(std::size_t ref, const LineSpec& expected) const {
    return std::any_of(rows_.labels[ref].begin(), rows_.labels[ref].end(), [&](const auto& label) {
      return std::any_of(expected.labels.begin(), expected.labels.end(), [&](const Label& whole) {
        return whole.whole.starts_with(label.second.whole) || whole.core == label.second.core;
      });
    });
  }

  /// A page break may part a label; a later part was found where it is the longest: the row begins with the first.
  void move_to_begin(std::size_t& ref, const LineSpec& expected) {
    const bool is_part = std::any_of(rows_.labels[ref].begin(), rows_.labels[ref].end(), [&](const auto& label) {
      return std::any_of(expected.labels.begin(), expected.labels.end(),
                         [&](const Label& whole) { return whole.whole.find(label.second.whole) != std::string::npos; });
    });
    if (expected.labels.empty() || !is_part || begins_label(ref, expected)) return;
    for (std::size_t up = ref; up > 0 && ref - up < kLongestRest && matched_.count(up - 1) == 0; --up) {
      if (!begins_label(up - 1, expected)) continue;
      matched_.erase(ref);
      matched_.insert(up - 1);
      ref = up - 1;
      return;
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
  std::vector<int> columns_in(const BlockSpec& block, std::size_t first_ref, const std::vector<int>& before,
                              int before_cols) {
    const CellGrid& cells = grid(first_ref);
    std::vector<int> columns = map_columns(cells, headers_.first, headers_.second, block.columns);
    const auto named = std::count_if(columns.begin(), columns.end(), [](int c) { return c >= 0; });
    own_header_ = named * 2 >= static_cast<std::ptrdiff_t>(columns.size());
    if (!own_header_ && !before.empty()) {
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
        headers_ = header_rows(*ref, first_item + i);
        columns = columns_in(block, *ref, columns, cols);
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
      for (int col = spec_.filled ? table_of(*ref).header_cols : 0; col < cells.cols(); ++col) {
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
    if (!printed || std::any_of(values.begin(), values.end(),
                                [&](const StreamItem& value) { return is_by_position(document_.tables[value.table]); }))
      return false;
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
      } else if (auto printed = printed_in_order(grid(*ref), at, values_begin, columns.size());
                 is_by_position(table_of(*ref)) && !printed.empty()) {
        slots = std::move(printed);
      } else if (auto past = slots_past_slivers(grid(*ref), at, values_begin, columns, headers_.first, headers_.second);
                 !past.empty()) {
        slots = std::move(past);
      } else if (auto window = full_window(grid(*ref), at, values_begin, columns.size());
                 !own_header_ && !window.empty()) {
        slots = std::move(window);
      } else {
        shift = window_shift(grid(*ref), at, values_begin, columns);
      }
    }
    const bool whole = ref && is_whole(*ref, slots, shift, values_begin);
    if (!whole && !row.labels.empty() && !spec_.filled && place_from_stream(block, row, item)) return;
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
    const Rest rest = ref ? rest_of(*ref, row, values_begin) : Rest{};
    const bool doubtful =
        ref && (rest.doubtful || (!own_header_ && shift == 0 && ends_early(*ref, slots, values_begin)) ||
                (is_by_position(table_of(*ref)) &&
                 (!whole || !prints_plainly(*ref, slots) || has_parts(*ref, row, columns.size()))));
    for (std::size_t c = 0; c < block.columns.size(); ++c) {
      AlignedKey key = key_for(block, row, c);
      key.row_found = ref.has_value();
      const int col = slots.empty() || slots[c] < 0 ? -1 : slots[c] - shift;
      if (ref && col >= values_begin && col < grid(*ref).cols()) {
        key.table = rows_.refs[*ref].table;
        key.grid_row = rows_.refs[*ref].row;
        key.grid_col = col;
        const Cell& cell = grid(*ref).at(key.grid_row, col);
        key.doubtful = doubtful || cell.rule == kUnsure;
        key.sure = whole && !key.doubtful;
        claimed_.emplace(*key.table, cell.row, cell.col);
        for (const std::size_t part : rest.rows) {
          used_.insert(part);
          if (grid(part).begins_at(rows_.refs[part].row, col))
            key.more.emplace_back(rows_.refs[part].table, rows_.refs[part].row, col);
        }
      }
      out_.push_back(std::move(key));
    }
  }

  /// Whether a row prints values, and none in its last slot: without a header, its values may stand elsewhere.
  bool ends_early(std::size_t ref, const std::vector<int>& slots, int values_begin) const {
    const CellGrid& cells = grid(ref);
    const int row = rows_.refs[ref].row;
    if (slots.size() < 2 || slots.back() < 0 || slots.back() >= cells.cols()) return false;
    if (!trimmed(cells.at(row, slots.back()).text).empty()) return false;
    for (int col = values_begin; col < cells.cols(); ++col) {
      if (cells.begins_at(row, col) && !trimmed(cells.at(row, col).text).empty()) return true;
    }
    return false;
  }

  /// Whether a row is the last of its table and what stands below goes on inside a number: ",631" under "1".
  bool parts_below_table(std::size_t ref) const {
    const auto& blocks = document_.blocks;
    if (rows_.refs[ref].row + 1 != grid(ref).rows()) return false;
    auto below = std::find_if(blocks.begin(), blocks.end(), [&](const Block& block) {
      return block.kind == BlockKind::table && block.table == rows_.refs[ref].table;
    });
    if (below == blocks.end()) return false;
    below =
        std::find_if(below + 1, blocks.end(), [](const Block& block) { return block.kind != BlockKind::furniture; });
    if (below == blocks.end()) return false;
    if (below->kind != BlockKind::table) return has_inner_part(below->text);
    const auto& cells = document_.tables[below->table].grid.cells();
    return std::any_of(cells.begin(), cells.end(),
                       [](const Cell& cell) { return cell.row == 0 && has_inner_part(cell.text); });
  }

  const Table& table_of(std::size_t ref) const { return document_.tables[rows_.refs[ref].table]; }

  /// Whether each slot prints one value or nothing, and nothing only where no value may have run into the label.
  bool prints_plainly(std::size_t ref, const std::vector<int>& slots) const {
    const CellGrid& cells = grid(ref);
    const int row = rows_.refs[ref].row;
    if (slots.empty() || *std::min_element(slots.begin(), slots.end()) < 0) return false;
    const bool blanks =
        std::any_of(slots.begin(), slots.end(), [&](int col) { return trimmed(cells.at(row, col).text).empty(); });
    for (int col = 0; blanks && col < slots.front(); ++col) {
      if (holds_value(cells.at(row, col).text)) return false;
    }
    for (int col = slots.front(); col < cells.cols(); ++col) {
      const Cell& cell = cells.at(row, col);
      const bool is_slot = std::find(slots.begin(), slots.end(), col) != slots.end();
      if (trimmed(cell.text).empty() || (!is_slot && !cells.begins_at(row, col))) continue;
      if (cell.row != row || cell.row_span > 1) return false;    // a value between two rows is of either
      if (!is_slot || !is_plain_value(cell.text)) return false;  // outside the slots: a value that the header misses
    }
    return true;
  }

  /// Whether the labels of a row, put behind those above it, go on to make a label of the form.
  static bool goes_on(const std::vector<std::pair<int, Label>>& above, const std::vector<std::pair<int, Label>>& below,
                      const LineSpec& expected) {
    return std::all_of(below.begin(), below.end(), [&](const auto& rest) {
      return std::any_of(above.begin(), above.end(), [&](const auto& begun) {
        return std::any_of(expected.labels.begin(), expected.labels.end(), [&](const Label& whole) {
          return whole.whole.starts_with(begun.second.whole + rest.second.whole);
        });
      });
    });
  }

  bool is_header(std::size_t ref) const {
    const Table& table = table_of(ref);
    const int row = rows_.refs[ref].row;
    return row < table.header_rows ||
           std::find(table.interior_headers.begin(), table.interior_headers.end(), row) != table.interior_headers.end();
  }

  bool prints_digits(std::size_t ref, int from) const {
    const CellGrid& cells = grid(ref);
    for (int col = from; col < cells.cols(); ++col) {
      const Cell& cell = cells.at(rows_.refs[ref].row, col);
      if (cells.begins_at(rows_.refs[ref].row, col) && may_be_value(cell.text, true) && has_digits(cell.text))
        return true;
    }
    return false;
  }

  /// Whether digits next to a row may be parts of its numbers: they stand on a row that is no row of the form and not a
  /// whole one of another label.
  bool has_parts(std::size_t ref, const LineSpec& expected, std::size_t columns) const {
    const auto& labels = rows_.labels[ref];
    const bool whole_label = std::any_of(labels.begin(), labels.end(), [&](const auto& label) {
      return best_similarity(label.second, expected.labels) >= kWholeLabel;
    });
    const auto is_part = [&](std::size_t at) {
      if (is_header(at) || !prints_digits(at, 0)) return false;
      const auto& others = rows_.labels[at];
      if (others.empty() || !whole_label || goes_on(labels, others, expected)) return true;
      return printed_in_order(grid(at), rows_.refs[at].row, others.back().first + 1, columns).empty();
    };
    if (parts_below_table(ref)) return true;
    for (std::size_t up = ref;
         up > 0 && matched_.count(up - 1) == 0 && rows_.refs[up - 1].table == rows_.refs[ref].table; --up) {
      if (is_part(up - 1)) return true;
    }
    for (std::size_t down = ref + 1; down < rows_.refs.size() && matched_.count(down) == 0; ++down) {
      if (is_part(down)) return true;
    }
    return false;
  }

  /// What a page break cut off a row, top down.
  struct Rest {
    std::vector<std::size_t> rows;
    bool doubtful = false;  ///< digits stand below that may belong to the row or not
  };

  /// The rows below that a page break cut off this one: their labels go on with this one's or are blank, and they hold
  /// digits under its values, though not everywhere.
  Rest rest_of(std::size_t ref, const LineSpec& expected, int values_begin) const {
    Rest rest;
    bool evidence = false;   // blanks among the parts, a label that goes on, a part that no number begins with
    bool continues = false;  // some value has parts on both sides
    bool label_goes_on = false;
    std::vector<std::pair<int, Label>> said = rows_.labels[ref];
    for (std::size_t next = ref + 1; next < rows_.refs.size() && next - ref <= kLongestRest; ++next) {
      const auto& labels = rows_.labels[next];
      if (matched_.count(next) > 0 || !goes_on(said, labels, expected)) break;
      if (!labels.empty() && !said.empty()) {
        said.back().second.whole += labels.back().second.whole;
        label_goes_on = true;
      }
      if (!prints_digits(next, values_begin)) continue;
      if (grid(next).cols() != grid(ref).cols()) return {{}, true};
      const CellGrid& above = grid(ref);
      const CellGrid& below = grid(next);
      evidence = evidence || !labels.empty();
      for (int col = values_begin; col < below.cols(); ++col) {
        if (!below.begins_at(rows_.refs[next].row, col)) continue;
        const std::string& text = below.at(rows_.refs[next].row, col).text;
        const bool empty = trimmed(text).empty();
        evidence = evidence || empty || begins_inside_number(text);
        continues = continues || (!empty && !trimmed(above.at(rows_.refs[ref].row, col).text).empty());
      }
      rest.rows.push_back(next);
    }
    if (rest.rows.empty()) return rest;
    if (!evidence && !label_goes_on) return {{}, true};
    if (!continues && !label_goes_on) rest.rows.clear();
    return rest;
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
  LabelledRows rows_;
  std::vector<Note>& notes_;
  std::vector<std::optional<std::size_t>> found_;  // expected row -> index in rows_.refs
  std::pair<int, int> headers_;                    // rows of the header of the block and table at hand
  bool own_header_ = false;                        // whether that header names most columns
  std::optional<CellStream> stream_;               // made when a row needs it
  std::set<std::size_t> matched_;                  // rows that are some row of the form
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