#include "formats/text/header_groups.h"

#include <algorithm>
#include <cmath>

namespace gridlift::text {

namespace {

/// A way to share columns among groups, so far.
constexpr double kNever = 1e9;
constexpr double kSkipped = 0.5;  // character cells off the middle that are better than a column left out

struct Best {
  double cost = kNever;
  int from = 0;
};

/// What leaving columns without a group costs: those without a name of their own more.
int skipped(int left, int from, int to, const std::vector<bool>& named) {
  int count = 0;
  for (int col = from; col < to; ++col)
    count += left + col == 0 ? 0 : named[static_cast<std::size_t>(left + col)] ? 1 : 2;
  return count;
}

}  // namespace

bool share_columns(const std::vector<Phrase>& phrases, const std::vector<Column>& columns,
                   const std::vector<bool>& named, std::size_t i, std::size_t end, int left, int right,
                   std::vector<HeaderGroup>& found) {
  const int room = right - left;
  const std::size_t count = end - i;
  if (room < static_cast<int>(count)) return false;
  std::vector<std::vector<Best>> best(count + 1, std::vector<Best>(static_cast<std::size_t>(room) + 1));
  // best[n][c]: the first n groups lie in the first c columns, the last of them ends there.
  best[0][0] = {0, 0};
  for (std::size_t n = 1; n <= count; ++n) {
    for (int to = 1; to <= room; ++to) {
      for (int from = 0; from < to; ++from) {
        bool usable = true;
        for (int col = from; col < to && to - from > 1; ++col)
          usable = usable && named[static_cast<std::size_t>(left + col)];
        if (!usable) continue;
        const Column& a = columns[static_cast<std::size_t>(left + from)];
        const Column& b = columns[static_cast<std::size_t>(left + to - 1)];
        const Phrase& name = phrases[i + n - 1];
        double off = std::abs((a.from + b.to) / 2.0 - name.middle());
        if (to - from == 1) {  // the name of a column may stand at either edge of it
          off = std::min({off, 1.0 * std::abs(a.from - name.from), 1.0 * std::abs(a.to - name.to)});
        }
        for (int before = 0; before <= from; ++before) {
          const double cost =
              best[n - 1][static_cast<std::size_t>(before)].cost + off + kSkipped * skipped(left, before, from, named);
          Best& slot = best[n][static_cast<std::size_t>(to)];
          if (cost < slot.cost) slot = {cost, from};
        }
      }
    }
  }
  int to = -1;
  double least = kNever;
  for (int c = 0; c <= room; ++c) {
    const double cost = best[count][static_cast<std::size_t>(c)].cost + kSkipped * skipped(left, c, room, named);
    if (cost < least) {
      least = cost;
      to = c;
    }
  }
  if (to < 0 || least >= kNever) return false;
  for (std::size_t n = count; n > 0; --n) {
    const int from = best[n][static_cast<std::size_t>(to)].from;
    found[i + n - 1].from = left + from;
    found[i + n - 1].to = left + to;
    // Where the group before ended: the cheapest end not behind this beginning.
    int before = 0;
    double cheapest = kNever;
    for (int c = 0; c <= from; ++c) {
      const double cost = best[n - 1][static_cast<std::size_t>(c)].cost + kSkipped * skipped(left, c, from, named);
      if (cost < cheapest) {
        cheapest = cost;
        before = c;
      }
    }
    to = before;
  }
  return true;
}

}  // namespace gridlift::text
