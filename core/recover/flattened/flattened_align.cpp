// Padded rows: each fragment's fields put into the table's columns.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "core/numbering.h"
#include "core/recover/flattened/flattened_pieces.h"
#include "core/recover/flattened/flattened_rows.h"
#include "core/recover/table/cell_kind.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// Fragments of one table, and what they have in common.
class Aligner {
 public:
  Aligner(std::vector<FieldPiece> pieces, Context& context) : pieces_(std::move(pieces)), context_(context) {}

  AlignedTable align() {
    measure();
    place_styles();
    for (std::size_t i = 0; i < pieces_.size(); ++i) place(i);
    finish();
    return std::move(table_);
  }

 private:
  void measure() {
    drop_empty_columns();
    int depth = -1;
    for (const FieldPiece& piece : pieces_) depth = std::max(depth, piece.depth);
    table_.cols = pieces_[0].width;
    const bool valued =
        depth >= 0 || std::any_of(pieces_.begin(), pieces_.end(), [](const FieldPiece& p) { return p.has_body; });
    trim_header();
    if (valued) {
      table_.label_cols = std::min(depth + 1, table_.cols);
      while (depth > 0 && table_.label_cols + 1 < table_.cols && empty_column(table_.label_cols)) ++table_.label_cols;
    } else {
      table_.label_cols = leading_blanks();
    }
    table_.header_rows = valued ? pieces_[0].header_rows : text_header_rows();
    if (!valued) pieces_[0].header_rows = table_.header_rows;
  }

  /// Columns at the right that nothing stands in, in any fragment: padding that was too wide.
  void drop_empty_columns() {
    int used = 1;
    for (const FieldPiece& piece : pieces_) {
      for (const RowFacts& fact : piece.facts) used = std::max(used, fact.last + 1);
    }
    for (FieldPiece& piece : pieces_) piece.narrow(used);
  }

  /// A lone text at the left between names and values heads the rows below it, not the columns.
  void trim_header() {
    FieldPiece& first = pieces_[0];
    const auto lone = [&](int row) { return first.fact(row).filled == 1 && first.fact(row).last == 0; };
    int rows = first.header_rows;
    while (rows > 1 && rows < first.count() && lone(rows - 1)) --rows;
    if (rows > 0 && rows < first.count() && first.fact(rows - 1).filled > 1) first.header_rows = rows;
  }

  /// Nothing stands in the column, in fragments as wide as the table.
  bool empty_column(int col) const {
    for (const FieldPiece& piece : pieces_) {
      if (piece.width != table_.cols) continue;
      for (const FieldRow& row : piece.rows) {
        if (!row[static_cast<std::size_t>(col)].text.empty()) return false;
      }
    }
    return true;
  }

  /// Without values: the columns that some row leaves empty before its first text are labels.
  int leading_blanks() const {
    int most = 0;
    for (const FieldPiece& piece : pieces_) {
      for (int i = 1; i < piece.count(); ++i) {
        int blanks = 0;
        while (blanks < piece.width && piece.row(i)[static_cast<std::size_t>(blanks)].text.empty()) ++blanks;
        if (blanks < piece.width) most = std::max(most, blanks);
      }
    }
    return most;
  }

  /// Without values: a second header row fills what the first leaves empty, and leaves empty what it fills.
  int text_header_rows() const {
    const FieldPiece& piece = pieces_[0];
    if (piece.count() < 3) return std::min(1, piece.count());
    bool below = false;
    bool above = false;
    for (int i = 0; i < piece.width; ++i) {
      const bool first = !piece.row(0)[static_cast<std::size_t>(i)].text.empty();
      const bool second = !piece.row(1)[static_cast<std::size_t>(i)].text.empty();
      below = below || (!first && second);
      above = above || (first && !second);
    }
    return below && above ? 2 : 1;
  }

