#include "formats/text/columns.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/recover/table/cell_kind.h"
#include "core/text_join.h"
#include "core/unicode.h"
#include "formats/text/column_header.h"
#include "formats/text/column_lines.h"
#include "formats/text/column_range.h"

namespace gridlift::text {

namespace {

constexpr int kMostHeader = 10;
constexpr double kDoubt = 0.1;        // confidence that a header with two readings costs
constexpr double kCentre = 0.06;      // of the table's width: how far off its middle a centred text may be
constexpr double kHeadCentre = 0.15;  // and how far where others stand about the same middle

class Finder {
 public:
  Finder(const RasterPage& raster, Lines lines, std::size_t from, std::size_t to)
      : lines_(lines), narrow_(find_narrow_rivers(raster, from, to)) {
    for (std::size_t i = from; i < to; ++i) rows_.push_back(line_of(raster, narrow_, lines, i));
  }

  std::optional<ColumnTable> find() {
    if (!choose_range()) return std::nullopt;
    if (!split_header()) return std::nullopt;
    if (!has_values() || names_again()) return std::nullopt;
    join_halves();
    ColumnTable out;
    out.table.cols = static_cast<int>(columns_.size());
    out.table.label_cols = label_columns();
    if (!add_header(out.table)) return std::nullopt;
    add_body(out.table);
    out.table.confidence = rules_ > 0 ? 0.95 : 0.9;
    out.table.reasons = {"white-rivers", "value-columns"};
    if (doubtful_) {
      // It may as well name a group of columns: the simpler grid is taken.
      out.table.reasons.emplace_back("name-or-group");
      out.table.confidence -= kDoubt;
    }
    if (rules_ > 0) out.table.reasons.emplace_back("rules");
    out.healed = healed_;
    out.first = first_;
    out.end = end_;
    out.frame = frame_;
    out.narrow = narrow_;
    return out;
  }

 private:
  /// The lines that show most columns, and rows of values around them.
  bool choose_range() {
    auto range = find_column_range(rows_, narrow_);
    if (!range) return false;
    frame_ = std::move(range->frame);
    first_ = range->first;
    end_ = range->end;
    while (end_ > first_ && rows_[end_ - 1].phrases.size() == 1 && frame_.crosses(rows_[end_ - 1].phrases[0])) --end_;
    while (first_ < end_ && rows_[first_].rule) ++first_;
    take_rows_above();
    upper_ = first_;
    take_totals();
    find_head_middles();
    return end_ - first_ >= 2;
  }

  /// Rows of values at the top whose texts stand a little off the columns.
  void take_rows_above() {
    while (first_ > 0) {
      const ColumnLine& row = rows_[first_ - 1];
      if (row.rule || frame_.values_of(row) * 2 < static_cast<int>(columns_.size()) || only_years(row)) return;
      --first_;
    }
  }

  /// Rows below whose label alone does not keep to the columns: sums, under a label in the middle of several columns.
  void take_totals() {
    for (std::size_t i = end_; i < rows_.size(); ++i) {
      const ColumnLine& row = rows_[i];
      if (row.blank) return;
      if (row.rule) continue;
      std::size_t fitting = 0;
      for (std::size_t at = 1; at < row.phrases.size(); ++at) {
        const Phrase& phrase = row.phrases[at];
        fitting +=
            recover::is_value_text(phrase.text) && frame_.column_of(phrase) > 0 && !frame_.crosses(phrase) ? 1 : 0;
      }
      if (fitting + 1 < row.phrases.size() || fitting * 2 < columns_.size() - 1) return;
      end_ = i + 1;
    }
  }

  /// A lone text in the middle of the table, where columns hold values: it heads the rows below.
  bool is_centred_head(std::size_t i) const {
    const ColumnLine& row = rows_[i];
    if (row.phrases.size() != 1 || i + 1 >= end_ || frame_.values_of(row) > 0) return false;
    const Phrase& phrase = row.phrases[0];
    const int width = columns_.back().to - columns_.front().from;
    const double middle = (columns_.back().to + columns_.front().from) / 2.0;
    const double off = std::abs(phrase.middle() - middle);
    if (off > std::max(3.0, width * kCentre) && !(off <= width * kHeadCentre && (is_usual_middle(i) || stands_off(i))))
      return false;
    // Beyond the labels, and no further line of one: these begin where the first does.
    const bool beyond = phrase.from > columns_[0].middle() && begins_left(i + 1);
    if (phrase.to <= columns_.front().to && !beyond) return false;
    const int col = frame_.column_of(phrase);
    if (col == 0 && beyond) return true;
    for (std::size_t above = i; above-- > body_;) {
      if (rows_[above].rule) continue;
      for (const Phrase& other : rows_[above].phrases) {
        if (frame_.column_of(other) == col && col >= 0 && !frame_.crosses(phrase))
          return recover::is_value_text(other.text);
      }
      break;
    }
    return true;
  }

