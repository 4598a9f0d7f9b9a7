#include "core/recover/flattened_groups.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>

#include "core/recover/flattened_rows.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kMostJoined = 24;  // groups of one row

// Costs of the ways to read the groups, in units of a row that is not full. Only their order matters: a joint is rarer
// than a row with spans, and rarer than one caption, but less so than captions in succession.
constexpr double kJoint = 3;
constexpr double kJointMore = 0.6;  // a further one in the same row: what made the first repeats itself
constexpr double kSlack = 0.5;
constexpr double kCaption = 0.5;
constexpr double kCaptionAgain = 2;
constexpr double kValueFirst = 2.5;
constexpr double kOrphan = 3;     // an empty cell with nothing above to go on with
constexpr double kUnnamed = 0.7;  // a value below no header of its own

struct Group {
  int cells = 0;
  int lead = 0;  ///< empty cells before the first text
  int values = 0;
  bool value_first = false;
  bool empty = true;
};

/// Groups [from, to) as one row.
struct Row {
  int cells = 0;
  int lead = 0;
  int values = 0;
  bool value_first = false;
};

class Cutter {
 public:
  explicit Cutter(const std::vector<FieldRow>& groups) {
    std::size_t full_with_label = 0;
    std::size_t full = 0;
    for (const FieldRow& fields : groups) {
      Group group;
      group.cells = static_cast<int>(fields.size());
      for (const Field& field : fields) {
        if (field.text.empty()) {
          group.lead += group.empty ? 1 : 0;
          continue;
        }
        const bool value = is_value_text(field.text);
        if (group.empty) group.value_first = value && group.lead == 0;
        group.empty = false;
        group.values += value ? 1 : 0;
      }
      cols_ = std::max(cols_, group.cells);
      groups_.push_back(group);
    }
    for (const Group& group : groups_) {
      if (group.cells < cols_ || group.values == 0) continue;
      ++full;
      full_with_label += group.value_first ? 0 : 1;
    }
    labels_first_ = full_with_label * 2 > full;
  }

  /// Ends of the rows, ascending.
  std::vector<std::size_t> cut() const {
    const std::size_t count = groups_.size();
    // best[end][length]: least cost of the groups before `end` when the last row has `length` of them.
    std::vector<std::vector<double>> best(count + 1);
    std::vector<std::vector<std::size_t>> from(count + 1);
    best[0] = {0};
    from[0] = {0};
    for (std::size_t end = 1; end <= count; ++end) {
      best[end].assign(kMostJoined + 1, kNever);
      from[end].assign(kMostJoined + 1, 0);
      for (std::size_t length = 1; length <= std::min(end, kMostJoined); ++length) {
        const Row row = row_of(end - length, end);
        if (row.cells > cols_ && length > 1) break;
        const double own = cost(row, length);
        const auto& before = best[end - length];
        for (std::size_t last = 0; last < before.size(); ++last) {
          if (before[last] >= kNever) continue;
          double total = before[last] + own;
          if (last > 0) total += step(row_of(end - length - last, end - length), row);
          if (total < best[end][length]) {
            best[end][length] = total;
            from[end][length] = last;
          }
        }
      }
    }
    std::vector<std::size_t> ends;
    std::size_t end = count;
    auto length = static_cast<std::size_t>(std::min_element(best[end].begin(), best[end].end()) - best[end].begin());
    while (end > 0) {
      ends.push_back(end);
      const std::size_t last = from[end][length];
      end -= length;
      length = last;
    }
    std::reverse(ends.begin(), ends.end());
    return ends;
  }

 private:
  static constexpr double kNever = std::numeric_limits<double>::max() / 4;

  Row row_of(std::size_t from, std::size_t to) const {
    Row row;
    row.value_first = groups_[from].value_first;
    bool leading = true;
    for (std::size_t i = from; i < to; ++i) {
      row.cells += groups_[i].cells;
      row.values += groups_[i].values;
      if (leading) row.lead += groups_[i].lead;
      leading = leading && groups_[i].empty;
    }
    return row;
  }

  double cost(const Row& row, std::size_t groups) const {
    double cost = groups > 1 ? kJoint + kJointMore * static_cast<double>(groups - 2) : 0;
    if (row.cells < cols_) cost += kSlack;
    if (row.cells == 1 && cols_ > 1) cost += row.values > 0 || row.lead > 0 ? kOrphan : kCaption;
    if (row.value_first && labels_first_) cost += kValueFirst;
    return cost;
  }

  double step(const Row& above, const Row& row) const {
    double cost = 0;
    if (above.cells == 1 && row.cells == 1) cost += kCaptionAgain;
    // Cells that are carried on, and one above those that are not.
    const int wanted = row.lead > 0 && row.cells > row.lead ? row.lead + 1 : row.lead;
    if (wanted > above.cells) cost += kOrphan * (wanted - above.cells);
    // Values below a header row: each wants a name.
    if (above.values == 0 && above.cells > 1 && row.values > 1 && row.cells > above.cells) {
      cost += kUnnamed * (row.cells - above.cells);
    }
    return cost;
  }

  std::vector<Group> groups_;
  int cols_ = 0;
  bool labels_first_ = false;
};

}  // namespace

std::vector<FieldRow> join_groups(std::vector<FieldRow> groups) {
  if (groups.empty()) return groups;
  std::vector<FieldRow> rows;
  std::size_t from = 0;
  for (const std::size_t end : Cutter(groups).cut()) {
    FieldRow row = std::move(groups[from]);
    for (std::size_t i = from + 1; i < end; ++i) std::move(groups[i].begin(), groups[i].end(), std::back_inserter(row));
    rows.push_back(std::move(row));
    from = end;
  }
  return rows;
}

}  // namespace gridlift::recover
