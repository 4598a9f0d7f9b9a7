#include "formats/text/columns.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "core/recover/cell_kind.h"
#include "core/text_join.h"
#include "core/unicode.h"
#include "formats/text/header_groups.h"

namespace gridlift::text {

namespace {

constexpr int kMostUpper = 3;  // lines above the columns that may cross them
constexpr int kMostBelow = 2;  // lines below that belong to the text after the table
constexpr int kRiver = 2;      // blanks that part columns

struct Row {
  std::vector<Phrase> phrases;
  std::size_t line = 0;
  bool rule = false;  ///< dashes
  std::vector<std::pair<int, int>> segments;
};

int column_at(double x) {
  return static_cast<int>(std::lround(x / kColumnPitch));
}

Row row_of(const RasterPage& raster, std::size_t line) {
  Row row;
  row.line = line;
  for (std::uint32_t i = raster.first_word[line]; i < raster.first_word[line + 1]; ++i) {
    const Word& word = raster.page.words[i];
    const int from = column_at(word.box.x0);
    const int to = column_at(word.box.x1);
    if (!row.phrases.empty() && from - row.phrases.back().to < kRiver) {
      Phrase& last = row.phrases.back();
      last.text += (from > last.to ? " " : "") + word.text;
      last.to = to;
    } else {
      row.phrases.push_back({word.text, from, to});
    }
  }
  return row;
}

class Finder {
 public:
  Finder(const RasterPage& raster, Lines lines, std::size_t from, std::size_t to) : lines_(lines) {
    for (std::size_t i = from; i < to; ++i) {
      Row row = row_of(raster, i);
      row.rule = row.phrases.empty();
      const double top = static_cast<double>(i) * kRowPitch;
      const auto rule = std::lower_bound(raster.page.rules.begin(), raster.page.rules.end(), top,
                                         [](const Rule& r, double y) { return r.at < y; });
      for (auto it = rule; it != raster.page.rules.end() && it->at < top + kRowPitch; ++it) {
        row.segments.emplace_back(column_at(it->from), column_at(it->to));
      }
      rows_.push_back(std::move(row));
    }
  }

  std::optional<ColumnTable> find() {
    if (!choose_range()) return std::nullopt;
    if (!split_header()) return std::nullopt;
    if (!has_values()) return std::nullopt;
    ColumnTable out;
    out.table.cols = static_cast<int>(columns_.size());
    out.table.label_cols = 1;
    if (!add_header(out.table)) return std::nullopt;
    add_body(out.table);
    out.table.header_rows = header_levels_;
    out.table.confidence = rules_ > 0 ? 0.95 : 0.9;
    out.table.reasons = {"white-rivers", "value-columns"};
    if (rules_ > 0) out.table.reasons.emplace_back("rules");
    out.healed = healed_;
    out.first = first_;
    out.end = end_;
    return out;
  }

 private:
  /// Columns that the rows [from, to) leave between their rivers. Rows of one phrase say nothing.
  std::vector<Column> columns_of(std::size_t from, std::size_t to) const {
    std::vector<std::pair<int, int>> spans;
    for (std::size_t i = from; i < to; ++i) {
      if (rows_[i].phrases.size() < 2) continue;
      for (const Phrase& phrase : rows_[i].phrases) spans.emplace_back(phrase.from, phrase.to);
    }
    std::sort(spans.begin(), spans.end());
    std::vector<Column> columns;
    for (const auto& [left, right] : spans) {
      if (!columns.empty() && left - columns.back().to < kRiver) {
        columns.back().to = std::max(columns.back().to, right);
      } else {
        columns.push_back({left, right});
      }
    }
    return columns;
  }

  /// Columns that several lines have, less those that only one has: a name above may stand between two columns.
  int support(const std::vector<Column>& columns, std::size_t from, std::size_t to) const {
    std::vector<int> lines(columns.size(), 0);
    for (std::size_t i = from; i < to; ++i) {
      if (rows_[i].phrases.size() < 2) continue;
      std::size_t last = columns.size();
      for (const Phrase& phrase : rows_[i].phrases) {
        const auto at = std::upper_bound(columns.begin(), columns.end(), phrase.from,
                                         [](int x, const Column& column) { return x < column.from; });
        const auto col = static_cast<std::size_t>(at - columns.begin()) - 1;
        if (col != last) ++lines[col];
        last = col;
      }
    }
    int score = 0;
    for (const int count : lines) score += count > 1 ? 1 : -1;
    return score;
  }

  /// The lines that show most columns, without a few at the top (upper headers) and at the bottom (other text).
  bool choose_range() {
    const std::size_t count = rows_.size();
    int most = 1;
    for (std::size_t below = 0; below <= kMostBelow && below < count; ++below) {
      for (std::size_t above = 0; above <= kMostUpper + 1 && above + below + 2 < count + 1; ++above) {
        auto columns = columns_of(above, count - below);
        const int score = support(columns, above, count - below);
        if (score <= most) continue;
        most = score;
        columns_ = std::move(columns);
        first_ = above;
        end_ = count - below;
      }
    }
    if (most < 2) return false;
    while (end_ > first_ && rows_[end_ - 1].phrases.size() == 1 && crosses(rows_[end_ - 1].phrases[0])) --end_;
    while (first_ < end_ && rows_[first_].rule) ++first_;
    upper_ = first_;
    return end_ - first_ >= 2;
  }

