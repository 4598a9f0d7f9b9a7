// Counted cells: how many columns each spans, told from the number of cells and from the rows around.
#include <algorithm>
#include <optional>
#include <utility>

#include "core/recover/flattened/flattened_groups.h"
#include "core/recover/flattened/flattened_rows.h"

namespace gridlift::recover {

namespace {

/// A cell over columns [from, to).
struct Laid {
  int from = 0;
  int to = 0;
};

using LaidRow = std::vector<Laid>;

class Layer {
 public:
  explicit Layer(std::vector<FieldRow> rows) : rows_(std::move(rows)), laid_(rows_.size()) {
    for (const FieldRow& row : rows_) {
      facts_.push_back(facts_of(row));
      cols_ = std::max(cols_, static_cast<int>(row.size()));
    }
    while (header_rows_ < count() && facts_[static_cast<std::size_t>(header_rows_)].values == 0) ++header_rows_;
    valued_ = header_rows_ < count();
    if (!valued_) header_rows_ = std::min(1, count());
    find_labels();
  }

  RawTable lay() {
    for (int row = 0; row < count(); ++row) {
      if (is_body(row)) laid(row) = body_row(row);
    }
    for (int row = count() - 1; row >= 0; --row) {
      if (laid(row).empty()) laid(row) = header_row(row);
    }
    return raw();
  }

 private:
  int count() const { return static_cast<int>(rows_.size()); }
  LaidRow& laid(int row) { return laid_[static_cast<std::size_t>(row)]; }
  const LaidRow& laid(int row) const { return laid_[static_cast<std::size_t>(row)]; }
  const FieldRow& fields(int row) const { return rows_[static_cast<std::size_t>(row)]; }
  const RowFacts& facts(int row) const { return facts_[static_cast<std::size_t>(row)]; }
  int cells(int row) const { return static_cast<int>(fields(row).size()); }
  bool filled(int row, int cell) const { return !fields(row)[static_cast<std::size_t>(cell)].text.empty(); }
  bool is_body(int row) const { return valued_ ? facts(row).values > 0 : row >= header_rows_; }
  int lead(int row) const {
    int blanks = 0;
    while (blanks < cells(row) && !filled(row, blanks)) ++blanks;
    return blanks;
  }

  /// Label columns, from the rows that have all their cells.
  void find_labels() {
    for (int row = header_rows_; row < count(); ++row) {
      if (cells(row) < cols_) continue;
      if (valued_ && facts(row).values > 0) label_cols_ = std::max(label_cols_, facts(row).depth + 1);
      if (!valued_ && lead(row) < cells(row)) label_cols_ = std::max(label_cols_, lead(row));
    }
    if (label_cols_ >= cols_) label_cols_ = cols_ - 1;
  }

  /// How many of a body row's cells are labels.
  int labels_of(int row) const {
    const int values = cols_ - label_cols_;
    const int labels = cells(row) - values;
    // As many values as there are columns for them: whatever is before them is a label.
    if (labels >= (label_cols_ > 0 ? 1 : 0) && labels <= label_cols_ && facts(row).depth < labels) return labels;
    return std::clamp(facts(row).depth + 1, std::min(label_cols_, 1), label_cols_);
  }

  LaidRow body_row(int row) const {
    if (cells(row) == cols_) return ones(cols_);
    const int labels = labels_of(row);
    LaidRow out;
    int col = 0;
    for (int cell = 0; cell < labels; ++cell) {
      // An empty label goes on with the cell above it; the last label takes what is left of the label columns.
      int to = col + 1;
      if (!filled(row, cell) && row > 0) to = end_above(row, col);
      if (cell + 1 == labels) to = label_cols_;
      to = std::clamp(to, col + 1, std::max(col + 1, label_cols_ - (labels - cell - 1)));
      out.push_back({col, to});
      col = to;
    }
    const int rest = cells(row) - labels;
    const int room = cols_ - col;
    for (int cell = 0; cell < rest; ++cell) {
      const bool last = cell + 1 == rest;
      const int to = last ? cols_ : col + 1;
      out.push_back({col, to});
      col = to;
    }
    if (room < rest) return squeezed(cells(row));
    return out;
  }

