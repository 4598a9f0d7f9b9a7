// The merged cells of an aligned table, told from emptiness and from the headers above.
#include <algorithm>
#include <utility>

#include "core/recover/flattened/flattened_rows.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kUnnamed = 0.1;  // confidence that a column without a name costs

/// A cell of one row: columns [from, to).
struct Laid {
  int from = 0;
  int to = 0;
  bool carried = false;  ///< goes on with the cell above it
  bool inferred = false;
};

using LaidRow = std::vector<Laid>;

class Spanner {
 public:
  explicit Spanner(AlignedTable table) : table_(std::move(table)) {}

  RawTable span() {
    find_groups();
    find_unnamed();
    for (int row = 0; row < rows(); ++row) {
      switch (table_.rows[static_cast<std::size_t>(row)].role) {
        case RowRole::caption:
          laid_.push_back({Laid{0, table_.cols, false, true}});
          break;
        case RowRole::header:
          laid_.push_back(header_row(row));
          break;
        case RowRole::body:
          laid_.push_back(body_row(row));
          break;
      }
    }
    narrow_under_headers();
    return raw();
  }

 private:
  int rows() const { return static_cast<int>(table_.rows.size()); }
  bool filled(int row, int col) const {
    return !table_.rows[static_cast<std::size_t>(row)].slots[static_cast<std::size_t>(col)].text.empty();
  }
  RowRole role(int row) const { return table_.rows[static_cast<std::size_t>(row)].role; }
  bool blank_between(int row, int from, int to) const {
    for (int col = from; col < to; ++col) {
      if (filled(row, col)) return false;
    }
    return true;
  }

  /// Label columns whose texts stand for several rows: some row leaves them empty and has a label further right.
  void find_groups() {
    group_.assign(static_cast<std::size_t>(table_.cols), false);
    for (int row = 0; row < rows(); ++row) {
      if (role(row) != RowRole::body) continue;
      for (int col = 0; col + 1 < table_.label_cols && !filled(row, col); ++col) {
        if (!blank_between(row, col + 1, table_.label_cols)) group_[static_cast<std::size_t>(col)] = true;
      }
    }
  }

  /// Columns at the right that no header names, though the lowest header row names all others there: no upper header
  /// reaches over them.
  void find_unnamed() {
    named_ = table_.cols;
    int bottom = table_.header_rows - 1;
    while (bottom > 0 && role(bottom) != RowRole::header) --bottom;
    int top = 0;
    while (top < bottom && role(top) != RowRole::header) ++top;
    if (top >= bottom) return;
    int end = table_.cols;
    while (end > 0) {
      bool named = false;
      for (int row = top; row <= bottom; ++row) named = named || filled(row, end - 1);
      if (named) break;
      --end;
    }
    // The lowest row must have several names up to there, else its last name itself reaches to the edge.
    if (end < table_.cols && end >= 2 && filled(bottom, end - 1) && filled(bottom, end - 2)) named_ = end;
  }

  LaidRow header_row(int row) const {
    LaidRow out;
    const bool first = row == 0 || role(row - 1) != RowRole::header;
    std::vector<bool> carried(static_cast<std::size_t>(table_.cols), false);
    if (!first) {
      for (const Laid& above : laid_.back()) {
        if (!blank_between(row, above.from, above.to)) continue;
        if (!above.carried && !filled(row - 1, above.from)) continue;  // nothing to go on with
        if (above.carried && origin_blank(row - 1, above.from)) continue;
        out.push_back({above.from, above.to, true, true});
        for (int col = above.from; col < above.to; ++col) carried[static_cast<std::size_t>(col)] = true;
      }
    }
    for (int col = 0; col < table_.cols;) {
      if (carried[static_cast<std::size_t>(col)]) {
        ++col;
        continue;
      }
      int to = col + 1;
      if (filled(row, col)) {
        const int edge = parent_end(row, col, first);
        while (to < edge && !carried[static_cast<std::size_t>(to)] && !filled(row, to)) ++to;
      }
      out.push_back({col, to, false, to > col + 1});
      col = to;
    }
    std::sort(out.begin(), out.end(), [](const Laid& a, const Laid& b) { return a.from < b.from; });
    return out;
  }

  bool origin_blank(int row, int col) const {
    while (row >= 0) {
      if (filled(row, col)) return false;
      const LaidRow& laid = laid_[static_cast<std::size_t>(row)];
      const auto cell = std::find_if(laid.begin(), laid.end(), [&](const Laid& c) { return c.from == col; });
      if (cell == laid.end() || !cell->carried) return true;
      --row;
    }
    return true;
  }