  int column_of(const Phrase& phrase) const {
    int best = 0;
    int most = -1;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const int overlap = std::min(phrase.to, columns_[i].to) - std::max(phrase.from, columns_[i].from);
      if (overlap > most) {
        most = overlap;
        best = static_cast<int>(i);
      }
    }
    return most > 0 ? best : -1;
  }

  bool crosses(const Phrase& phrase) const {
    int touched = 0;
    for (const Column& column : columns_) {
      touched += std::min(phrase.to, column.to) > std::max(phrase.from, column.from) ? 1 : 0;
    }
    return touched > 1;
  }

  int values_of(const Row& row) const {
    int values = 0;
    for (const Phrase& phrase : row.phrases) {
      values += column_of(phrase) > 0 && recover::is_value_text(phrase.text) ? 1 : 0;
    }
    return values;
  }

  bool only_years(const Row& row) const {
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
    while (body_ < end_ && (rows_[body_].rule || values_of(rows_[body_]) == 0 ||
                            (body_ == first_ && only_years(rows_[body_]) && body_ + 1 < end_))) {
      ++body_;
    }
    if (body_ >= end_) return false;
    // Lines above that are no prose: each phrase is short, and more than one stands there, or one off the left edge.
    while (upper_ > 0) {
      const Row& row = rows_[upper_ - 1];
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
    for (std::size_t i = upper_; i < end_; ++i) rules_ += rows_[i].rule ? 1 : 0;
    if (upper_ > 0 && rows_[upper_ - 1].rule) ++rules_;
    return lines >= 1 && lines <= 6;
  }

  static bool ends_prose(std::string_view text) { return recover::ends_sentence(text) && count_code_points(text) > 24; }

  bool has_values() const {
    int rows = 0;
    std::vector<int> filled(columns_.size()), values(columns_.size());
    for (std::size_t i = body_; i < end_; ++i) {
      rows += values_of(rows_[i]) > 0 ? 1 : 0;
      for (const Phrase& phrase : rows_[i].phrases) {
        const int col = column_of(phrase);
        if (col < 0) continue;
        ++filled[static_cast<std::size_t>(col)];
        values[static_cast<std::size_t>(col)] += recover::is_value_text(phrase.text) ? 1 : 0;
      }
    }
    int value_columns = 0;
    for (std::size_t col = 1; col < columns_.size(); ++col) {
      value_columns += values[col] >= 2 && values[col] * 10 >= filled[col] * 7 ? 1 : 0;
    }
    if (rows < 2 || value_columns == 0) return false;
    if (columns_.size() > 2) return value_columns >= 2 || rules_ > 0;
    return rows >= 3 || rules_ > 0 || rows_[body_ - 1].phrases.size() == 2;
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

  /// One row of names, or two: names of groups and names of columns.
  bool add_header(recover::AlignedTable& table) {
    std::vector<std::size_t> upper, lower;
    for (std::size_t i = upper_; i < body_; ++i) {
      if (!rows_[i].rule) (i < first_ ? upper : lower).push_back(i);
    }
    if (upper.empty() && lower.size() >= 2 && is_upper(lower)) {
      upper.push_back(lower.front());
      lower.erase(lower.begin());
    }
    recover::AlignedRow names = blank_row(recover::RowRole::header);
    for (const std::size_t i : lower) {
      for (const Phrase& phrase : rows_[i].phrases) {
        const int col = column_of(phrase);
        if (col < 0 || crosses(phrase)) return false;
        append(names.slots[static_cast<std::size_t>(col)], field(phrase, i));
      }
    }
    header_levels_ = 1;
    if (upper.size() > 1) return false;
    if (upper.size() == 1) {
      recover::AlignedRow groups = blank_row(recover::RowRole::header);
      if (!place_groups(upper[0], names, groups)) return false;
      table.rows.push_back(std::move(groups));
      header_levels_ = 2;
    }
    table.rows.push_back(std::move(names));
    return true;
  }

  /// The first of several header lines names groups when some text below it has none above, and not for being wrapped:
  /// a wrapped name's pieces stand one below the other.
  bool is_upper(const std::vector<std::size_t>& lower) const {
    std::vector<bool> above(columns_.size(), false), below(columns_.size(), false);
    for (const Phrase& phrase : rows_[lower[0]].phrases) {
      if (const int col = column_of(phrase); col >= 0) above[static_cast<std::size_t>(col)] = true;
    }
    for (std::size_t i = 1; i < lower.size(); ++i) {
      for (const Phrase& phrase : rows_[lower[i]].phrases) {
        if (const int col = column_of(phrase); col >= 0) below[static_cast<std::size_t>(col)] = true;
      }
    }
    bool only_above = false;
    bool only_below = false;
    for (std::size_t col = 0; col < columns_.size(); ++col) {
      only_above = only_above || (above[col] && !below[col]);
      only_below = only_below || (!above[col] && below[col]);
    }
    return only_above && only_below;
  }

  /// Puts each upper name into the first column of its group; names of columns that no group takes go up, since they
  /// stand for both rows.
  bool place_groups(std::size_t row, recover::AlignedRow& names, recover::AlignedRow& groups) const {
    const std::vector<Phrase>& phrases = rows_[row].phrases;
    const int cols = static_cast<int>(columns_.size());
    std::vector<bool> named(columns_.size());
    for (std::size_t col = 0; col < columns_.size(); ++col) named[col] = !names.slots[col].text.empty();
    std::vector<HeaderGroup> found;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      const Phrase& phrase = phrases[i];
      const int own = column_of(phrase);
      if (own >= 0 && !named[static_cast<std::size_t>(own)] && !crosses(phrase)) {
        found.push_back({own, own + 1, i});
        continue;
      }
      found.push_back({-1, -1, i});
    }
    // Groups lie between the columns that are settled, and share them by their middles.
    for (std::size_t i = 0; i < found.size();) {
      if (found[i].from >= 0) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < found.size() && found[end].from < 0) ++end;
      const int left = i == 0 ? 0 : found[i - 1].to;
      const int right = end == found.size() ? cols : found[end].from;
      if (!share_columns(phrases, columns_, named, i, end, left, right, found)) return false;
      i = end;
    }
    std::vector<bool> grouped(columns_.size(), false);
    for (const HeaderGroup& group : found) {
      groups.slots[static_cast<std::size_t>(group.from)] = field(phrases[group.phrase], row);
      for (int col = group.from; col < group.to; ++col) grouped[static_cast<std::size_t>(col)] = true;
    }
    for (int col = 0; col < cols; ++col) {
      const auto slot = static_cast<std::size_t>(col);
      if (!grouped[slot]) std::swap(groups.slots[slot], names.slots[slot]);
    }
    return true;
  }

