#include "core/recover/flattened/flattened_groups.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>

#include "core/recover/flattened/flattened_rows.h"

namespace gridlift::recover {

namespace {

constexpr int kMostJoined = 24;            // groups of one row
constexpr std::size_t kFewGroups = 400;    // where full rows may all be cut
constexpr std::size_t kMostWidths = 4;     // that are tried
constexpr std::size_t kTogether = 20'000;  // groups weighed together: bounds memory

// Costs of the ways to read the groups, in units of a row that is not full. Only their order matters: a joint is rarer
// than a row with spans, and rarer than one caption, but less so than captions in succession.
constexpr double kJoint = 3;
constexpr double kJointMore = 0.6;  // a further one in the same row: what made the first repeats itself
constexpr double kSlack = 0.5;
constexpr double kSlackRare = 1.8;  // where nearly all rows are full
constexpr double kCaption = 0.7;
constexpr double kCaptionAgain = 2;
constexpr double kValueFirst = 4.5;  // a value where rows begin with a label; a short row where they do not
constexpr double kOrphan = 3;        // an empty cell with nothing above to go on with, names below without one above
constexpr double kUnnamed = 0.7;     // a value below no header of its own
constexpr double kNoNames = 4;       // values before any row of names that is long enough for them
constexpr double kWider = 5;         // rows wider than any group: all full ones are cut
constexpr double kStarter = 2;       // what begins other rows stands within one
constexpr double kNamesLeft = 1.5;   // a caption right below names
constexpr double kNamesAgain = 3;    // names, a caption, and names again, without values
constexpr double kWideGap = 3;       // a row that goes on over more than one empty line
constexpr double kPeriod = 3;        // names that repeat themselves below another number of names

/// Cells between empty lines, or several such groups as one row.
struct Row {
  int groups = 1;
  int cells = 0;
  int lead = 0;    ///< empty cells before the first text
  int labels = 0;  ///< cells before the first value
  int values = 0;
  int runs = 0;      ///< runs of texts, and empty cells: no fewer names can stand above
  int repeats = 1;   ///< times that its names come again
  int gaps = 0;      ///< groups before the last that more than one empty line ends
  int starters = 0;  ///< groups after the first that begin as other rows do
  bool value_first = false;
  bool empty = true;
  bool starter = false;
  bool wide_gap = false;
  bool first_filled = false;
  bool last_filled = false;
};

/// `row` with the group before it put in front.
Row with_front(const Row& front, const Row& row) {
  Row out = row;
  out.groups = front.groups + row.groups;
  out.cells += front.cells;
  out.lead = front.empty ? front.lead + row.lead : front.lead;
  out.labels = front.values > 0 ? front.labels : front.cells + row.labels;
  out.values += front.values;
  out.runs += front.runs - (front.last_filled && row.first_filled ? 1 : 0);
  out.gaps += front.wide_gap ? 1 : 0;
  out.starters += row.starter ? 1 : 0;
  out.value_first = front.value_first;
  out.empty = front.empty && row.empty;
  out.starter = front.starter;
  out.first_filled = front.first_filled;
  return out;
}

struct Cut {
  double cost = 0;
  std::vector<std::size_t> ends;  ///< of the rows, ascending
};

class Cutter {
 public:
  /// `cols`: cells of a full row, no fewer than any group has.
  Cutter(const std::vector<FieldGroup>& groups, int cols) : cols_(cols) {
    std::unordered_map<std::string, int> begins;
    for (const FieldGroup& group : groups) {
      const FieldRow& fields = group.fields;
      groups_.push_back(row_of(fields));
      groups_.back().wide_gap = group.wide_gap;
      first_cell_.push_back(cell_hashes_.size());
      for (const Field& field : fields) cell_hashes_.push_back(std::hash<std::string>{}(field.text));
      if (fields.size() > 1 && !fields[0].text.empty()) ++begins[fields[0].text];
    }
    std::size_t full_with_label = 0;
    std::size_t full = 0;
    std::size_t all_full = 0;
    std::size_t values = 0;
    for (std::size_t i = 0; i < groups_.size(); ++i) {
      Row& group = groups_[i];
      if (group.values == 0 && group.first_filled) {
        const auto found = begins.find(groups[i].fields[0].text);
        group.starter = found != begins.end() && (found->second > 1 || group.cells == 1);
      }
      values += group.values > 0 ? 1 : 0;
      if (group.cells < cols_) continue;
      ++all_full;
      if (group.values == 0) continue;
      ++full;
      full_with_label += group.value_first ? 0 : 1;
      most_values_ = std::max(most_values_, group.values);
    }
    labels_first_ = full_with_label * 2 > full;
    // Full groups among those that have values; among all, where none has.
    rarely_short_ = values > 0 ? full * 2 >= values : all_full * 2 >= groups_.size();
    // Where nothing is carried on from above, the names right above the values are as many as these and their labels.
    const bool flat = std::none_of(groups_.begin(), groups_.end(), [](const Row& group) { return group.lead > 0; });
    needed_ = flat && rarely_short_ ? cols_ : most_values_ + (labels_first_ ? 1 : 0);
    first_cell_.push_back(cell_hashes_.size());
    stride_ = static_cast<std::size_t>(std::min(cols_, kMostJoined)) + 1;
  }