  /// Which label column each style of numbering stands in, by the rows whose columns are not in doubt.
  void place_styles() {
    for (const FieldPiece& piece : pieces_) {
      for (const FieldRow& row : piece.rows) {
        for (const Field& field : row) {
          const std::string shape = number_shape(field.text, false);
          roman_ = roman_ || shape.find_first_of("Rr") != std::string::npos;
        }
      }
    }
    std::map<std::pair<std::string, int>, int> seen;
    for (const FieldPiece& piece : pieces_) {
      if (piece.depth + 1 != table_.label_cols) continue;
      for (int i = piece.header_rows; i < piece.count(); ++i) {
        const bool last = i + 1 == piece.count() && &piece != &pieces_.back();
        if (last && piece.fact(i).depth == 0) continue;
        for (int col = 0; col <= piece.fact(i).depth; ++col) {
          const std::string shape = number_shape(piece.row(i)[static_cast<std::size_t>(col)].text, roman_);
          if (!shape.empty()) ++seen[{shape, col}];
        }
      }
    }
    std::map<std::string, int> most;
    for (const auto& [where, count] : seen) {
      if (count > most[where.first]) {
        most[where.first] = count;
        style_col_[where.first] = where.second;
      }
    }
  }

  std::optional<int> style_column(const Field& field) const {
    const auto found = style_col_.find(number_shape(field.text, roman_));
    if (found == style_col_.end()) return std::nullopt;
    return found->second;
  }

  /// How many label columns the fragment lost at its left.
  int offset_of(const FieldPiece& piece) const {
    const int most = table_.label_cols - (piece.depth + 1);
    int best = 0;
    int best_score = INT32_MIN;
    for (int offset = 0; offset <= std::max(0, most); ++offset) {
      int score = 0;
      for (int i = 0; i < piece.count(); ++i) {
        const RowFacts& fact = piece.fact(i);
        for (int col = 0; col <= fact.depth; ++col) {
          const Field& field = piece.row(i)[static_cast<std::size_t>(col)];
          if (const auto want = style_column(field)) score += *want == col + offset ? 2 : -1;
        }
        // A row with as many values as the table has columns for them says where they begin.
        if (all_values(fact) && fact.last == piece.width - 1) {
          score += fact.first_value + offset == table_.label_cols ? 3 : -1;
        }
      }
      if (piece.width + offset == table_.cols) ++score;
      if (score > best_score) {
        best_score = score;
        best = offset;
      }
    }
    return best;
  }

  /// The row has a value in each column for them, side by side.
  bool all_values(const RowFacts& fact) const {
    return fact.values == table_.cols - table_.label_cols && fact.values == fact.last + 1 - fact.first_value;
  }

  /// Fields at the right that no row of a later fragment fills are padding where some row has all values without them.
  void drop_padding(FieldPiece& piece) const {
    int used = 0;
    for (const RowFacts& fact : piece.facts) used = std::max(used, fact.last + 1);
    for (const RowFacts& fact : piece.facts) {
      if (fact.last + 1 == used && all_values(fact)) return piece.narrow(used);
    }
  }

  /// How many fields the row's values stand too far left: its label was given fewer columns than it spans.
  int shift_of(const FieldPiece& piece, int row) const {
    const RowFacts& fact = piece.fact(row);
    const int pad = piece.width - 1 - fact.last;
    const int labels = table_.label_cols - piece.offset;
    if (fact.values == 0 || pad <= 0 || fact.depth + 1 >= labels) return 0;
    // A value in a label column cannot stand there.
    if (fact.first_value < labels) return labels - fact.first_value <= pad ? labels - fact.first_value : 0;
    // Its first values are blank, or it stands right: rows with labels of the same depth tell, and the header.
    bool deep_ends = header_shift_ > 0;
    int alike = 0;
    for (int i = piece.header_rows; i < piece.count(); ++i) {
      const RowFacts& other = piece.fact(i);
      if (other.values == 0) continue;
      if (other.depth == fact.depth) {
        const int other_pad = piece.width - 1 - other.last;
        if (other_pad == 0) return 0;
        if (other.first_value < labels && labels - other.first_value <= other_pad) alike = labels - other.first_value;
      }
      if (other.depth + 1 == labels && other.last != piece.width - 1) deep_ends = false;
    }
    if (alike > 0) return std::min(alike, pad);
    return deep_ends ? std::min(pad, labels - 1 - fact.depth) : 0;
  }

