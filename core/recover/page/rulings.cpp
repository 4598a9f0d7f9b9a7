#include "core/recover/page/rulings.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <tuple>
#include <utility>

#include "core/recover/page/highlights.h"

namespace gridlift::recover {

namespace {

constexpr std::uint32_t kPaper = 0xFFFFFF;
/// Greatest difference of a colour channel at which two colours look the same on paper.
constexpr int kSameColor = 10;
/// Comparisons of a rule with a fill spent on one page; past them every rule counts as visible.
constexpr std::size_t kMostComparisons = 20'000'000;
/// With more fills than this a page is a drawing or a picture made of tiles: their edges rule nothing.
constexpr std::size_t kMostFills = 20'000;

// All in text heights.
constexpr double kCollinear = 0.1;     // lines this near are one line drawn in pieces
constexpr double kPieceGap = 0.35;     // a gap that a line drawn in pieces may have
constexpr double kDash = 1.0;          // longest dash
constexpr double kDashGap = 0.8;       // widest gap between dashes
constexpr double kShortestRule = 0.6;  // what is shorter parts no cells
constexpr std::size_t kFewestDashes = 4;

bool same_color(std::uint32_t a, std::uint32_t b) {
  for (int shift = 0; shift <= 16; shift += 8) {
    const auto x = static_cast<int>(a >> shift & 0xFF);
    const auto y = static_cast<int>(b >> shift & 0xFF);
    if (std::abs(x - y) > kSameColor) return false;
  }
  return true;
}

/// What the fills of a page hide and what colour they lay under a point; fills in bands of y for quick look-up.
class Ground {
 public:
  Ground(const Page& page, double unit) : page_(page), band_height_(std::max(4 * unit, page.height / 400)) {
    if (page.fills.size() > kMostFills) return;
    for (std::uint32_t i = 0; i < page.fills.size(); ++i) {
      const Box& box = page.fills[i].box;
      if (box.empty()) continue;
      const std::size_t last = band(box.y1);
      if (last >= bands_.size()) bands_.resize(last + 1);
      for (std::size_t b = band(box.y0); b <= last; ++b) bands_[b].push_back(i);
    }
  }

  /// The colour painted last before `order` at a point.
  std::uint32_t color_under(double x, double y, std::uint32_t order) {
    std::uint32_t color = kPaper;
    std::uint32_t best = 0;
    visit(y, y, [&](const Fill& fill) {
      if (fill.order < order && fill.order >= best && fill.box.contains(x, y)) {
        best = fill.order;
        color = fill.color;
      }
    });
    return color;
  }

  /// The stretches of a rule that later fills leave uncovered.
  std::vector<Span1> uncovered(const Rule& rule) {
    std::vector<Span1> hidden;
    const double half = rule.thickness / 2;
    const double y0 = rule.horizontal ? rule.at - half : rule.from;
    const double y1 = rule.horizontal ? rule.at + half : rule.to;
    visit(y0, y1, [&](const Fill& fill) {
      if (fill.order <= rule.order) return;
      const Span1 over = rule.horizontal ? fill.box.down() : fill.box.across();
      const Span1 along = rule.horizontal ? fill.box.across() : fill.box.down();
      // A shading that ends on the rule leaves it readable: only what reaches well past both sides hides it.
      const double margin = std::max(half, 0.5);
      if (over.from < rule.at - half - margin && rule.at + half + margin < over.to) hidden.push_back(along);
    });
    std::sort(hidden.begin(), hidden.end(), [](const Span1& a, const Span1& b) { return a.from < b.from; });
    std::vector<Span1> seen;
    double at = rule.from;
    for (const Span1& span : hidden) {
      if (span.from > at) seen.push_back({at, std::min(span.from, rule.to)});
      at = std::max(at, span.to);
      if (at >= rule.to) break;
    }
    if (at < rule.to) seen.push_back({at, rule.to});
    return seen;
  }

 private:
  std::size_t band(double y) const {
    return static_cast<std::size_t>(std::clamp(y, 0.0, std::max(page_.height, 0.0)) / band_height_);
  }

  template <class Visit>
  void visit(double y0, double y1, Visit&& visit) {
    const std::size_t last = std::min(band(y1) + 1, bands_.size());
    for (std::size_t b = band(y0); b < last; ++b) {
      for (const std::uint32_t i : bands_[b]) {
        if (++comparisons_ > kMostComparisons) return;
        // A fill in several bands is met only in its first one that is looked at.
        if (b > band(y0) && band(page_.fills[i].box.y0) < b) continue;
        visit(page_.fills[i]);
      }
    }
  }