  int end_above(int row, int col) const {
    if (!laid(row - 1).empty()) {
      for (const Laid& cell : laid(row - 1)) {
        if (cell.from == col) return cell.to;
      }
    }
    return col + 1;
  }

  static LaidRow ones(int count) {
    LaidRow out;
    for (int col = 0; col < count; ++col) out.push_back({col, col + 1});
    return out;
  }

  LaidRow squeezed(int count) const {
    LaidRow out = ones(count);
    out.back().to = cols_;
    return out;
  }

  /// Rows without values, from below: the next row is laid already.
  LaidRow header_row(int row) const {
    const int own = cells(row);
    if (own == cols_) return ones(cols_);
    if (own == 1) return {{0, cols_}};
    if (row + 1 >= count()) return by_labels(row);
    const LaidRow& below = laid(row + 1);
    if (static_cast<int>(below.size()) == own) return below;
    if (auto over = over_children(row, below)) return *over;
    return by_labels(row);
  }

  /// Nothing below tells: the first name stands over the labels, the last takes the rest.
  LaidRow by_labels(int row) const {
    const int own = cells(row);
    const int stub = std::clamp(label_cols_, 1, cols_ - own + 1);
    LaidRow out{{0, stub}};
    for (int cell = 1; cell < own; ++cell) {
      const int from = out.back().to;
      out.push_back({from, cell + 1 == own ? cols_ : from + 1});
    }
    return out;
  }

  /// Each empty cell of the row below goes on with one cell of this row; the others share out what lies between. Of all
  /// ways, the one whose groups are most alike in width.
  std::optional<LaidRow> over_children(int row, const LaidRow& below) const {
    const int own = cells(row);
    const int children = static_cast<int>(below.size());
    if (children < own) return std::nullopt;
    constexpr double kNever = 1e9;
    // best[cell][child]: least cost when cells before `cell` cover the children before `child`.
    std::vector<std::vector<double>> best(static_cast<std::size_t>(own) + 1,
                                          std::vector<double>(static_cast<std::size_t>(children) + 1, kNever));
    std::vector<std::vector<int>> from(best.size(), std::vector<int>(static_cast<std::size_t>(children) + 1, 0));
    best[0][0] = 0;
    const double even = static_cast<double>(cols_) / own;
    for (int cell = 0; cell < own; ++cell) {
      for (int start = cell; start < children; ++start) {
        const double before = best[static_cast<std::size_t>(cell)][static_cast<std::size_t>(start)];
        if (before >= kNever) continue;
        for (int end = start + 1; end <= children - (own - cell - 1); ++end) {
          const double wide = below[static_cast<std::size_t>(end) - 1].to - below[static_cast<std::size_t>(start)].from;
          const double cost = before + group_cost(row, cell, below, start, end) + 0.01 * (wide - even) * (wide - even);
          double& slot = best[static_cast<std::size_t>(cell) + 1][static_cast<std::size_t>(end)];
          if (cost < slot) {
            slot = cost;
            from[static_cast<std::size_t>(cell) + 1][static_cast<std::size_t>(end)] = start;
          }
        }
      }
    }
    if (best.back().back() >= kNever) return std::nullopt;
    LaidRow out(static_cast<std::size_t>(own));
    int end = children;
    for (int cell = own; cell > 0; --cell) {
      const int start = from[static_cast<std::size_t>(cell)][static_cast<std::size_t>(end)];
      out[static_cast<std::size_t>(cell) - 1] = {below[static_cast<std::size_t>(start)].from,
                                                 below[static_cast<std::size_t>(end) - 1].to};
      end = start;
    }
    return out;
  }