  /// The header's texts stand too far left when some stand over labels though there is room at the right.
  int header_shift(const FieldPiece& piece) const {
    if (table_.label_cols < 2) return 0;
    int rows = 0;
    for (int i = 0; i < piece.header_rows; ++i) {
      if (piece.fact(i).filled < 2) continue;
      if (piece.fact(i).last == piece.width - 1) return 0;
      ++rows;
    }
    if (rows == 0) return 0;
    const auto over_labels = [&](int shift) {
      int count = 0;
      for (int i = 0; i < piece.header_rows; ++i) {
        for (int col = 1; col + shift < table_.label_cols; ++col) {
          if (!piece.row(i)[static_cast<std::size_t>(col)].text.empty()) ++count;
        }
      }
      return count;
    };
    return over_labels(1) < over_labels(0) ? 1 : 0;
  }

  void place(std::size_t index) {
    FieldPiece& piece = pieces_[index];
    if (index > 0) drop_padding(piece);
    piece.offset = index == 0 ? 0 : offset_of(piece);
    const int shift = index == 0 ? header_shift(piece) : 0;
    if (index == 0) header_shift_ = shift;
    if (shift > 0) note("header-aligned", 0.03);
    int first = 0;
    if (index > 0) first = drop_repeated_header(piece);
    for (int i = first; i < piece.count(); ++i) {
      const bool header = index == 0 && i < table_.header_rows;
      AlignedRow row = header ? shifted_header(piece, i, shift) : aligned(piece, i);
      row.role = header ? RowRole::header : RowRole::body;
      if (index > 0 && i == first && rejoin(piece, i, row)) continue;
      table_.rows.push_back(std::move(row));
    }
    if (index + 1 < pieces_.size()) move_last_label(pieces_[index + 1]);
  }

  AlignedRow shifted_header(const FieldPiece& piece, int i, int shift) const {
    AlignedRow row;
    row.slots.resize(static_cast<std::size_t>(table_.cols));
    for (int col = 0; col < piece.width; ++col) {
      const Field& field = piece.row(i)[static_cast<std::size_t>(col)];
      if (field.text.empty()) continue;
      const int to = col == 0 || piece.fact(i).filled < 2 ? col : col + shift;
      row.slots[static_cast<std::size_t>(to)] = field;
      if (to != col) row.rule = "span-inferred";
    }
    return row;
  }

  AlignedRow aligned(const FieldPiece& piece, int i) {
    const RowFacts& fact = piece.fact(i);
    const int shift = shift_of(piece, i);
    AlignedRow row;
    row.slots.resize(static_cast<std::size_t>(table_.cols));
    if (shift > 0) {
      row.rule = "value-shifted";
      note("values-aligned", 0.03);
    }
    const bool cut_here = i + 1 == piece.count() && &piece != &pieces_.back();
    for (int col = 0; col < piece.width; ++col) {
      const Field& field = piece.row(i)[static_cast<std::size_t>(col)];
      if (field.text.empty()) continue;
      int to = 0;
      if (fact.values > 0 ? col <= fact.depth : col + piece.offset < table_.label_cols) {
        to = col + piece.offset;
        const auto styled = style_column(field);
        if (styled && *styled != to && col == 0 && (cut_here || piece.offset > 0)) {
          to = *styled;
          row.rule = "label-moved";
          note("labels-moved", 0.02);
        }
      } else {
        to = table_.cols - (piece.width - (col + shift));
      }
      to = std::clamp(to, 0, table_.cols - 1);
      Field& slot = row.slots[static_cast<std::size_t>(to)];
      if (!slot.text.empty()) {
        slot.text += ' ' + field.text;
        note("fields-collided", 0.3);
      } else {
        slot = field;
      }
    }
    return row;
  }