  Cut cut() const {
    Cut out;
    for (std::size_t from = 0; from < groups_.size(); from += kTogether) {
      out.cost += cut_part(from, std::min(groups_.size(), from + kTogether), out.ends);
    }
    return out;
  }

 private:
  static constexpr double kNever = std::numeric_limits<double>::max() / 4;

  struct State {
    double cost = kNever;
    std::uint8_t last = 0;  ///< groups in the row before
    std::uint8_t met = 0;   ///< `met` of the row before
  };

  static Row row_of(const FieldRow& fields) {
    Row row;
    row.cells = static_cast<int>(fields.size());
    row.labels = row.cells;
    for (const Field& field : fields) {
      const bool filled = !field.text.empty();
      row.runs += filled && row.last_filled ? 0 : 1;
      if (&field == &fields.front()) row.first_filled = filled;
      row.last_filled = filled;
      if (!filled) {
        row.lead += row.empty ? 1 : 0;
        continue;
      }
      const bool value = is_value_text(field.text);
      if (value && row.values == 0) row.labels = static_cast<int>(&field - &fields.front());
      if (row.empty) row.value_first = value && row.lead == 0;
      row.empty = false;
      row.values += value ? 1 : 0;
    }
    return row;
  }

  /// What the rows so far have shown: whether a row of names was as long as the values need it, and whether names, or
  /// names and a caption, stand there without values below.
  struct Met {
    bool named = false;
    int open = 0;  ///< 0: values came last, 1: names, 2: names and a caption

    std::uint8_t index() const { return static_cast<std::uint8_t>((named ? 3 : 0) + open); }
    static Met of(std::size_t index) { return {index >= 3, static_cast<int>(index % 3)}; }
  };
  static constexpr std::size_t kMets = 6;

  /// The cost of a row after what was met, which is brought up to date.
  double meet(const Row& row, Met& met, bool first) const {
    if (most_values_ == 0) return 0;
    double cost = 0;
    if (row.values > 0) {
      if (!met.named && row.values > 1 && !first) cost += kNoNames;
      met = {met.named || row.values > 1, 0};
    } else if (row.cells > 1) {
      if (met.open == 2) cost += kNamesAgain;
      met = {met.named || row.cells >= needed_, 1};
    } else if (met.open == 1) {
      cost += kNamesLeft;
      met.open = 2;
    }
    return cost;
  }

  /// The cheapest way, by dynamic programming over where a row ends, of how many groups it is, and what was met so far.
  double cut_part(std::size_t from, std::size_t to, std::vector<std::size_t>& out) const {
    const std::size_t count = to - from;
    std::vector<State> best((count + 1) * stride_ * kMets);
    std::vector<Row> rows((count + 1) * stride_);
    const auto state = [&](std::size_t end, std::size_t length, std::size_t met) -> State& {
      return best[(end * stride_ + length) * kMets + met];
    };
    state(0, 0, Met{from > 0, 0}.index()).cost = 0;
    for (std::size_t end = 1; end <= count; ++end) {
      Row row = groups_[from + end - 1];
      for (std::size_t length = 1; length < stride_ && length <= end; ++length) {
        const std::size_t start = end - length;
        if (length > 1) row = with_front(groups_[from + start], row);
        if (row.cells > cols_ && length > 1) break;
        row.repeats = repeats(row, from + start, from + end);
        rows[end * stride_ + length] = row;
        const double own = cost(row);
        for (std::size_t last = 0; last < stride_ && last <= start; ++last) {
          for (std::size_t met = 0; met < kMets; ++met) {
            const double before = state(start, last, met).cost;
            if (before >= kNever) continue;
            Met now = Met::of(met);
            double total = before + own + meet(row, now, from + start == 0);
            if (last > 0) total += step(rows[start * stride_ + last], row);
            State& slot = state(end, length, now.index());
            if (total < slot.cost) slot = {total, static_cast<std::uint8_t>(last), static_cast<std::uint8_t>(met)};
          }
        }
      }
    }
    std::size_t length = 1;
    std::size_t met = 0;
    for (std::size_t l = 1; l < stride_; ++l) {
      for (std::size_t m = 0; m < kMets; ++m) {
        if (state(count, l, m).cost >= state(count, length, met).cost) continue;
        length = l;
        met = m;
      }
    }
    const double cost = state(count, length, met).cost;
    const auto first = static_cast<std::ptrdiff_t>(out.size());
    for (std::size_t end = count; end > 0;) {
      out.push_back(from + end);
      const State here = state(end, length, met);
      end -= length;
      length = here.last;
      met = here.met;
    }
    std::reverse(out.begin() + first, out.end());
    return cost;
  }

