#include "formats/text/column_header.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text_join.h"
#include "core/unicode.h"
#include "formats/text/header_levels.h"

namespace gridlift::text {

namespace {

constexpr int kOffRiver = 1;       // how far the blank between two names may stand off the river between their columns
constexpr int kBeside = 2;         // blanks at least between a column and the names that are not its own
constexpr double kSameMiddle = 1;  // character cells between the middles of two lines of one centred name

class Builder {
 public:
  Builder(const std::vector<ColumnLine>& lines, const std::vector<Column>& columns, const std::vector<Column>& values,
          int labels)
      : lines_(lines), columns_(columns), values_(values), labels_(labels), leaves_(columns.size()) {}

  std::optional<ColumnHeader> build() {
    for (std::size_t i = lines_.size(); i-- > 0;) {
      if (!lines_[i].rule) add_line(i);
    }
    const auto named = std::count_if(leaves_.begin(), leaves_.end(), [](const auto& leaf) { return leaf.has_value(); });
    if (named * 2 < static_cast<std::ptrdiff_t>(columns_.size())) return std::nullopt;
    join_groups();
    auto levels = read_header_levels(groups_, columns_, std::move(leaves_), labels_);
    if (!levels) return std::nullopt;
    return rows(std::move(*levels));
  }

 private:
  int cols() const { return static_cast<int>(columns_.size()); }
  const Column& column(int col) const { return columns_[static_cast<std::size_t>(col)]; }
  /// Where the texts below the header stand; the column, where there are none.
  const Column& body(int col) const {
    const Column& values = values_[static_cast<std::size_t>(col)];
    return values.to > values.from ? values : column(col);
  }
  std::optional<HeaderName>& leaf(int col) { return leaves_[static_cast<std::size_t>(col)]; }

  /// Columns [first, end) that the characters [from, to) stand over.
  std::pair<int, int> touched(int from, int to) const {
    int first = cols();
    int end = 0;
    for (int col = 0; col < cols(); ++col) {
      if (std::min(to, column(col).to) <= std::max(from, column(col).from)) continue;
      first = std::min(first, col);
      end = col + 1;
    }
    return first < end ? std::pair(first, end) : std::pair(-1, -1);
  }

  /// Names of columns and the upper lines of such do not share a line with names of groups: where one of a line's texts
  /// can only name a group, all do that stand over a name.
  void add_line(std::size_t line) {
    std::vector<std::pair<HeaderName, int>> upper;  // texts over names, with their column
    bool groups = false;
    int edges = 0;
    const bool lowest = std::none_of(leaves_.begin(), leaves_.end(), [](const auto& own) { return own.has_value(); });
    for (const Phrase& phrase : lowest ? names_apart(lines_[line].phrases) : lines_[line].phrases) {
      HeaderName name{
          {phrase.text, place_at(lines_[line].number, phrase.from + 1)}, phrase.from, phrase.to, line, line};
      int col = over_dashes(name) ? -1 : column_under(phrase, line);
      // A name that was parted from another stands over the next column.
      if (lowest && col >= 0 && leaf(col)) col = std::max(col, nameless_beside(phrase, lines_[line]));
      if (col < 0) {
        groups_.push_back(std::move(name));
        groups = true;
      } else if (!leaf(col)) {
        leaf(col) = std::move(name);
      } else {
        const Fit fit = fit_of(name, *leaf(col), column(col));
        groups = groups || fit == Fit::none;
        edges += fit == Fit::edge ? 1 : 0;
        upper.emplace_back(std::move(name), col);
      }
    }
    // A single text in the middle above another is a group's name rather than a line of a name.
    if (upper.size() == 1 && (edges == 0 || has_unbroken_names(upper[0].second))) groups = true;
    doubtful_ = doubtful_ || (!groups && upper.size() == 1 && lines_[line].phrases.size() == 1);
    for (auto& [name, col] : upper) {
      if (groups) {
        groups_.push_back(std::move(name));
        continue;
      }
      HeaderName& own = *leaf(col);
      own.field.text = glued(name.field.text, own.field.text);
      own.field.place = name.field.place;
      own.from = std::min(own.from, name.from);
      own.to = std::max(own.to, name.to);
      own.top = line;
    }
  }

  /// Names that a single blank parts, each over a column of its own, where a text of the lowest line stands over
  /// several, or over one and beside another that no text of the line stands over.
  std::vector<Phrase> names_apart(const std::vector<Phrase>& phrases) const {
    std::vector<Phrase> out;
    for (const Phrase& phrase : phrases) {
      out.push_back(phrase);
      const auto [first, end] = touched_or_beside(phrase, phrases);
      for (int col = first; col + 1 < end; ++col) {
        if (part_at_river(out, col)) continue;
        while (out.back().from > phrase.from) out.pop_back();
        out.back() = phrase;  // one name after all
        break;
      }
    }
    return out;
  }