  const Page& page_;
  double band_height_;
  std::vector<std::vector<std::uint32_t>> bands_;
  std::size_t comparisons_ = 0;
};

Span1 sane(double from, double to) {
  return {std::min(from, to), std::max(from, to)};
}

/// Strokes and thin fills that can be seen.
void add_rules(const Page& page, Ground& ground, std::vector<Ruling>& out) {
  for (Rule rule : page.rules) {
    const Span1 span = sane(rule.from, rule.to);
    if (!std::isfinite(rule.at) || !std::isfinite(span.from) || !std::isfinite(span.to)) continue;
    rule.from = span.from;
    rule.to = span.to;
    const double middle = span.middle();
    const std::uint32_t under = rule.horizontal ? ground.color_under(middle, rule.at, rule.order)
                                                : ground.color_under(rule.at, middle, rule.order);
    if (same_color(rule.color, under)) continue;
    for (const Span1& seen : ground.uncovered(rule)) {
      out.push_back({rule.horizontal, rule.at, seen.from, seen.to, rule.thickness, false});
    }
  }
}

/// One side of a fill, on its way to being a ruling where the neighbour's colour differs.
struct Side {
  double at;
  Span1 span;
  std::uint32_t color;
  bool first;  // the top or left side of its fill
};

constexpr std::int64_t kEnd = 1 << 20;

/// Takes away from each side what a fill of the same colour continues.
void add_sides(std::vector<Side> sides, bool horizontal, double near, std::vector<Ruling>& out) {
  const auto key = [](const Side& s) { return std::tie(s.at, s.span.from, s.span.to, s.color, s.first); };
  std::sort(sides.begin(), sides.end(), [&](const Side& a, const Side& b) { return key(a) < key(b); });
  for (std::size_t begin = 0, end; begin < sides.size(); begin = end) {
    end = begin + 1;
    while (end < sides.size() && sides[end].at - sides[end - 1].at <= near &&
           sides[end].at - sides[begin].at <= 4 * near)
      ++end;
    std::sort(sides.begin() + static_cast<std::ptrdiff_t>(begin), sides.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Side& a, const Side& b) {
                return std::tie(a.color, a.span.from, a.span.to, a.first) <
                       std::tie(b.color, b.span.from, b.span.to, b.first);
              });
    // Along one line and colour: where both a fill's end and another's begin lie, nothing is to be seen.
    for (std::size_t i = begin, next; i < end; i = next) {
      next = i;
      while (next < end && sides[next].color == sides[i].color) ++next;
      std::vector<std::pair<double, std::int64_t>> events;
      double at = 0;
      for (std::size_t k = i; k < next; ++k) {
        const std::int64_t sign = sides[k].first ? 1 : kEnd;
        events.emplace_back(sides[k].span.from, sign);
        events.emplace_back(sides[k].span.to, -sign);
        at += sides[k].at / static_cast<double>(next - i);
      }
      std::sort(events.begin(), events.end());
      std::int64_t open = 0;  // begun fills + kEnd x ended ones
      for (std::size_t e = 0; e + 1 < events.size(); ++e) {
        open += events[e].second;
        const bool begins = open % kEnd != 0;
        const bool ends = open / kEnd != 0;
        if (begins != ends && events[e + 1].first > events[e].first) {
          out.push_back({horizontal, at, events[e].first, events[e + 1].first, 0, true});
        }
      }
    }
  }
}

/// Edges of shaded areas. White fills, and those as large as the page, shade nothing; highlights part nothing.
void add_fill_edges(const Page& page, Ground& ground, double unit, std::vector<Ruling>& out) {
  if (page.fills.size() > kMostFills) return;
  std::vector<Side> across;
  std::vector<Side> down;
  const std::vector<bool> marks = highlights(page);
  for (std::size_t i = 0; i < page.fills.size(); ++i) {
    if (marks[i]) continue;
    const Fill& fill = page.fills[i];
    const Box& box = fill.box;
    if (box.width() < kShortestRule * unit || box.height() < kShortestRule * unit) continue;
    if (box.width() > 0.9 * page.width && box.height() > 0.6 * page.height) continue;
    if (same_color(fill.color, ground.color_under(box.center_x(), box.center_y(), fill.order))) continue;
    across.push_back({box.y0, box.across(), fill.color, true});
    across.push_back({box.y1, box.across(), fill.color, false});
    down.push_back({box.x0, box.down(), fill.color, true});
    down.push_back({box.x1, box.down(), fill.color, false});
  }
  add_sides(std::move(across), true, 0.06 * unit, out);
  add_sides(std::move(down), false, 0.06 * unit, out);
}

/// Joins the pieces of one line, which are sorted by `from`; dots and dashes only in even runs.
void join_track(std::span<const Ruling> pieces, double unit, std::vector<Ruling>& out) {
  for (std::size_t i = 0; i < pieces.size();) {
    Ruling line = pieces[i];
    double weight = std::max(line.length(), 1e-3);
    double sum = line.at * weight;
    std::size_t count = 1;
    double longest_piece = line.length();
    std::size_t next = i + 1;
    for (; next < pieces.size(); ++next) {
      const Ruling& piece = pieces[next];
      const double gap = piece.from - line.to;
      const bool dashes = longest_piece <= kDash * unit && piece.length() <= kDash * unit && gap <= kDashGap * unit &&
                          gap <= 4 * std::max({longest_piece, piece.length(), line.thickness});
      if (gap > kPieceGap * unit && !dashes) break;
      line.to = std::max(line.to, piece.to);
      line.thickness = std::max(line.thickness, piece.thickness);
      line.edge = line.edge && piece.edge;
      longest_piece = std::max(longest_piece, piece.length());
      const double share = std::max(piece.length(), 1e-3);
      sum += piece.at * share;
      weight += share;
      ++count;
    }
    line.at = sum / weight;
    i = next;
    if (line.length() < kShortestRule * unit) continue;
    if (longest_piece < kShortestRule * unit / 2 && count < kFewestDashes) continue;
    out.push_back(line);
  }
}

/// Joins all lines of one direction.
void join_lines(std::vector<Ruling> pieces, double unit, std::vector<Ruling>& out) {
  std::sort(pieces.begin(), pieces.end(), [](const Ruling& a, const Ruling& b) {
    return std::tie(a.at, a.from, a.to, a.thickness, a.edge) < std::tie(b.at, b.from, b.to, b.thickness, b.edge);
  });
  for (std::size_t begin = 0, end; begin < pieces.size(); begin = end) {
    end = begin + 1;
    while (end < pieces.size() && pieces[end].at - pieces[end - 1].at <= kCollinear * unit / 2 &&
           pieces[end].at - pieces[begin].at <= kCollinear * unit) {
      ++end;
    }
    const auto first = pieces.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto last = pieces.begin() + static_cast<std::ptrdiff_t>(end);
    std::sort(first, last, [](const Ruling& a, const Ruling& b) {
      return std::tie(a.from, a.to, a.at, a.thickness, a.edge) < std::tie(b.from, b.to, b.at, b.thickness, b.edge);
    });
    join_track({first, last}, unit, out);
  }
}

/// Dots are as wide as high: the reader of the file cannot know which way their line runs.
void turn_dots(std::vector<Ruling>& rulings) {
  const std::size_t count = rulings.size();
  for (std::size_t i = 0; i < count; ++i) {
    const Ruling& dot = rulings[i];
    if (dot.edge || dot.length() > 2 * dot.thickness) continue;
    const double middle = (dot.from + dot.to) / 2;
    rulings.push_back(
        {!dot.horizontal, middle, dot.at - dot.thickness / 2, dot.at + dot.thickness / 2, dot.length(), false});
  }
}

}  // namespace

