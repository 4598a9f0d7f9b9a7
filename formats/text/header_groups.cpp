#include "formats/text/header_groups.h"

#include <algorithm>
#include <cmath>

namespace gridlift::text {

namespace {

// All in character cells off the middle.
constexpr double kSkipped = 0.6;   // that are better than a unit left out
constexpr double kLine = 1.0;      // for a name over one column that is no line of the column's own name
constexpr double kAgain = 2.0;     // for a name over the columns that a lower name stands over
constexpr double kWide = 1.0;      // for each column of a group beyond the usual, where others are beside it
constexpr int kUsual = 4;          // columns of a group: most have two to four
constexpr double kMostWide = 2.0;  // names over a year of months are wide too

/// A way to share the first units among the first names, so far: reading `rank` of the step before, with a group that
/// begins at `from`, or the last unit left out.
struct Step {
  double cost = 0;
  int from = -1;  ///< -1: left out
  std::size_t rank = 0;
};

bool cheaper(const Step& a, const Step& b) {
  return a.cost < b.cost;
}

class Solver {
 public:
  Solver(const std::vector<Column>& names, const std::vector<HeaderUnit>& units, int left, int right, std::size_t most)
      : names_(names), units_(units), left_(left), room_(right - left), most_(most) {
    steps_.resize((names.size() + 1) * (static_cast<std::size_t>(room_) + 1));
  }

  std::vector<Sharing> solve() {
    at(0, 0).push_back({});
    for (std::size_t count = 0; count <= names_.size(); ++count) {
      for (int to = 1; to <= room_; ++to) fill(count, to);
    }
    std::vector<Sharing> out;
    const std::vector<Step>& last = at(names_.size(), room_);
    for (std::size_t rank = 0; rank < last.size(); ++rank) out.push_back(walk_back(rank));
    return out;
  }

 private:
  std::vector<Step>& at(std::size_t count, int to) {
    return steps_[count * (static_cast<std::size_t>(room_) + 1) + static_cast<std::size_t>(to)];
  }
  const HeaderUnit& unit(int i) const { return units_[static_cast<std::size_t>(left_ + i)]; }

  /// The cheapest ways for `count` names to take some of the first `to` units.
  void fill(std::size_t count, int to) {
    std::vector<Step> steps;
    const std::vector<Step>& before = at(count, to - 1);
    for (std::size_t rank = 0; rank < before.size(); ++rank)
      steps.push_back({before[rank].cost + skip_cost(to - 1), -1, rank});
    for (int from = to - 1; count > 0 && from >= 0; --from) {
      if (to - from > 1 && (!unit(from).named || !unit(to - 1).named)) break;
      const double cost = group_cost(names_[count - 1], from, to);
      const std::vector<Step>& left = at(count - 1, from);
      for (std::size_t rank = 0; rank < left.size(); ++rank) steps.push_back({left[rank].cost + cost, from, rank});
    }
    std::stable_sort(steps.begin(), steps.end(), cheaper);
    if (steps.size() > most_) steps.resize(most_);
    at(count, to) = std::move(steps);
  }

  /// Columns without a name of their own want one more.
  double skip_cost(int i) const { return left_ + i == 0 ? 0 : unit(i).named ? kSkipped : 2 * kSkipped; }

  double group_cost(const Column& name, int from, int to) const {
    const HeaderUnit& first = unit(from);
    const double off = std::abs((first.extent.from + unit(to - 1).extent.to) / 2.0 - name.middle());
    if (to - from > 1) return off + wide_cost(from, to);
    if (first.group) return off + kAgain;
    if (!first.named) {  // the name of a column may stand at either edge of it
      return std::min({off, 1.0 * std::abs(first.extent.from - name.from), 1.0 * std::abs(first.extent.to - name.to)});
    }
    return kLine + std::min({std::abs(first.name.middle() - name.middle()), 1.0 * std::abs(first.name.from - name.from),
                             1.0 * std::abs(first.name.to - name.to)});
  }

  double wide_cost(int from, int to) const {
    const double cost = std::clamp(kWide * (to - from - kUsual), 0.0, kMostWide);
    return to - from == room_ ? cost / 2 : cost;
  }

  Sharing walk_back(std::size_t rank) {
    Sharing out;
    std::size_t count = names_.size();
    int to = room_;
    out.cost = at(count, to)[rank].cost;
    while (to > 0) {
      const Step& step = at(count, to)[rank];
      rank = step.rank;
      if (step.from < 0) {
        --to;
        continue;
      }
      out.groups.push_back({left_ + step.from, left_ + to});
      to = step.from;
      --count;
    }
    std::reverse(out.groups.begin(), out.groups.end());
    return out;
  }

  const std::vector<Column>& names_;
  const std::vector<HeaderUnit>& units_;
  int left_;
  int room_;
  std::size_t most_;
  std::vector<std::vector<Step>> steps_;
};

}  // namespace

std::vector<Sharing> share_columns(const std::vector<Column>& names, const std::vector<HeaderUnit>& units, int left,
                                   int right, std::size_t most) {
  if (right - left < static_cast<int>(names.size())) return {};
  return Solver(names, units, left, right, most).solve();
}

}  // namespace gridlift::text