  /// Rows at the top of a later fragment that repeat the table's header are taken away.
  int drop_repeated_header(const FieldPiece& piece) {
    int same = 0;
    while (same < table_.header_rows && same < piece.count() &&
           key_of(piece.row(same)) == key_of(pieces_[0].row(same))) {
      ++same;
    }
    if (same == 0 || same < table_.header_rows) return 0;
    for (int i = 0; i < same; ++i) {
      for (const Field& field : piece.row(i)) context_.ledger.out(field.text);
    }
    context_.diagnostics.info("header-repeated-dropped", "a header that is repeated after a page break was dropped",
                              "line " + std::to_string(piece.row(0)[0].place.line));
    return same;
  }

  /// A first row with nothing but a label goes on with the label of the row before: the page cut the row in two.
  bool rejoin(const FieldPiece& piece, int i, const AlignedRow& row) {
    if (table_.rows.empty() || piece.fact(i).values > 0 || piece.fact(i).filled != 1) return false;
    AlignedRow& above = table_.rows.back();
    if (above.role == RowRole::header) return false;
    const auto filled = [](const Field& field) { return !field.text.empty(); };
    const auto slot = std::find_if(row.slots.begin(), row.slots.end(), filled);
    const int col = static_cast<int>(slot - row.slots.begin());
    if (col >= std::max(1, table_.label_cols) || numbering_of(trimmed(slot->text))) return false;
    Field& label = above.slots[static_cast<std::size_t>(col)];
    if (label.text.empty() || is_value_text(label.text)) return false;
    for (int deeper = col + 1; deeper < table_.label_cols; ++deeper) {
      if (!above.slots[static_cast<std::size_t>(deeper)].text.empty()) return false;
    }
    // A caption of the block that follows is no second half.
    if (col == 0 && i + 1 < piece.count() && piece.fact(i + 1).values == 0 && piece.fact(i + 1).filled > 1)
      return false;
    if (col == 0 && heads_sections(piece) && !is_lower(first_code_point(slot->text))) return false;
    if (seam_between(label.text, slot->text) == Seam::healed_hyphen) context_.ledger.out("-");
    label.text = joined(label.text, slot->text);
    above.rule = "row-rejoined";
    above.rejoined_col = col;
    above.rejoined.push_back(slot->place);
    context_.diagnostics.info("row-rejoined", "a row that a page break had cut was joined again",
                              "line " + std::to_string(slot->place.line));
    note("rows-rejoined", 0.02);
    return true;
  }

  /// Rows with nothing but a text at the left part the rows of values, in the table so far or further on.
  bool heads_sections(const FieldPiece& piece) const {
    const auto heads = [&](const FieldPiece& other) {
      for (int i = std::max(1, other.header_rows); i + 1 < other.count(); ++i) {
        if (other.fact(i).filled == 1 && other.fact(i).last == 0 && other.fact(i).values == 0) return true;
      }
      return false;
    };
    return heads(pieces_[0]) || heads(piece) || lone_below_header();
  }

  /// The first row below the header has nothing but a text at the left.
  bool lone_below_header() const {
    const FieldPiece& first = pieces_[0];
    const int i = first.header_rows;
    return i + 1 < first.count() && first.fact(i).values == 0 && first.fact(i).filled == 1 && first.fact(i).last == 0;
  }

  /// The last row before a break lost its place in the merged labels when what follows goes on under them.
  void move_last_label(const FieldPiece& next) {
    if (table_.label_cols < 2 || table_.rows.size() < 2 || next.count() == 0) return;
    AlignedRow& last = table_.rows.back();
    const AlignedRow& above = table_.rows[table_.rows.size() - 2];
    if (last.role != RowRole::body || above.role != RowRole::body || last.rule == "label-moved") return;
    if (last.slots[0].text.empty() || numbering_of(trimmed(last.slots[0].text))) return;
    for (int col = 1; col < table_.label_cols; ++col) {
      if (!last.slots[static_cast<std::size_t>(col)].text.empty()) return;
    }
    int deep = table_.label_cols - 1;
    while (deep > 0 && above.slots[static_cast<std::size_t>(deep)].text.empty()) --deep;
    const RowFacts& fact = next.fact(0);
    if (fact.depth < 0 || next.width < table_.cols || !next.row(0)[0].text.empty() || deep == 0) return;
    std::swap(last.slots[0], last.slots[static_cast<std::size_t>(deep)]);
    last.rule = "label-moved";
    note("labels-moved", 0.05);
  }