  /// Whether a line begins where the first column does.
  bool begins_left(std::size_t i) const {
    return i < end_ && !rows_[i].phrases.empty() && rows_[i].phrases[0].from <= columns_[0].from + kRiver;
  }

  /// Whether another lone text of the body, across columns, stands about the same middle.
  bool is_usual_middle(std::size_t i) const {
    const double middle = rows_[i].phrases[0].middle();
    const auto above = std::lower_bound(head_middles_.begin(), head_middles_.end(), middle - kRiver);
    const auto count = std::upper_bound(above, head_middles_.end(), middle + kRiver) - above;
    return count > (frame_.crosses(rows_[i].phrases[0]) ? 1 : 0);
  }

  /// Whether a lone text keeps to no edge nor the middle of what stands in the line above it.
  bool stands_off(std::size_t i) const {
    if (i == 0 || rows_[i - 1].phrases.size() < 2) return false;
    const Phrase& phrase = rows_[i].phrases[0];
    return std::none_of(rows_[i - 1].phrases.begin(), rows_[i - 1].phrases.end(), [&](const Phrase& above) {
      return above.from == phrase.from || above.to == phrase.to || std::abs(above.middle() - phrase.middle()) <= 0.5;
    });
  }

  void find_head_middles() {
    for (std::size_t i = first_; i < end_; ++i) {
      if (rows_[i].phrases.size() == 1 && frame_.crosses(rows_[i].phrases[0]))
        head_middles_.push_back(rows_[i].phrases[0].middle());
    }
    std::sort(head_middles_.begin(), head_middles_.end());
  }

  bool only_years(const ColumnLine& row) const {
    int years = 0;
    for (const Phrase& phrase : row.phrases) {
      if (recover::kind_of(phrase.text) == recover::CellKind::year)
        ++years;
      else if (recover::is_value_text(phrase.text))
        return false;
    }
    return years > 1;
  }

  /// Where the values begin, and the upper header lines that cross the columns.
  bool split_header() {
    body_ = first_;
    while (body_ < end_ && (rows_[body_].rule || frame_.values_of(rows_[body_]) == 0 ||
                            (body_ == first_ && only_years(rows_[body_]) && body_ + 1 < end_))) {
      ++body_;
    }
    if (body_ >= end_) return false;
    begin_body();
    // Lines above that are no prose: each phrase is short, and more than one stands there, or one off the left edge.
    while (upper_ > 0 && !rows_[upper_ - 1].blank) {
      const ColumnLine& row = rows_[upper_ - 1];
      if (row.rule) {
        --upper_;
        continue;
      }
      const bool names = row.phrases.size() > 1 ||
                         (row.phrases[0].from > columns_[0].to && row.phrases[0].to <= columns_.back().to + 2);
      const bool inside = std::all_of(row.phrases.begin(), row.phrases.end(), [&](const Phrase& phrase) {
        return phrase.from + 3 >= columns_[0].from && phrase.to <= columns_.back().to + 3 && !ends_prose(phrase.text);
      });
      if (!names || !inside) break;
      --upper_;
    }
    while (upper_ < first_ && rows_[upper_].rule) ++upper_;
    std::size_t lines = 0;
    for (std::size_t i = upper_; i < body_; ++i) lines += rows_[i].rule ? 0 : 1;
    for (std::size_t i = upper_; i < end_; ++i) rules_ += rows_[i].rule && !rows_[i].blank ? 1 : 0;
    if (upper_ > 0 && rows_[upper_ - 1].rule && !rows_[upper_ - 1].blank) ++rules_;
    return lines >= 1 && lines <= kMostHeader;
  }