  /// How often the names of a row come again in the same order: "kept, lost, kept, lost" is 2.
  int repeats(const Row& row, std::size_t from, std::size_t to) const {
    if (row.values > 0 || row.cells < 4 || row.runs > 1) return 1;
    const auto texts = std::span(cell_hashes_).subspan(first_cell_[from], first_cell_[to] - first_cell_[from]);
    for (std::size_t period = 2; period * 2 <= texts.size(); ++period) {
      if (texts.size() % period != 0) continue;
      if (std::equal(texts.begin(), texts.end() - static_cast<std::ptrdiff_t>(period),
                     texts.begin() + static_cast<std::ptrdiff_t>(period))) {
        return static_cast<int>(texts.size() / period);
      }
    }
    return 1;
  }

  double cost(const Row& row) const {
    double cost = row.groups > 1 ? kJoint + kJointMore * (row.groups - 2) : 0;
    if (row.cells < cols_) cost += rarely_short_ && (row.values > 0 || most_values_ == 0) ? kSlackRare : kSlack;
    if (row.cells == 1 && cols_ > 1) cost += row.values > 0 || row.lead > 0 ? kOrphan : kCaption;
    if (row.value_first && (labels_first_ || row.cells < cols_)) cost += kValueFirst;
    if (row.repeats > 1) cost -= kPeriod;  // cut elsewhere it would not
    return cost + kStarter * row.starters + kWideGap * row.gaps;
  }

  double step(const Row& above, const Row& row) const {
    double cost = 0;
    if (above.cells == 1 && row.cells == 1) cost += kCaptionAgain;
    // Cells that are carried on, and one above those that are not.
    int wanted = row.lead > 0 && row.cells > row.lead ? row.lead + 1 : row.lead;
    if (row.values == 0 && above.values == 0 && above.cells > 1 && row.cells > above.cells) {
      wanted = std::max(wanted, row.runs);
    }
    // Labels that are all carried on leave no room for one of the row's own.
    const int room = row.values > 0 && above.values > 0 && row.lead > 0 ? above.labels : above.cells;
    if (wanted > room) cost += kOrphan * (wanted - room);
    if (row.repeats > 1 && above.values == 0 && above.cells > 1 && above.cells != row.repeats) cost += kPeriod;
    // Values below a header row: each wants a name.
    if (above.values == 0 && above.cells > 1 && row.values > 1 && row.cells > above.cells) {
      cost += kUnnamed * (row.cells - above.cells);
    }
    return cost;
  }

  std::vector<Row> groups_;
  int cols_ = 0;
  std::vector<std::size_t> cell_hashes_;  ///< of all cells' texts
  std::vector<std::size_t> first_cell_;   ///< of each group, in cell_hashes_
  int most_values_ = 0;                   ///< of a row with all cells
  int needed_ = 0;                        ///< cells of a row of names for all values
  bool labels_first_ = false;
  bool rarely_short_ = false;
  std::size_t stride_ = 1;
};

/// How many cells a full row may have: as many as the widest group, or, where an empty line parts each row that is
/// full, as many as stand between two wide gaps.
std::vector<int> widths_of(const std::vector<FieldGroup>& groups) {
  std::vector<int> widths(1, 0);
  for (const FieldGroup& group : groups) widths[0] = std::max(widths[0], static_cast<int>(group.fields.size()));
  if (groups.size() > kFewGroups) return widths;
  int cells = 0;
  int parts = 0;
  for (const FieldGroup& group : groups) {
    cells += static_cast<int>(group.fields.size());
    ++parts;
    if (!group.wide_gap && &group != &groups.back()) continue;
    if (cells > widths[0] && parts <= kMostJoined && std::find(widths.begin(), widths.end(), cells) == widths.end()) {
      widths.push_back(cells);
    }
    cells = parts = 0;
  }
  if (widths.size() > kMostWidths) widths.erase(widths.begin() + 1, widths.end());  // no row is full between wide gaps
  return widths;
}

}  // namespace

std::vector<FieldRow> join_groups(std::vector<FieldGroup> groups) {
  if (groups.empty()) return {};
  std::vector<FieldRow> rows;
  std::size_t from = 0;
  Cut best;
  for (const int width : widths_of(groups)) {
    Cut cut = Cutter(groups, width).cut();
    if (!best.ends.empty()) cut.cost += kWider;
    if (best.ends.empty() || cut.cost < best.cost) best = std::move(cut);
  }
  for (const std::size_t end : best.ends) {
    FieldRow row = std::move(groups[from].fields);
    for (std::size_t i = from + 1; i < end; ++i) {
      std::move(groups[i].fields.begin(), groups[i].fields.end(), std::back_inserter(row));
    }
    rows.push_back(std::move(row));
    from = end;
  }
  return rows;
}

}  // namespace gridlift::recover