  /// A header reaches no further than the one above it, nor over columns without a name.
  int parent_end(int row, int col, bool first) const {
    const int edge = col < named_ && row < table_.header_rows ? named_ : table_.cols;
    if (first) return edge;
    for (const Laid& above : laid_.back()) {
      if (above.from <= col && col < above.to && filled(row - 1, above.from)) return std::min(edge, above.to);
    }
    return edge;
  }

  LaidRow body_row(int row) const {
    LaidRow out;
    int col = 0;
    // Empty fields before the first label go on with the cells above.
    int lead = 0;
    while (lead < table_.label_cols && !filled(row, lead)) ++lead;
    if (row > 0 && role(row - 1) == RowRole::body && lead > 0) {
      for (const Laid& above : laid_.back()) {
        if (above.from != col || above.to > lead) break;
        if (origin_blank(row - 1, above.from)) break;
        out.push_back({above.from, above.to, true, true});
        col = above.to;
      }
    }
    while (col < table_.cols) {
      int to = col + 1;
      if (col < table_.label_cols && filled(row, col)) {
        while (to < table_.label_cols && !filled(row, to)) ++to;
        if (to > col + 1 && (to < table_.label_cols || !spans_labels(row, col))) to = col + 1;
      }
      out.push_back({col, to, false, to > col + 1});
      col = to;
    }
    return out;
  }

  /// A label with empty label fields after it spans them when its column groups rows, or when values had to be moved.
  bool spans_labels(int row, int col) const {
    const std::string& rule = table_.rows[static_cast<std::size_t>(row)].rule;
    return group_[static_cast<std::size_t>(col)] || rule == "value-shifted" || row + 1 == rows();
  }

  /// Below a header that spans columns and has nothing finer under it, a row with at most one text there has one cell.
  void narrow_under_headers() {
    for (int row = 0; row < rows(); ++row) {
      if (role(row) != RowRole::header || (row + 1 < rows() && role(row + 1) != RowRole::body)) continue;
      int end = row + 1;
      while (end < rows() && role(end) == RowRole::body) ++end;
      const LaidRow header = laid_[static_cast<std::size_t>(row)];
      for (const Laid& leaf : header) {
        if (leaf.to - leaf.from < 2 || leaf.from < table_.label_cols) continue;
        bool single = true;
        for (int below = row + 1; below < end; ++below) {
          int texts = 0;
          for (int col = leaf.from; col < leaf.to; ++col) texts += filled(below, col) ? 1 : 0;
          single = single && texts <= 1;
        }
        if (!single) continue;
        for (int below = row + 1; below < end; ++below) merge(below, leaf.from, leaf.to);
      }
    }
  }

  void merge(int row, int from, int to) {
    AlignedRow& aligned = table_.rows[static_cast<std::size_t>(row)];
    for (int col = from + 1; col < to; ++col) {
      if (!filled(row, col)) continue;
      std::swap(aligned.slots[static_cast<std::size_t>(from)], aligned.slots[static_cast<std::size_t>(col)]);
    }
    LaidRow& laid = laid_[static_cast<std::size_t>(row)];
    std::erase_if(laid, [&](const Laid& cell) { return cell.from > from && cell.from < to; });
    for (Laid& cell : laid) {
      if (cell.from == from) cell = {from, to, false, true};
    }
  }

  RawTable raw() {
    RawTable out;
    out.method = Method::text;
    out.header_rows = table_.header_rows;
    out.header_cols = table_.label_cols;
    out.confidence = table_.confidence;
    out.reasons = std::move(table_.reasons);
    if (named_ < table_.cols) {
      // Nothing says what the column is, or whether it is one: kept, and left to a profile.
      out.reasons.emplace_back("column-unnamed");
      out.confidence -= kUnnamed;
    }
    for (int row = 0; row < rows(); ++row) {
      AlignedRow& aligned = table_.rows[static_cast<std::size_t>(row)];
      RawRow raw_row;
      raw_row.header = row < table_.header_rows;
      for (const Laid& laid : laid_[static_cast<std::size_t>(row)]) {
        RawCell cell;
        cell.col_span = laid.to - laid.from;
        cell.header = aligned.role != RowRole::body || laid.from < table_.label_cols;
        if (laid.carried) {
          cell.vertical = RawCell::Merge::carry_on;
        } else {
          Field& field = aligned.slots[static_cast<std::size_t>(laid.from)];
          cell.text = std::move(field.text);
          cell.place = field.place;
          take_covered(aligned, laid, cell);
          if (carried_below(row, laid)) cell.vertical = RawCell::Merge::restart;
          if (laid.from == aligned.rejoined_col) {
            cell.more_places = aligned.rejoined;
            cell.rule = "row-rejoined";
          } else if (laid.inferred || cell.vertical == RawCell::Merge::restart) {
            cell.rule = "span-inferred";
          } else if (!cell.text.empty() && laid.from < table_.label_cols && aligned.role == RowRole::body &&
                     aligned.rule != "row-rejoined") {
            cell.rule = aligned.rule;
          }
        }
        raw_row.cells.push_back(std::move(cell));
      }
      out.rows.push_back(std::move(raw_row));
    }
    return out;
  }