double text_height(const Page& page) {
  std::vector<std::pair<double, std::size_t>> sizes;  // of runs of words, for most words are like their neighbours
  std::size_t letters = 0;
  for (const Word& word : page.words) {
    if (!(word.size > 0) || !std::isfinite(word.size)) continue;
    if (sizes.empty() || sizes.back().first != word.size) sizes.emplace_back(word.size, 0);
    sizes.back().second += word.text.size();
    letters += word.text.size();
  }
  std::sort(sizes.begin(), sizes.end());
  std::size_t seen = 0;
  for (const auto& [size, count] : sizes) {
    seen += count;
    if (2 * seen >= letters) return size;
  }
  return 10;
}

std::vector<Ruling> visible_rulings(const Page& page, double unit, Context& context) {
  Ground ground(page, unit);
  std::vector<Ruling> pieces;
  pieces.reserve(page.rules.size());
  add_rules(page, ground, pieces);
  turn_dots(pieces);
  add_fill_edges(page, ground, unit, pieces);
  if (page.fills.size() > kMostFills) {
    context.diagnostics.info("fills-ignored", "more shaded areas than a table can have: their edges were not read",
                             "page " + std::to_string(page.number));
  }
  const auto middle =
      std::partition(pieces.begin(), pieces.end(), [](const Ruling& ruling) { return ruling.horizontal; });
  std::vector<Ruling> out;
  join_lines({pieces.begin(), middle}, unit, out);
  join_lines({middle, pieces.end()}, unit, out);
  return out;
}

std::span<const Ruling> rulings_near(std::span<const Ruling> rulings, bool horizontal, double from, double to,
                                     double unit) {
  // Pieces of one line lie on it but for a hair.
  const auto split = std::partition_point(rulings.begin(), rulings.end(), [](const Ruling& r) { return r.horizontal; });
  const auto first = horizontal ? rulings.begin() : split;
  const auto last = horizontal ? split : rulings.end();
  const auto begin = std::partition_point(first, last, [&](const Ruling& r) { return r.at < from - unit; });
  const auto end = std::partition_point(begin, last, [&](const Ruling& r) { return r.at <= to + unit; });
  return {begin, end};
}

}  // namespace gridlift::recover