  /// Lines without values above the first that has some head its rows, where a rule or their place says so.
  void begin_body() {
    std::size_t names = first_;
    while (names < body_ && rows_[names].rule) ++names;
    for (std::size_t i = body_; i > names + 1; --i) {
      if (!rows_[i - 1].rule || rows_[i - 1].blank || !is_full_rule(rows_[i - 1])) continue;
      body_ = i;
      return;
    }
    if (body_ < 2 || rows_[body_ - 1].rule || rows_[body_ - 2].rule) return;
    const ColumnLine& row = rows_[body_ - 1];
    const bool lone = row.phrases.size() == 1 && rows_[body_ - 2].phrases.size() > 1;
    if (lone && (frame_.column_of(row.phrases[0]) == 0 || is_centred_head(body_ - 1))) --body_;
    first_ = upper_ = std::min(first_, body_);
  }

  /// Dashes under every column.
  bool is_full_rule(const ColumnLine& row) const {
    return std::all_of(columns_.begin(), columns_.end(), [&](const Column& column) {
      return std::any_of(row.segments.begin(), row.segments.end(), [&](const auto& segment) {
        return std::min(segment.second, column.to) > std::max(segment.first, column.from);
      });
    });
  }

  static bool ends_prose(std::string_view text) { return recover::ends_sentence(text) && count_code_points(text) > 24; }

  bool has_values() const {
    int rows = 0;
    std::vector<int> filled(columns_.size()), values(columns_.size());
    for (std::size_t i = body_; i < end_; ++i) {
      if (frame_.values_of(rows_[i]) > 0) ++rows;
      if (rows_[i].phrases.size() == 1 && frame_.values_of(rows_[i]) == 0) continue;  // heads rows, or goes on
      for (const Phrase& phrase : rows_[i].phrases) {
        const int col = frame_.column_of(phrase);
        if (col < 0) continue;
        ++filled[static_cast<std::size_t>(col)];
        values[static_cast<std::size_t>(col)] += recover::is_value_text(phrase.text) ? 1 : 0;
      }
    }
    int value_columns = 0;
    for (std::size_t col = 1; col < columns_.size(); ++col) {
      value_columns += values[col] >= 2 && values[col] * 10 >= filled[col] * 7 ? 1 : 0;
    }
    if (rows == 1 && rules_ > 0) return is_one_row();
    if (rows < 2 || value_columns == 0) return false;
    if (columns_.size() > 2) return value_columns >= 2 || rules_ > 0 || is_list(rows);
    return rows >= 3 || rules_ > 0 || rows_[body_ - 1].phrases.size() == 2;
  }

  /// A single row, as the end of a list has it on its last page: names over all columns, dashes, and values in most.
  bool is_one_row() const {
    std::size_t names = 0;
    for (std::size_t i = upper_; i < body_; ++i) names = std::max(names, rows_[i].phrases.size());
    return names == columns_.size() && names >= 3 &&
           static_cast<std::size_t>(frame_.values_of(rows_[body_])) * 2 >= names;
  }

  /// A name that stands beside its values, not above: a column with nothing but a name, and one without any.
  void join_halves() {
    std::vector<int> names(columns_.size()), texts(columns_.size());
    for (std::size_t i = upper_; i < end_; ++i) {
      for (const Phrase& phrase : rows_[i].phrases) {
        if (const int col = frame_.column_of(phrase); col >= 0)
          ++(i < body_ ? names : texts)[static_cast<std::size_t>(col)];
      }
    }
    for (std::size_t col = columns_.size() - 1; col > 1; --col) {
      const bool right = names[col] == 0 && texts[col] > 0 && names[col - 1] > 0 && texts[col - 1] == 0;
      const bool left = names[col] > 0 && texts[col] == 0 && names[col - 1] == 0 && texts[col - 1] > 0;
      if (!right && !left) continue;
      columns_[col - 1].to = columns_[col].to;
      columns_.erase(columns_.begin() + static_cast<std::ptrdiff_t>(col));
      names[col - 1] = texts[col - 1] = 1;
    }
  }