  std::pair<int, int> touched_or_beside(const Phrase& phrase, const std::vector<Phrase>& line) const {
    auto [first, end] = touched(phrase.from, phrase.to);
    if (first < 0 || end - first > 1 || phrase.text.find(' ') == std::string::npos) return {first, end};
    const auto is_free = [&](int col) {
      if (col <= 0 || col >= cols()) return false;
      return std::all_of(line.begin(), line.end(), [&](const Phrase& other) {
        return &other == &phrase || std::max(body(col).from - other.to, other.from - body(col).to) > kBeside;
      });
    };
    if (phrase.to > body(first).to && is_free(end)) return {first, end + 1};
    if (phrase.from < body(first).from && is_free(first - 1)) return {first - 1, end};
    return {first, end};
  }

  /// Parts the last name at the blank nearest to the river right of the column, and to where both columns' texts end or
  /// begin; false when no blank is at the river.
  bool part_at_river(std::vector<Phrase>& names, int col) const {
    Phrase& left = names.back();
    int best = -1;
    std::size_t at = 0;
    int to = 0;
    for_each_blank(left, [&](std::size_t blank, int x) {
      if (std::max({0, body(col).to - x, x + 1 - body(col + 1).from}) > kOffRiver) return;
      const int off = off_edges(body(col), left.from, x) + off_edges(body(col + 1), x + 1, left.to);
      if (best >= 0 && off >= best) return;
      best = off;
      at = blank;
      to = x;
    });
    if (best < 0) return false;
    Phrase right{left.text.substr(at + 1), to + 1, left.to};
    left.text.resize(at);
    left.to = to;
    names.push_back(std::move(right));
    return true;
  }

  /// How far a name's nearer edge stands off the column's.
  static int off_edges(const Column& column, int from, int to) {
    return std::min(std::abs(column.from - from), std::abs(column.to - to));
  }

  template <typename Visit>
  static void for_each_blank(const Phrase& phrase, const Visit& visit) {
    int x = phrase.from;
    const bool letters = phrase.to - phrase.from < display_width(phrase.text);  // each takes one cell
    for (std::size_t at = 0; at < phrase.text.size();) {
      const std::size_t from = at;
      const char32_t c = next_code_point(phrase.text, at);
      if (c == ' ') visit(from, x);
      x += letters ? 1 : display_width(c);
    }
  }

  /// Dashes right below, over several columns but not over all: they say the group's columns.
  bool over_dashes(HeaderName& name) const {
    if (name.bottom + 1 >= lines_.size() || !lines_[name.bottom + 1].rule) return false;
    for (const auto& [from, to] : lines_[name.bottom + 1].segments) {
      if (std::min(to, name.to) <= std::max(from, name.from)) continue;
      const auto [first, end] = touched(from, to);
      if (end - first < 2 || end - first == cols()) continue;
      name.first_col = first;
      name.end_col = end;
      return true;
    }
    return false;
  }

  /// The only column that a text stands over, or beside whose place it stands; -1: none.
  int column_under(const Phrase& phrase, std::size_t line) {
    const auto [first, end] = touched(phrase.from, phrase.to);
    if (first < 0) return nameless_beside(phrase, lines_[line]);
    return end - first == 1 ? first : -1;
  }

  /// The one of the two columns beside a text that has no name so far nor any other text of the line over it; -1: none,
  /// or both.
  int nameless_beside(const Phrase& phrase, const ColumnLine& line) {
    int right = 0;
    while (right < cols() && column(right).from < phrase.to) ++right;
    const auto nameless = [&](int col) {
      return col >= 0 && col < cols() && !leaf(col) &&
             std::none_of(line.phrases.begin(), line.phrases.end(), [&](const Phrase& other) {
               return std::min(other.to, column(col).to) > std::max(other.from, column(col).from);
             });
    };
    if (nameless(right) == nameless(right - 1)) return -1;
    return nameless(right) ? right : right - 1;
  }

  /// Whether the first word of the lower line had no room on the upper: a line is filled before the next begins.
  static bool wraps(const HeaderName& upper, const HeaderName& lower, int room) {
    room = std::max({room, upper.to - upper.from, lower.to - lower.from});
    const std::string_view word = std::string_view(lower.field.text).substr(0, lower.field.text.find(' '));
    return (upper.to - upper.from) + 1 + display_width(word) > room;
  }

  enum class Fit : unsigned char { none, middle, edge };

