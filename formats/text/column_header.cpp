#include "formats/text/column_header.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/text_join.h"

namespace gridlift::text {

namespace {

constexpr int kRiverWidth = 2;
constexpr double kSameMiddle = 1;  // character cells between the middles of two lines of one centred name

/// A name of one column or of a group, of one line or several.
struct Name {
  recover::Field field;
  int from = 0;  ///< character columns of its widest line
  int to = 0;
  std::size_t top = 0;  ///< first and last of its lines, by index
  std::size_t bottom = 0;
  int first_col = -1;  ///< a group's columns, where dashes say which
  int end_col = -1;
  double middle() const { return (from + to) / 2.0; }
};

class Builder {
 public:
  Builder(const std::vector<ColumnLine>& lines, const std::vector<Column>& columns, int labels)
      : lines_(lines), columns_(columns), labels_(labels), leaves_(columns.size()) {}

  std::optional<ColumnHeader> build() {
    for (std::size_t i = lines_.size(); i-- > 0;) {
      if (!lines_[i].rule) add_line(i);
    }
    const auto named = std::count_if(leaves_.begin(), leaves_.end(), [](const auto& leaf) { return leaf.has_value(); });
    if (named * 2 < static_cast<std::ptrdiff_t>(columns_.size())) return std::nullopt;
    join_groups();
    if (!make_levels()) return std::nullopt;
    return rows();
  }

 private:
  int cols() const { return static_cast<int>(columns_.size()); }
  const Column& column(int col) const { return columns_[static_cast<std::size_t>(col)]; }
  std::optional<Name>& leaf(int col) { return leaves_[static_cast<std::size_t>(col)]; }

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
    std::vector<std::pair<Name, int>> upper;  // texts over names, with their column
    bool groups = false;
    int edges = 0;
    for (const Phrase& phrase : lines_[line].phrases) {
      Name name{{phrase.text, place_at(lines_[line].number, phrase.from + 1)}, phrase.from, phrase.to, line, line};
      const int col = over_dashes(name) ? -1 : column_under(phrase, line);
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
    if (edges == 0 && upper.size() == 1) groups = true;
    doubtful_ = doubtful_ || (!groups && upper.size() == 1 && lines_[line].phrases.size() == 1);
    for (auto& [name, col] : upper) {
      if (groups) {
        groups_.push_back(std::move(name));
        continue;
      }
      Name& own = *leaf(col);
      own.field.text = glued(name.field.text, own.field.text);
      own.field.place = name.field.place;
      own.from = std::min(own.from, name.from);
      own.to = std::max(own.to, name.to);
      own.top = line;
    }
  }