  /// A lone label whose next line is indented below it and has the values, and no sibling of that is: one wrapped
  /// label.
  bool opens_label(std::size_t i) const {
    if (rows_[i].phrases.size() != 1 || i + 1 >= end_ || column_of(rows_[i].phrases[0]) != 0) return false;
    const auto indent = [&](std::size_t at) { return rows_[at].phrases[0].from; };
    if (rows_[i + 1].rule || values_of(rows_[i + 1]) == 0 || indent(i + 1) <= indent(i)) return false;
    if (i + 2 < end_ && !rows_[i + 2].rule && indent(i + 2) > indent(i)) return false;
    for (std::size_t at = body_; at < end_; ++at) {
      if (at != i && !rows_[at].rule && values_of(rows_[at]) > 0 && indent(at) == indent(i)) return true;
    }
    return false;
  }

  /// Rows of values; a further line of a wrapped cell has no values and stands below a row that has.
  void add_body(recover::AlignedTable& table) {
    int indent = 0;
    bool fresh = true;
    bool open = false;  // the row so far is the beginning of a label that goes on on the next line, with the values
    for (std::size_t i = body_; i < end_; ++i) {
      const Row& row = rows_[i];
      if (row.rule) {
        fresh = true;
        continue;
      }
      const bool keyed = column_of(row.phrases[0]) == 0;
      const bool wrapped = !fresh && values_of(row) == 0 && row.phrases.size() * 2 <= columns_.size() + 1 &&
                           !(row.phrases.size() == 1 && crosses(row.phrases[0])) &&
                           (!keyed || row.phrases[0].from > indent);
      if (!wrapped && !open) {
        table.rows.push_back(blank_row(recover::RowRole::body));
        if (row.phrases.size() == 1 && keyed && crosses(row.phrases[0]))
          table.rows.back().role = recover::RowRole::caption;
        indent = row.phrases[0].from;
      }
      open = opens_label(i);
      for (const Phrase& phrase : row.phrases) {
        const int col = row.phrases.size() == 1 && keyed ? 0 : std::max(0, column_of(phrase));
        append(table.rows.back().slots[static_cast<std::size_t>(col)], field(phrase, i));
      }
      fresh = false;
    }
    first_ = upper_;
  }

  Lines lines_;
  std::vector<Row> rows_;
  std::vector<Column> columns_;
  std::size_t first_ = 0;  ///< first line whose texts keep to the columns
  std::size_t end_ = 0;
  std::size_t upper_ = 0;  ///< first line of the header
  std::size_t body_ = 0;   ///< first line with values
  int header_levels_ = 1;
  int healed_ = 0;
  int rules_ = 0;
};

}  // namespace

std::optional<ColumnTable> find_columns(const RasterPage& raster, Lines lines, std::size_t from, std::size_t to) {
  if (to - from < 3) return std::nullopt;
  auto found = Finder(raster, lines, from, to).find();
  if (!found) return std::nullopt;
  found->first += from;
  found->end += from;
  return found;
}

}  // namespace gridlift::text
