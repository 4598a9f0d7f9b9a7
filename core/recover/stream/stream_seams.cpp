#include "core/recover/stream/stream_seams.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

// In text heights.
constexpr double kAligned = 0.12;
constexpr double kLeastGap = 0.15;
constexpr double kWidestGap = 1.5;
constexpr std::size_t kFewestRows = 4;

/// A number and the text beside it.
struct Meeting {
  double end = 0;    // x of the number's end
  double begin = 0;  // and of the beginning of the text
  std::string_view text;
};

bool is_number(const Word& word) {
  const CellKind kind = kind_of(word.text);
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

std::vector<Meeting> meetings(const Page& page, std::span<const TextRow> rows, double unit) {
  std::vector<Meeting> out;
  for (const TextRow& row : rows) {
    // The first word of a row may be the number of a list, and is a column of its own at most by chance.
    for (std::size_t i = 2; i < row.words.size(); ++i) {
      const Word& left = page.words[row.words[i - 1]];
      const Word& right = page.words[row.words[i]];
      const double gap = right.box.x0 - left.box.x1;
      if (gap < kLeastGap * unit || gap > kWidestGap * unit) continue;
      if (is_letter(first_code_point(right.text)) && is_number(left))
        out.push_back({left.box.x1, right.box.x0, right.text});
    }
  }
  std::sort(out.begin(), out.end(), [](const Meeting& a, const Meeting& b) { return a.begin < b.begin; });
  return out;
}

/// A unit after each number is no column: most texts are different.
bool differ(std::span<const Meeting> meetings) {
  std::set<std::string_view> texts;
  for (const Meeting& meeting : meetings) texts.insert(meeting.text);
  return 2 * texts.size() > meetings.size();
}

/// Rows whose text runs across x with no more than a blank there.
std::size_t count_across(const Page& page, std::span<const TextRow> rows, double x, double unit) {
  return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [&](const TextRow& row) {
    const auto next = std::partition_point(row.words.begin(), row.words.end(),
                                           [&](std::uint32_t word) { return page.words[word].box.x0 < x; });
    if (next == row.words.begin()) return false;
    const double end = page.words[*std::prev(next)].box.x1;
    return end > x || (next != row.words.end() && page.words[*next].box.x0 - end < kWidestGap * unit);
  }));
}

/// Two neighbouring words of the row leave just the seam between them.
bool meet_at(const Page& page, const TextRow& row, const Span1& seam, double near) {
  const auto next = std::partition_point(row.words.begin(), row.words.end(),
                                         [&](std::uint32_t word) { return page.words[word].box.x0 < seam.to - near; });
  return next != row.words.begin() && next != row.words.end() && page.words[*next].box.x0 <= seam.to + near &&
         std::abs(page.words[*std::prev(next)].box.x1 - seam.from) <= near;
}

/// Drawn along the rows that have the seam, headers too.
Wall wall_of(const Page& page, std::span<const TextRow> rows, const Span1& seam, double unit) {
  Wall wall{seam.middle(), {}};
  for (const TextRow& row : rows) {
    if (!meet_at(page, row, seam, kAligned * unit)) continue;
    const double middle = row.baseline - 0.3 * row.size;
    wall.drawn.push_back({middle - 0.1 * row.size, middle + 0.1 * row.size});
  }
  return wall;
}

std::vector<Wall> find_seams(const Page& page, std::span<const TextRow> rows, double unit) {
  std::vector<Wall> out;
  if (rows.size() < kFewestRows) return out;
  std::vector<Meeting> all = meetings(page, rows, unit);
  for (std::size_t first = 0; first < all.size();) {
    std::size_t end = first + 1;
    while (end < all.size() && all[end].begin - all[first].begin <= kAligned * unit) ++end;
    const std::span<const Meeting> group(&all[first], end - first);
    std::vector<double> ends;
    for (const Meeting& meeting : group) ends.push_back(meeting.end);
    const auto [least, most] = std::minmax_element(ends.begin(), ends.end());
    const bool even = group.size() + 1 >= kFewestRows && *most - *least <= kAligned * unit && differ(group);
    const Span1 seam{*most, group.front().begin};
    // All rows of the group are among those across; three must be all of them, but for a header.
    const std::size_t across = even ? count_across(page, rows, seam.middle(), unit) : 0;
    const bool most_rows = group.size() >= kFewestRows ? 4 * group.size() >= 3 * across : across <= kFewestRows;
    if (even && most_rows) out.push_back(wall_of(page, rows, seam, unit));
    first = end;
  }
  return out;
}

}  // namespace

void add_seams(const Page& page, StreamRegion& region) {
  for (Wall& seam : find_seams(page, region.rows, region.unit)) {
    const auto next = std::lower_bound(region.walls.begin(), region.walls.end(), seam.x,
                                       [](const Wall& wall, double x) { return wall.x < x; });
    const bool near_next = next != region.walls.end() && next->x - seam.x < region.unit;
    const bool near_last = next != region.walls.begin() && seam.x - std::prev(next)->x < region.unit;
    if (!near_next && !near_last) region.walls.insert(next, std::move(seam));
  }
}

}  // namespace gridlift::recover