  /// Captions and headers of blocks below the top.
  void finish() {
    const auto filled = [](const AlignedRow& row) {
      return std::count_if(row.slots.begin(), row.slots.end(), [](const Field& f) { return !f.text.empty(); });
    };
    const auto has_values = [](const AlignedRow& row) {
      return std::any_of(row.slots.begin() + 1, row.slots.end(),
                         [](const Field& f) { return is_value_text(f.text); }) ||
             is_value_text(row.slots[0].text);
    };
    const bool valued =
        std::any_of(table_.rows.begin(), table_.rows.end(), [&](const AlignedRow& row) { return has_values(row); });
    for (std::size_t i = 0; i < table_.rows.size(); ++i) {
      AlignedRow& row = table_.rows[i];
      const bool lone = table_.cols > 1 && filled(row) == 1 && !row.slots[0].text.empty() && !has_values(row);
      if (row.role == RowRole::header) {
        if (lone && i + 1 < static_cast<std::size_t>(table_.header_rows)) row.role = RowRole::caption;
        continue;
      }
      if (!valued || has_values(row)) continue;
      if (lone) {
        const auto is_lone = [&](std::size_t at) {
          return at < table_.rows.size() && filled(table_.rows[at]) == 1 && !table_.rows[at].slots[0].text.empty();
        };
        const bool heads =
            i + 1 < table_.rows.size() && !has_values(table_.rows[i + 1]) && filled(table_.rows[i + 1]) > 1;
        const bool alone = !is_lone(i + 1) && (i == 0 || !is_lone(i - 1)) && i + 1 < table_.rows.size();
        if (heads || (alone && table_.label_cols == 1)) row.role = RowRole::caption;
      } else if (filled(row) > 1 && heads_values(i)) {
        row.role = RowRole::header;
      }
    }
    if (pieces_.size() > 1) note("fragments-joined", 0.02);
  }

  /// Texts that stand over columns of values below are a header.
  bool heads_values(std::size_t at) const {
    if (at + 1 >= table_.rows.size()) return false;
    int over = 0;
    for (int col = std::max(1, table_.label_cols); col < table_.cols; ++col) {
      const auto slot = static_cast<std::size_t>(col);
      if (!table_.rows[at].slots[slot].text.empty() && is_value_text(table_.rows[at + 1].slots[slot].text)) ++over;
    }
    return over > 0;
  }

  void note(const char* reason, double cost) {
    if (std::find(table_.reasons.begin(), table_.reasons.end(), reason) != table_.reasons.end()) return;
    table_.reasons.emplace_back(reason);
    table_.confidence -= cost;
  }

  std::vector<FieldPiece> pieces_;
  Context& context_;
  AlignedTable table_;
  int header_shift_ = 0;
  std::map<std::string, int> style_col_;  ///< by number_shape
  bool roman_ = false;                    ///< some label bears a Roman number of several letters
};

}  // namespace

std::vector<AlignedTable> align_padded(std::vector<FieldFragment> fragments, Context& context) {
  std::vector<AlignedTable> tables;
  std::vector<FieldPiece> open;
  const auto close = [&] {
    if (!open.empty()) tables.push_back(Aligner(std::move(open), context).align());
    open.clear();
  };
  for (FieldFragment& fragment : fragments) {
    FieldPiece piece = piece_of(std::move(fragment));
    if (!open.empty() && !continues(open, piece)) close();
    open.push_back(std::move(piece));
  }
  close();
  return tables;
}

}  // namespace gridlift::recover
