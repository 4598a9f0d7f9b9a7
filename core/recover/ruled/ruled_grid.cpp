#include "core/recover/ruled/ruled_grid.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <map>
#include <tuple>
#include <utility>

#include "core/recover/ruled/disjoint_sets.h"

namespace gridlift::recover {

namespace {

// In text heights.
constexpr double kReach = 0.35;     // how far a line may stop short of the one that it meets
constexpr double kSnap = 0.35;      // lines this near are one
constexpr double kInset = 0.9;      // how far a shading may keep off the lines of its cell
constexpr double kOverhang = 0.75;  // how far lines must stick out to show an open side

/// Crossings that one page may have; a page full of hatching has more and no tables.
constexpr std::size_t kMostCrossings = 4'000'000;

Box box_of(const Ruling& r) {
  return r.horizontal ? Box{r.from, r.at, r.to, r.at} : Box{r.at, r.from, r.at, r.to};
}

/// Sweeps down the page with the verticals that are open at y. False when there are too many crossings.
bool unite_crossing(std::span<const Ruling> rulings, double reach, DisjointSets& sets) {
  struct Event {
    double y;
    int kind;  // 0 a vertical opens, 1 a horizontal asks, 2 a vertical closes
    std::uint32_t ruling;
  };
  std::vector<Event> events;
  events.reserve(rulings.size() * 2);
  for (std::uint32_t i = 0; i < rulings.size(); ++i) {
    const Ruling& r = rulings[i];
    if (r.horizontal) {
      events.push_back({r.at, 1, i});
    } else {
      events.push_back({r.from - reach, 0, i});
      events.push_back({r.to + reach, 2, i});
    }
  }
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
    return std::tie(a.y, a.kind, a.ruling) < std::tie(b.y, b.kind, b.ruling);
  });
  std::multimap<double, std::uint32_t> open;
  std::vector<std::multimap<double, std::uint32_t>::iterator> place(rulings.size());
  std::size_t crossings = 0;
  for (const Event& event : events) {
    const Ruling& r = rulings[event.ruling];
    if (event.kind == 0) {
      place[event.ruling] = open.emplace(r.at, event.ruling);
    } else if (event.kind == 2) {
      open.erase(place[event.ruling]);
    } else {
      for (auto it = open.lower_bound(r.from - reach); it != open.end() && it->first <= r.to + reach; ++it) {
        if (++crossings > kMostCrossings) return false;
        sets.unite(event.ruling, it->second);
      }
    }
  }
  return true;
}

/// The border of a shading inside a ruled cell is no line of its own: without it, what it is near to is left.
std::vector<Ruling> without_inset_edges(const std::vector<Ruling>& rulings, double unit) {
  std::vector<Ruling> drawn;
  std::copy_if(rulings.begin(), rulings.end(), std::back_inserter(drawn), [](const Ruling& r) { return !r.edge; });
  const auto before = [](const Ruling& a, const Ruling& b) {
    return std::tie(a.horizontal, a.at, a.from, a.to) < std::tie(b.horizontal, b.at, b.from, b.to);
  };
  std::sort(drawn.begin(), drawn.end(), before);
  const auto is_inset = [&](const Ruling& edge) {
    const Span1 span{edge.from, edge.to};
    Ruling first = edge;
    first.at -= kInset * unit;
    first.from = first.to = -1e9;
    for (auto it = std::lower_bound(drawn.begin(), drawn.end(), first, before);
         it != drawn.end() && it->horizontal == edge.horizontal && it->at <= edge.at + kInset * unit; ++it) {
      if (span.overlap({it->from, it->to}) >= 0.5 * span.length()) return true;
    }
    return false;
  };
  std::vector<Ruling> out;
  std::copy_if(rulings.begin(), rulings.end(), std::back_inserter(out),
               [&](const Ruling& r) { return !r.edge || !is_inset(r); });
  return out;
}

/// A place of one direction with the weight of the lines there.
struct Stop {
  double at;
  double weight;
};

/// Stops near each other become one, at their weighted mean.
std::vector<double> snapped(std::vector<Stop> stops, double snap) {
  std::sort(stops.begin(), stops.end(),
            [](const Stop& a, const Stop& b) { return std::tie(a.at, a.weight) < std::tie(b.at, b.weight); });
  std::vector<double> out;
  for (std::size_t begin = 0, end; begin < stops.size(); begin = end) {
    double sum = 0;
    double weight = 0;
    for (end = begin; end < stops.size() && stops[end].at - stops[begin].at <= 1.2 * snap &&
                      (end == begin || stops[end].at - stops[end - 1].at <= snap);
         ++end) {
      sum += stops[end].at * stops[end].weight;
      weight += stops[end].weight;
    }
    out.push_back(sum / weight);
  }
  return out;
}

/// Where the lines that cross this direction end beyond its outermost line, if two of them (or the only ones) agree.
void close_sides(std::vector<double>& lines, std::vector<Span1> crossing, double unit) {
  if (lines.empty() || crossing.empty()) return;
  const double overhang = kOverhang * unit;
  std::sort(crossing.begin(), crossing.end(), [](const Span1& a, const Span1& b) { return a.from < b.from; });
  const bool few = crossing.size() < 3;
  for (std::size_t i = 0; i < crossing.size(); ++i) {
    if (crossing[i].from >= lines.front() - overhang) break;
    if (few || (i + 1 < crossing.size() && crossing[i + 1].from - crossing[i].from < unit)) {
      lines.insert(lines.begin(), crossing[i].from);
      break;
    }
  }
  std::sort(crossing.begin(), crossing.end(), [](const Span1& a, const Span1& b) { return a.to > b.to; });
  for (std::size_t i = 0; i < crossing.size(); ++i) {
    if (crossing[i].to <= lines.back() + overhang) break;
    if (few || (i + 1 < crossing.size() && crossing[i].to - crossing[i + 1].to < unit)) {
      lines.push_back(crossing[i].to);
      break;
    }
  }
}