  double group_cost(int row, int cell, const LaidRow& below, int start, int end) const {
    double cost = 0;
    const bool header_below = !is_body(row + 1);
    bool widths_differ = false;
    int empties = 0;
    for (int child = start; child < end; ++child) {
      const Laid& a = below[static_cast<std::size_t>(start)];
      const Laid& b = below[static_cast<std::size_t>(child)];
      widths_differ = widths_differ || a.to - a.from != b.to - b.from;
      if (header_below && !filled(row + 1, child)) ++empties;
    }
    if (!header_below) {
      // Right above values each name has one column; only the first stands over the labels.
      if (end - start > 1) cost += cell == 0 && end <= label_cells(row + 1) ? -1 : 2;
      return cost;
    }
    // An empty cell goes on with exactly one; a name above children that are all named stands over them.
    if (end - start > 1) cost += 4.0 * empties;
    if (end - start == 1 && empties == 0) cost += filled(row, cell) ? 0.6 : 0.2;
    if (widths_differ) cost += 0.05;
    if (!filled(row, cell) && end - start > 1) cost += 2;
    return cost;
  }

  int label_cells(int row) const { return is_body(row) ? labels_of(row) : 0; }

  bool continues_above(int row, int cell) const {
    if (row == 0 || filled(row, cell)) return false;
    const bool both_headers = !is_body(row) && !is_body(row - 1) && cells(row - 1) > 1;
    const Laid& own = laid(row)[static_cast<std::size_t>(cell)];
    const bool both_bodies = is_body(row) && is_body(row - 1) && own.to <= label_cols_;
    if (!both_headers && !both_bodies) return false;
    for (int above = 0; above < cells(row - 1); ++above) {
      const Laid& cell_above = laid(row - 1)[static_cast<std::size_t>(above)];
      if (cell_above.from != own.from || cell_above.to != own.to) continue;
      return filled(row - 1, above) || continues_above(row - 1, above);
    }
    return false;
  }

  RawTable raw() {
    RawTable out;
    out.method = Method::text;
    out.header_rows = header_rows_;
    out.header_cols = label_cols_;
    bool spans = false;
    for (int row = 0; row < count(); ++row) {
      RawRow raw_row;
      raw_row.header = row < header_rows_;
      for (int cell = 0; cell < cells(row); ++cell) {
        const Laid& own = laid(row)[static_cast<std::size_t>(cell)];
        RawCell raw_cell;
        raw_cell.col_span = own.to - own.from;
        raw_cell.header = !is_body(row) || own.to <= label_cols_;
        const Field& field = fields(row)[static_cast<std::size_t>(cell)];
        if (continues_above(row, cell)) {
          raw_cell.vertical = RawCell::Merge::carry_on;
          restart(out.rows.back(), own.from);
          spans = true;
        } else {
          raw_cell.text = field.text;
          raw_cell.place = field.place;
          if (raw_cell.col_span > 1) raw_cell.rule = "span-inferred";
          spans = spans || raw_cell.col_span > 1;
        }
        raw_row.cells.push_back(std::move(raw_cell));
      }
      out.rows.push_back(std::move(raw_row));
    }
    out.confidence = spans ? 0.95 : 1;
    out.reasons = {"cells-counted"};
    return out;
  }

  /// The cell that begins at a column of the row above is the first of a merge.
  static void restart(RawRow& above, int from) {
    int col = 0;
    for (RawCell& cell : above.cells) {
      if (col == from && cell.vertical == RawCell::Merge::none) {
        cell.vertical = RawCell::Merge::restart;
        cell.rule = "span-inferred";
      }
      col += cell.col_span;
    }
  }

  std::vector<FieldRow> rows_;
  std::vector<RowFacts> facts_;
  std::vector<LaidRow> laid_;
  int cols_ = 0;
  int label_cols_ = 0;
  int header_rows_ = 0;
  bool valued_ = false;
};

}  // namespace

RawTable recover_counted(std::vector<FieldGroup> groups, Context& context) {
  const std::size_t before = groups.size();
  std::vector<FieldRow> rows = join_groups(std::move(groups));
  const std::size_t joined_groups = before - rows.size();
  RawTable table = Layer(std::move(rows)).lay();
  if (joined_groups > 0) {
    context.diagnostics.info(
        "row-rejoined", std::to_string(joined_groups) + " empty lines inside of cells were told from ends of rows");
    table.reasons.emplace_back("rows-rejoined");
    table.confidence -= 0.05;
  }
  return table;
}

}  // namespace gridlift::recover