  /// How the upper text may go on in the lower: right above it, within the column, and together too wide for it; on one
  /// edge with it, or about one middle where the lower keeps to no edge.
  static Fit fit_of(const HeaderName& upper, const HeaderName& lower, const Column& column) {
    if (upper.bottom + 1 != lower.top || upper.from < column.from - 1 || upper.to > column.to + 1) return Fit::none;
    if (!wraps(upper, lower, column.to - column.from)) return Fit::none;
    if (upper.from == lower.from || upper.to == lower.to) return Fit::edge;
    const bool inside = lower.from > column.from && lower.to < column.to;
    return inside && std::abs(upper.middle() - lower.middle()) <= 0.5 ? Fit::middle : Fit::none;
  }

  std::string glued(const std::string& upper, const std::string& lower) {
    healed_ += seam_between(upper, lower) == Seam::healed_hyphen ? 1 : 0;
    return joined(upper, lower);
  }

  /// Character columns of the table's columns that a name stands over.
  int room_of(const HeaderName& name) const {
    const auto [first, end] = touched(name.from, name.to);
    return first < 0 ? 0 : column(end - 1).to - column(first).from;
  }

  /// Two words, or letters of East Asia, between which a line may end anywhere.
  static bool could_break(std::string_view name) {
    const bool wide = display_width(name) >= static_cast<int>(2 * count_code_points(name));
    return name.find(' ') != std::string::npos || (wide && count_code_points(name) >= 3);
  }

  /// Names of two words on one line that are wider than what stands below them, in other columns than one: this table
  /// makes its columns wide enough for their names.
  bool has_unbroken_names(int except) const {
    for (std::size_t col = 0; col < leaves_.size(); ++col) {
      const std::optional<HeaderName>& own = leaves_[col];
      if (own && static_cast<int>(col) != except && own->top == own->bottom && could_break(own->field.text) &&
          display_width(own->field.text) > values_[col].to - values_[col].from)
        return true;
    }
    return false;
  }

  /// Lines of one wrapped group name: each right above the next, about one middle, with no other name beside below it.
  void join_groups() {
    std::sort(groups_.begin(), groups_.end(), [](const HeaderName& a, const HeaderName& b) {
      return a.bottom != b.bottom ? a.bottom > b.bottom : a.from < b.from;
    });
    std::vector<HeaderName> out;
    for (HeaderName& name : groups_) {
      HeaderName* below = nullptr;
      int under = 0;
      for (HeaderName& other : out) {
        if (other.top != name.bottom + 1) continue;
        const bool beside = std::min(other.to, name.to) > std::max(other.from, name.from);
        under += beside ? 1 : 0;
        if (beside && std::abs(other.middle() - name.middle()) <= kSameMiddle && !has_unbroken_names(-1) &&
            wraps(name, other, room_of(other)))
          below = &other;
      }
      if (below == nullptr || under != 1) {
        out.push_back(std::move(name));
        continue;
      }
      below->field.text = glued(name.field.text, below->field.text);
      below->field.place = name.field.place;
      below->from = std::min(below->from, name.from);
      below->to = std::max(below->to, name.to);
      below->top = name.top;
    }
    groups_ = std::move(out);
  }

  ColumnHeader rows(HeaderLevels header) const {
    ColumnHeader out;
    out.healed = healed_ + header.healed;
    out.doubtful = doubtful_ || header.doubtful;
    out.rows.resize(header.levels.size() + 1);
    for (recover::AlignedRow& row : out.rows) {
      row.role = recover::RowRole::header;
      row.slots.resize(columns_.size());
    }
    std::vector<std::size_t> depth(columns_.size(), 0);  // the row of each column's own name
    for (std::size_t level = 0; level < header.levels.size(); ++level) {
      const std::size_t row = header.levels.size() - 1 - level;
      for (NamedGroup& group : header.levels[level]) {
        for (int col = group.from; col < group.to; ++col) {
          std::size_t& at = depth[static_cast<std::size_t>(col)];
          at = std::max(at, row + 1);
        }
        out.rows[row].slots[static_cast<std::size_t>(group.from)] = std::move(group.name.field);
      }
    }
    for (std::size_t col = 0; col < columns_.size(); ++col) {
      if (auto& leaf = header.leaves[col]) out.rows[depth[col]].slots[col] = std::move(leaf->field);
    }
    return out;
  }

  const std::vector<ColumnLine>& lines_;
  const std::vector<Column>& columns_;
  const std::vector<Column>& values_;
  int labels_ = 0;
  std::vector<std::optional<HeaderName>> leaves_;
  std::vector<HeaderName> groups_;
  bool doubtful_ = false;
  int healed_ = 0;
};

}  // namespace

std::optional<ColumnHeader> read_column_header(const std::vector<ColumnLine>& lines, const std::vector<Column>& columns,
                                               const std::vector<Column>& values, int labels) {
  return Builder(lines, columns, values, labels).build();
}

}  // namespace gridlift::text