  /// Texts in the other columns of a cell are its text too.
  static void take_covered(AlignedRow& aligned, const Laid& laid, RawCell& cell) {
    for (int col = laid.from + 1; col < laid.to; ++col) {
      Field& field = aligned.slots[static_cast<std::size_t>(col)];
      if (field.text.empty()) continue;
      if (cell.text.empty()) {
        cell.place = field.place;
      } else {
        cell.text += ' ';
        cell.more_places.push_back(field.place);
      }
      cell.text += field.text;
    }
  }

  bool carried_below(int row, const Laid& cell) const {
    if (row + 1 >= rows()) return false;
    const LaidRow& below = laid_[static_cast<std::size_t>(row) + 1];
    return std::any_of(below.begin(), below.end(),
                       [&](const Laid& c) { return c.carried && c.from == cell.from && c.to == cell.to; });
  }

  AlignedTable table_;
  std::vector<LaidRow> laid_;
  std::vector<bool> group_;
  int named_ = 0;
};

/// Header texts that wrapped came as two rows: the lower row names no finer columns, it goes on with the upper texts.
/// It is short pieces throughout (or words that begin small), each below a text that stands for one column alone.
void join_wrapped_header(AlignedTable& table) {
  if (table.header_rows < 2) return;
  const int last = table.header_rows - 1;
  AlignedRow& lower = table.rows[static_cast<std::size_t>(last)];
  if (lower.role != RowRole::header) return;
  const auto text_at = [&](int row, int col) -> std::string& {
    return table.rows[static_cast<std::size_t>(row)].slots[static_cast<std::size_t>(col)].text;
  };
  std::vector<std::pair<int, int>> owners;  // column, row of the text that it goes on with
  int small = 0;
  for (int col = 0; col < table.cols; ++col) {
    const std::string& text = text_at(last, col);
    if (text.empty()) continue;
    int owner = last - 1;
    while (owner >= 0 && table.rows[static_cast<std::size_t>(owner)].role == RowRole::header &&
           text_at(owner, col).empty())
      --owner;
    if (owner < 0 || table.rows[static_cast<std::size_t>(owner)].role != RowRole::header) return;
    // A text that stands over several of the lower row's is their parent.
    for (int next = col + 1; next < table.cols; ++next) {
      bool same_owner = true;
      for (int row = owner; row < last; ++row) same_owner = same_owner && text_at(row, next).empty();
      if (!same_owner) break;
      if (!text_at(last, next).empty()) return;
    }
    const std::size_t letters = count_code_points(text);
    if (is_cjk(first_code_point(text)) ? letters <= 4 : is_lower(first_code_point(text))) ++small;
    owners.emplace_back(col, owner);
  }
  if (owners.size() < 2 || small < static_cast<int>(owners.size())) return;
  for (const auto& [col, owner] : owners) {
    std::string& upper = text_at(owner, col);
    upper = joined(upper, text_at(last, col));
  }
  table.rows.erase(table.rows.begin() + last);
  --table.header_rows;
  table.reasons.emplace_back("header-rejoined");
  table.confidence -= 0.03;
}

}  // namespace

RawTable span_aligned(AlignedTable table) {
  join_wrapped_header(table);
  return Spanner(std::move(table)).span();
}

std::vector<RawTable> recover_padded(std::vector<FieldFragment> fragments, Context& context) {
  std::vector<RawTable> tables;
  for (AlignedTable& table : align_padded(std::move(fragments), context)) {
    if (!table.rows.empty()) tables.push_back(span_aligned(std::move(table)));
  }
  return tables;
}

}  // namespace gridlift::recover