  /// Words in columns, with a name above each, and values in the last.
  bool is_list(int rows) const {
    std::size_t last = 0;
    for (std::size_t i = body_; i < end_; ++i) {
      if (rows_[i].phrases.empty()) continue;
      const Phrase& phrase = rows_[i].phrases.back();
      last += recover::is_value_text(phrase.text) && frame_.column_of(phrase) + 1 == static_cast<int>(columns_.size())
                  ? 1
                  : 0;
    }
    std::size_t names = 0;
    for (std::size_t i = upper_; i < body_; ++i) names = std::max(names, rows_[i].phrases.size());
    return rows >= 3 && last == static_cast<std::size_t>(rows) && names == columns_.size();
  }

  /// Below a blank line other names stand over the columns: another table.
  bool names_again() const {
    for (std::size_t i = body_ + 1; i < end_; ++i) {
      if (!rows_[i - 1].blank || rows_[i].rule || frame_.values_of(rows_[i]) > 0) continue;
      if (rows_[i].phrases.size() > 2 || rows_[i].phrases.size() * 2 > columns_.size()) return true;
    }
    return false;
  }

  recover::Field field(const Phrase& phrase, std::size_t row) const {
    return {phrase.text, place_at(lines_[rows_[row].line].number, phrase.from + 1)};
  }

  recover::AlignedRow blank_row(recover::RowRole role) const {
    recover::AlignedRow row;
    row.slots.resize(columns_.size());
    row.role = role;
    return row;
  }

  void append(recover::Field& slot, recover::Field more) {
    if (slot.text.empty()) {
      slot = std::move(more);
    } else {
      healed_ += seam_between(slot.text, more.text) == Seam::healed_hyphen ? 1 : 0;
      slot.text = joined(slot.text, more.text);
    }
  }

  bool add_header(recover::AlignedTable& table) {
    const std::vector<ColumnLine> lines(rows_.begin() + static_cast<std::ptrdiff_t>(upper_),
                                        rows_.begin() + static_cast<std::ptrdiff_t>(body_));
    auto header = read_column_header(lines, columns_, value_columns(), table.label_cols);
    if (!header) return false;
    healed_ += header->healed;
    doubtful_ = header->doubtful;
    table.header_rows = static_cast<int>(header->rows.size());
    table.rows = std::move(header->rows);
    return true;
  }

  /// Where the texts below the header stand.
  std::vector<Column> value_columns() const {
    std::vector<Column> values(columns_.size());
    for (std::size_t i = body_; i < end_; ++i) {
      if (rows_[i].phrases.size() < 2) continue;
      for (const Phrase& phrase : rows_[i].phrases) {
        const int col = frame_.column_of(phrase);
        if (col < 0) continue;
        Column& own = values[static_cast<std::size_t>(col)];
        own.from = own.to == 0 ? phrase.from : std::min(own.from, phrase.from);
        own.to = std::max(own.to, phrase.to);
      }
    }
    return values;
  }

