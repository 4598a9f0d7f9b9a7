#include "core/recover/ruled/ruled_sections.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "core/recover/page/row_openings.h"
#include "core/recover/page/text_rows.h"

namespace gridlift::recover {

namespace {

// In text heights.
constexpr double kSameEnd = 0.5;    // ends of rules this near are the same
constexpr double kSameWall = 0.35;  // and walls
constexpr double kTallest = 3.2;    // the row of a title is no higher

/// A group with what tells whether another one goes on with it.
struct Part {
  RulingGroup group;
  std::vector<double> walls;  // x of its vertical rules, ascending
  bool open = true;           // no rule closes it at a side
  bool closed_above = false;  // a rule over its whole width is its upper end
  bool closed_below = false;
};

Part part_of(RulingGroup group, double unit) {
  Part part;
  const Box& box = group.box;
  for (const Ruling& ruling : group.rulings) {
    if (!ruling.horizontal) {
      part.walls.push_back(ruling.at);
      continue;
    }
    const bool whole = ruling.from < box.x0 + kSameEnd * unit && ruling.to > box.x1 - kSameEnd * unit;
    part.closed_above = part.closed_above || (whole && ruling.at < box.y0 + kSameWall * unit);
    part.closed_below = part.closed_below || (whole && ruling.at > box.y1 - kSameWall * unit);
  }
  std::sort(part.walls.begin(), part.walls.end());
  part.open = part.walls.front() > box.x0 + kSameEnd * unit && part.walls.back() < box.x1 - kSameEnd * unit;
  part.group = std::move(group);
  return part;
}

/// All walls of the one with fewer are walls of the other.
bool share_walls(const Part& a, const Part& b, double unit) {
  const std::vector<double>& few = a.walls.size() < b.walls.size() ? a.walls : b.walls;
  const std::vector<double>& many = a.walls.size() < b.walls.size() ? b.walls : a.walls;
  return std::all_of(few.begin(), few.end(), [&](double x) {
    const auto near = std::lower_bound(many.begin(), many.end(), x - kSameWall * unit);
    return near != many.end() && *near < x + kSameWall * unit;
  });
}

bool is_title(const Page& page, const WordIndex& index, const Box& band) {
  const std::vector<TextRow> rows = text_rows(page, index.inside(band));
  return rows.size() == 1 && !opens_caption(page, rows.front()) && !opens_notes(page, rows.front());
}

bool goes_on(const Page& page, const WordIndex& index, const Part& above, const Part& below, double unit) {
  const Box& a = above.group.box;
  const Box& b = below.group.box;
  if (!above.open || !below.open || !above.closed_below || !below.closed_above) return false;
  if (std::abs(a.x0 - b.x0) > kSameEnd * unit || std::abs(a.x1 - b.x1) > kSameEnd * unit) return false;
  if (b.y0 < a.y1 || b.y0 - a.y1 > kTallest * unit || !share_walls(above, below, unit)) return false;
  return is_title(page, index, {a.x0, a.y1, a.x1, b.y0});
}

}  // namespace

std::vector<RulingGroup> unite_sections(const Page& page, const WordIndex& index, std::vector<RulingGroup> groups,
                                        double unit) {
  std::sort(groups.begin(), groups.end(), [](const RulingGroup& a, const RulingGroup& b) {
    return std::tie(a.box.y0, a.box.x0) < std::tie(b.box.y0, b.box.x0);
  });
  std::vector<Part> parts;
  std::multimap<long, std::size_t> by_left;  // left end in steps of the tolerance -> the lowest part there
  const double step = kSameEnd * unit;
  for (RulingGroup& group : groups) {
    Part part = part_of(std::move(group), unit);
    const auto bucket = static_cast<long>(std::floor(part.group.box.x0 / step));
    auto home = by_left.end();
    for (auto it = by_left.lower_bound(bucket - 1); it != by_left.end() && it->first <= bucket + 1;) {
      const Part& above = parts[it->second];
      if (part.group.box.y0 - above.group.box.y1 > kTallest * unit) {
        it = by_left.erase(it);  // nothing further down is nearer
        continue;
      }
      if (goes_on(page, index, above, part, unit)) home = it;
      ++it;
    }
    if (home == by_left.end()) {
      by_left.emplace(bucket, parts.size());
      parts.push_back(std::move(part));
      continue;
    }
    RulingGroup& whole = parts[home->second].group;
    whole.box = whole.box.united(part.group.box);
    std::move(part.group.rulings.begin(), part.group.rulings.end(), std::back_inserter(whole.rulings));
    parts[home->second] = part_of(std::move(whole), unit);
  }
  std::vector<RulingGroup> out;
  for (Part& part : parts) out.push_back(std::move(part.group));
  std::sort(out.begin(), out.end(), [](const RulingGroup& a, const RulingGroup& b) {
    return std::tuple(-a.box.area(), a.box.y0, a.box.x0) < std::tuple(-b.box.area(), b.box.y0, b.box.x0);
  });
  return out;
}

}  // namespace gridlift::recover