  /// Dashes right below, over several columns but not over all: they say the group's columns.
  bool over_dashes(Name& name) const {
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

  enum class Fit : unsigned char { none, middle, edge };

  /// How the upper text may go on in the lower: right above it, within the column, and together too wide for it; on one
  /// edge with it, or about one middle where the lower keeps to no edge.
  static Fit fit_of(const Name& upper, const Name& lower, const Column& column) {
    if (upper.bottom + 1 != lower.top || upper.from < column.from - 1 || upper.to > column.to + 1) return Fit::none;
    if ((upper.to - upper.from) + 1 + (lower.to - lower.from) <= column.to - column.from) return Fit::none;
    if (upper.from == lower.from || upper.to == lower.to) return Fit::edge;
    const bool inside = lower.from > column.from && lower.to < column.to;
    return inside && std::abs(upper.middle() - lower.middle()) <= 0.5 ? Fit::middle : Fit::none;
  }

  std::string glued(const std::string& upper, const std::string& lower) {
    healed_ += seam_between(upper, lower) == Seam::healed_hyphen ? 1 : 0;
    return joined(upper, lower);
  }

  /// Lines of one wrapped group name: each right above the next, about one middle, with no other name beside below it.
  void join_groups() {
    std::sort(groups_.begin(), groups_.end(), [](const Name& a, const Name& b) {
      return a.bottom != b.bottom ? a.bottom > b.bottom : a.from < b.from;
    });
    std::vector<Name> out;
    for (Name& name : groups_) {
      Name* below = nullptr;
      int under = 0;
      for (Name& other : out) {
        if (other.top != name.bottom + 1) continue;
        const bool beside = std::min(other.to, name.to) > std::max(other.from, name.from);
        under += beside ? 1 : 0;
        if (beside && std::abs(other.middle() - name.middle()) <= kSameMiddle) below = &other;
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

  /// A name over columns [from, to) at its level.
  struct Group {
    int from = 0;
    int to = 0;
    Name name;
  };

  /// Levels from the lowest up; a group of an upper level holds whole groups of the one below.
  bool make_levels() {
    for (std::size_t i = 0; i < groups_.size();) {
      std::size_t end = i;
      while (end < groups_.size() && groups_[end].bottom == groups_[i].bottom) ++end;
      std::vector<Name> names(groups_.begin() + static_cast<std::ptrdiff_t>(i),
                              groups_.begin() + static_cast<std::ptrdiff_t>(end));
      if (!make_level(std::move(names))) return false;
      i = end;
    }
    return levels_.size() <= 4;
  }

  bool make_level(std::vector<Name> names) {
    // Units: groups of the level below, and columns outside of them.
    std::vector<Column> units;
    std::vector<int> first_of;
    std::vector<bool> named;
    for (int col = 0; col < cols();) {
      int end = col + 1;
      bool is_named = leaf(col).has_value();
      Column unit = column(col);
      if (!levels_.empty()) {
        for (const Group& group : levels_.back()) {
          if (group.from != col) continue;
          end = group.to;
          unit.to = column(end - 1).to;
          is_named = true;
        }
      }
      units.push_back(unit);
      first_of.push_back(col);
      named.push_back(is_named);
      col = end;
    }
    first_of.push_back(cols());
    const auto unit_at = [&](int col) {
      return static_cast<int>(std::upper_bound(first_of.begin(), first_of.end(), col) - first_of.begin()) - 1;
    };
    std::vector<Phrase> phrases;
    std::vector<HeaderGroup> found;
    for (const Name& name : names) {
      phrases.push_back({name.field.text, name.from, name.to});
      HeaderGroup group{-1, -1, phrases.size() - 1};
      if (name.first_col >= 0) {
        group.from = unit_at(name.first_col);
        group.to = unit_at(name.end_col - 1) + 1;
      }
      found.push_back(group);
    }
    for (std::size_t i = 0; i < found.size();) {
      if (found[i].from >= 0) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < found.size() && found[end].from < 0) ++end;
      const bool beside = i == 0 && names[0].from >= column(labels_).from - kRiverWidth && labels_ < cols() && leaf(0);
      const int left = i > 0 ? found[i - 1].to : beside ? unit_at(labels_) : 0;
      const int right = end == found.size() ? static_cast<int>(units.size()) : found[end].from;
      if (!share_columns(phrases, units, named, i, end, left, right, found)) return false;
      i = end;
    }
    std::vector<Group> level;
    for (std::size_t i = 0; i < found.size(); ++i) {
      const int from = first_of[static_cast<std::size_t>(found[i].from)];
      const int to = first_of[static_cast<std::size_t>(found[i].to)];
      if (!level.empty() && from < level.back().to) return false;
      std::optional<Name>& own = leaf(from);
      if (to - from == 1 && own && names[i].first_col < 0) {
        // A group of one column is no group: the upper line of its name.
        own->field.text = glued(names[i].field.text, own->field.text);
        own->field.place = names[i].field.place;
        continue;
      }
      level.push_back({from, to, std::move(names[i])});
    }
    if (!level.empty()) levels_.push_back(std::move(level));
    return true;
  }

  ColumnHeader rows() {
    ColumnHeader out;
    out.healed = healed_;
    out.doubtful = doubtful_;
    const std::size_t count = levels_.size() + 1;
    out.rows.resize(count);
    for (recover::AlignedRow& row : out.rows) {
      row.role = recover::RowRole::header;
      row.slots.resize(columns_.size());
    }
    std::vector<std::size_t> depth(columns_.size(), 0);  // the row of each column's own name
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const std::size_t row = levels_.size() - 1 - level;
      for (Group& group : levels_[level]) {
        for (int col = group.from; col < group.to; ++col) {
          std::size_t& at = depth[static_cast<std::size_t>(col)];
          at = std::max(at, row + 1);
        }
        out.rows[row].slots[static_cast<std::size_t>(group.from)] = std::move(group.name.field);
      }
    }
    for (std::size_t col = 0; col < columns_.size(); ++col) {
      if (leaves_[col]) out.rows[depth[col]].slots[col] = std::move(leaves_[col]->field);
    }
    return out;
  }

  const std::vector<ColumnLine>& lines_;
  const std::vector<Column>& columns_;
  int labels_ = 0;
  std::vector<std::optional<Name>> leaves_;
  std::vector<Name> groups_;
  std::vector<std::vector<Group>> levels_;
  bool doubtful_ = false;
  int healed_ = 0;
};

}  // namespace

std::optional<ColumnHeader> read_column_header(const std::vector<ColumnLine>& lines, const std::vector<Column>& columns,
                                               int labels) {
  return Builder(lines, columns, labels).build();
}

}  // namespace gridlift::text