  /// Columns of labels: a further one where the first stands for several rows of it.
  int label_columns() {
    if (columns_.size() < 3) return 1;
    std::map<int, int> edges;
    int rows = 0, under = 0, labels = 0, values = 0;
    for (std::size_t i = body_; i < end_; ++i) {
      if (frame_.values_of(rows_[i]) == 0) continue;
      ++rows;
      const int first = frame_.column_of(rows_[i].phrases[0]);
      under += first == 1 && !recover::is_value_text(rows_[i].phrases[0].text) ? 1 : 0;
      for (const Phrase& phrase : rows_[i].phrases) {
        if (frame_.column_of(phrase) != 1) continue;
        (recover::is_value_text(phrase.text) ? values : labels) += 1;
        ++edges[phrase.from];
      }
    }
    const auto usual =
        std::max_element(edges.begin(), edges.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    if (usual != edges.end()) label_edge_ = usual->first;
    return under > 0 && values == 0 && labels * 2 > rows ? 2 : 1;
  }

  /// A lone label whose next line is indented below it and has the values, and no sibling of that is: one wrapped
  /// label.
  bool opens_label(std::size_t i) const {
    if (rows_[i].phrases.size() != 1 || i + 1 >= end_ || frame_.column_of(rows_[i].phrases[0]) != 0) return false;
    const auto indent = [&](std::size_t at) { return rows_[at].phrases[0].from; };
    if (rows_[i + 1].rule || frame_.values_of(rows_[i + 1]) == 0 || indent(i + 1) <= indent(i)) return false;
    if (i + 2 < end_ && !rows_[i + 2].rule && indent(i + 2) > indent(i)) return false;
    for (std::size_t at = body_; at < end_; ++at) {
      if (at != i && !rows_[at].rule && frame_.values_of(rows_[at]) > 0 && indent(at) == indent(i)) return true;
    }
    return false;
  }

  /// Rows of values; a further line of a wrapped cell has no values and stands below a row that has.
  void add_body(recover::AlignedTable& table) {
    int indent = 0;
    bool fresh = true;
    bool open = false;  // the row so far is the beginning of a label that goes on on the next line, with the values
    for (std::size_t i = body_; i < end_; ++i) {
      const ColumnLine& row = rows_[i];
      if (row.rule) {
        fresh = true;
        continue;
      }
      const bool keyed = frame_.column_of(row.phrases[0]) == 0;
      const bool lone = row.phrases.size() == 1 && keyed && frame_.values_of(row) == 0;
      const bool centred = is_centred_head(i);
      const bool wrapped =
          !fresh && !centred && frame_.values_of(row) == 0 && row.phrases.size() * 2 <= columns_.size() + 1 &&
          !(row.phrases.size() == 1 && frame_.crosses(row.phrases[0])) && (!keyed || row.phrases[0].from > indent);
      if (!wrapped && !open) {
        table.rows.push_back(blank_row(recover::RowRole::body));
        if (centred) table.rows.back().role = recover::RowRole::caption;
        if (lone && !opens_label(i) && (frame_.crosses(row.phrases[0]) || i + 1 < end_))
          table.rows.back().role = recover::RowRole::caption;
        if (keyed || table.label_cols == 1) indent = row.phrases[0].from;
      }
      open = opens_label(i);
      for (const Phrase& phrase : row.phrases) {
        const bool alone = centred || (row.phrases.size() == 1 && keyed);
        const bool total = table.label_cols == 2 && !wrapped && &phrase == &row.phrases[0] &&
                           frame_.values_of(row) > 0 && phrase.from < label_edge_ &&
                           !recover::is_value_text(phrase.text);
        const bool head = wrapped && table.rows.back().role == recover::RowRole::caption;
        const int col = alone || total || head ? 0 : std::max(0, frame_.column_of(phrase));
        append(table.rows.back().slots[static_cast<std::size_t>(col)], field(phrase, i));
      }
      fresh = false;
    }
    first_ = upper_;
  }

  Lines lines_;
  std::vector<ColumnLine> rows_;
  NarrowRivers narrow_;
  ColumnFrame frame_;
  std::vector<Column>& columns_ = frame_.columns;
  std::size_t first_ = 0;  ///< first line whose texts keep to the columns
  std::size_t end_ = 0;
  std::size_t upper_ = 0;             ///< first line of the header
  std::size_t body_ = 0;              ///< first line with values
  int label_edge_ = 0;                ///< where the labels of the second column begin
  std::vector<double> head_middles_;  ///< of lone texts across columns, sorted
  bool doubtful_ = false;
  int healed_ = 0;
  int rules_ = 0;
};

}  // namespace

bool goes_on(const ColumnTable& table, const RasterPage& raster, std::size_t from, std::size_t to) {
  bool values = false;
  for (std::size_t i = from; i < to; ++i) {
    const std::vector<Phrase> phrases = phrases_of(raster, table.narrow, i);
    for (const Phrase& phrase : phrases) {
      int touched = 0;
      bool first = false;
      for (const Column& column : table.frame.columns) {
        if (std::min(phrase.to, column.to) <= std::max(phrase.from, column.from)) continue;
        first = touched++ == 0 && &column == &table.frame.columns.front();
        values = values || (touched == 1 && !first && recover::is_value_text(phrase.text));
      }
      const bool heads = phrases.size() == 1 && phrase.from <= table.frame.columns.front().from + 1 && i + 1 < to;
      if (touched != 1 && !heads) return false;
      if (phrase.to > table.frame.columns.back().to + 1) return false;
    }
  }
  return values;
}

std::optional<ColumnTable> find_columns(const RasterPage& raster, Lines lines, std::size_t from, std::size_t to) {
  if (to - from < 3) return std::nullopt;
  auto found = Finder(raster, lines, from, to).find();
  if (!found) return std::nullopt;
  found->first += from;
  found->end += from;
  return found;
}

}  // namespace gridlift::text