std::size_t nearest(const std::vector<double>& lines, double at) {
  const auto above = std::lower_bound(lines.begin(), lines.end(), at);
  if (above == lines.end()) return lines.size() - 1;
  if (above == lines.begin()) return 0;
  const auto i = static_cast<std::size_t>(above - lines.begin());
  return at - lines[i - 1] < lines[i] - at ? i - 1 : i;
}

/// Marks the stretches of the unit edges of one line; `stops` part the line, `mark(k, share)` takes its k-th stretch.
template <class Mark>
void cover(std::vector<Span1>& spans, const std::vector<double>& stops, double reach, Mark&& mark) {
  for (Span1& span : spans) {
    const double from = stops[nearest(stops, span.from)];
    const double to = stops[nearest(stops, span.to)];
    if (std::abs(from - span.from) <= reach) span.from = from;
    if (std::abs(to - span.to) <= reach) span.to = to;
  }
  std::sort(spans.begin(), spans.end(), [](const Span1& a, const Span1& b) { return a.from < b.from; });
  double done = stops.front();
  for (const Span1& span : spans) {
    const double from = std::max(span.from, done);
    if (span.to <= from) continue;
    auto k = static_cast<std::size_t>(std::upper_bound(stops.begin(), stops.end(), from) - stops.begin());
    for (k = k == 0 ? 0 : k - 1; k + 1 < stops.size() && stops[k] < span.to; ++k) {
      const double length = Span1{stops[k], stops[k + 1]}.overlap({from, span.to});
      mark(k, static_cast<float>(length / (stops[k + 1] - stops[k])));
    }
    done = span.to;
  }
}

}  // namespace

std::vector<RulingGroup> group_rulings(std::span<const Ruling> rulings, double unit, Context& context) {
  DisjointSets sets(rulings.size());
  if (!unite_crossing(rulings, kReach * unit, sets)) {
    context.diagnostics.warning("rules-ignored", "too many crossing lines for tables: ruling lines were not read");
    return {};
  }
  std::map<std::uint32_t, RulingGroup> groups;
  for (std::uint32_t i = 0; i < rulings.size(); ++i) {
    RulingGroup& group = groups[sets.find(i)];
    const Box box = box_of(rulings[i]);
    group.box = group.rulings.empty() ? box : group.box.united(box);
    group.rulings.push_back(rulings[i]);
  }
  std::vector<RulingGroup> out;
  for (auto& [set, group] : groups) {
    const bool has_horizontal =
        std::any_of(group.rulings.begin(), group.rulings.end(), [](const Ruling& r) { return r.horizontal; });
    const bool has_vertical =
        std::any_of(group.rulings.begin(), group.rulings.end(), [](const Ruling& r) { return !r.horizontal; });
    if (has_horizontal && has_vertical) out.push_back(std::move(group));
  }
  std::sort(out.begin(), out.end(), [](const RulingGroup& a, const RulingGroup& b) {
    return std::tuple(-a.box.area(), a.box.y0, a.box.x0) < std::tuple(-b.box.area(), b.box.y0, b.box.x0);
  });
  return out;
}

RuledGrid make_ruled_grid(const RulingGroup& group, double unit) {
  std::vector<Stop> x_stops;
  std::vector<Stop> y_stops;
  std::vector<Span1> across_spans;
  std::vector<Span1> down_spans;
  const std::vector<Ruling> rulings = without_inset_edges(group.rulings, unit);
  for (const Ruling& r : rulings) {
    (r.horizontal ? y_stops : x_stops).push_back({r.at, r.length()});
    (r.horizontal ? across_spans : down_spans).push_back({r.from, r.to});
  }
  RuledGrid grid;
  grid.xs = snapped(std::move(x_stops), kSnap * unit);
  grid.ys = snapped(std::move(y_stops), kSnap * unit);
  close_sides(grid.xs, std::move(across_spans), unit);
  close_sides(grid.ys, std::move(down_spans), unit);
  if (grid.xs.size() < 2 || grid.ys.size() < 2 || grid.rows() > kMostUnits / grid.cols()) return {};

  std::vector<std::vector<Span1>> row_lines(grid.ys.size());
  std::vector<std::vector<Span1>> column_lines(grid.xs.size());
  for (const Ruling& r : rulings) {
    (r.horizontal ? row_lines[nearest(grid.ys, r.at)] : column_lines[nearest(grid.xs, r.at)]).push_back({r.from, r.to});
  }
  const auto is_drawn = [&](bool horizontal) {
    return std::any_of(rulings.begin(), rulings.end(),
                       [&](const Ruling& r) { return r.horizontal == horizontal && !r.edge; });
  };
  grid.drawn = is_drawn(true) && is_drawn(false);
  grid.across.assign(grid.ys.size() * grid.cols(), 0);
  grid.down.assign(grid.rows() * grid.xs.size(), 0);
  const double reach = kReach * unit;
  for (std::size_t line = 0; line < grid.ys.size(); ++line) {
    cover(row_lines[line], grid.xs, reach,
          [&](std::size_t col, float share) { grid.across[line * grid.cols() + col] += share; });
  }
  for (std::size_t line = 0; line < grid.xs.size(); ++line) {
    cover(column_lines[line], grid.ys, reach,
          [&](std::size_t row, float share) { grid.down[row * grid.xs.size() + line] += share; });
  }
  return grid;
}

}  // namespace gridlift::recover
