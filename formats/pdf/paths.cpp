#include "formats/pdf/paths.h"

#include <algorithm>
#include <cmath>

namespace gridlift::pdf {

namespace {

/// How far the ends of a segment may lie apart across its direction.
double slack(double length) {
  return std::max(0.05, length / 1000);
}

/// Compound paths with more rectangles than this are runs of separate boxes (bars, dots), not frames with holes.
constexpr std::size_t kMostCompound = 64;

}  // namespace

void Paths::stroke(const Pen& pen) {
  const std::uint32_t order = order_++;
  Box drawing{INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (std::size_t s = 0; s < starts_.size(); ++s) {
    for (std::size_t i = starts_[s] + 1; i < end_of(s); ++i) {
      const Point& a = points_[i - 1];
      const Point& b = points_[i];
      const double width = std::abs(b.x - a.x);
      const double height = std::abs(b.y - a.y);
      const bool horizontal = width >= height;
      if (b.curve || std::min(width, height) > slack(std::max(width, height))) {
        ++out_.slanted;
        drawing = drawing.united({std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)});
        continue;
      }
      const Span1 clip_along = horizontal ? pen.clip.across() : pen.clip.down();
      const Span1 clip_across = horizontal ? pen.clip.down() : pen.clip.across();
      Stroke stroke;
      stroke.horizontal = horizontal;
      const double at = horizontal ? (a.y + b.y) / 2 : (a.x + b.x) / 2;
      const double from = std::max(horizontal ? std::min(a.x, b.x) : std::min(a.y, b.y), clip_along.from);
      const double to = std::min(horizontal ? std::max(a.x, b.x) : std::max(a.y, b.y), clip_along.to);
      if (at + pen.width / 2 < clip_across.from || at - pen.width / 2 > clip_across.to || from > to) continue;
      stroke.at = static_cast<float>(at);
      stroke.from = static_cast<float>(from);
      stroke.to = static_cast<float>(to);
      stroke.thickness = static_cast<float>(pen.width);
      stroke.color = pen.color;
      stroke.order = order;
      out_.strokes.push_back(stroke);
    }
  }
  if (drawing.x0 <= drawing.x1) add_drawing(drawing, pen);
}

bool Paths::rectilinear(std::size_t subpath) const {
  const std::size_t begin = starts_[subpath];
  const std::size_t end = end_of(subpath);
  for (std::size_t i = begin; i < end; ++i) {
    // Filling closes the subpath.
    const Point& a = i == begin ? points_[end - 1] : points_[i - 1];
    const Point& b = points_[i];
    const double width = std::abs(b.x - a.x);
    const double height = std::abs(b.y - a.y);
    if (std::min(width, height) > slack(std::max(width, height))) return false;
    if (b.curve && std::max(width, height) > 0.05) return false;
  }
  return true;
}

Box Paths::box_of(std::size_t subpath) const {
  Box box{INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (std::size_t i = starts_[subpath]; i < end_of(subpath); ++i)
    box = box.united({points_[i].x, points_[i].y, points_[i].x, points_[i].y});
  return box;
}

void Paths::fill(const Pen& pen, bool even_odd) {
  std::vector<std::size_t> plain;
  Box drawing{INFINITY, INFINITY, -INFINITY, -INFINITY};
  bool simple = true;  // each one a rectangle of its own
  for (std::size_t s = 0; s < starts_.size(); ++s) {
    const std::size_t count = end_of(s) - starts_[s];
    if (count < 2) continue;
    if (rectilinear(s)) {
      plain.push_back(s);
      simple = simple && count <= 5;
    } else {
      out_.slanted += count;
      drawing = drawing.united(box_of(s));
    }
  }
  if ((plain.size() == 1 && simple) || plain.size() > kMostCompound) {
    for (const std::size_t s : plain) add_area(box_of(s), pen);
  } else if (!plain.empty()) {
    decompose(plain, pen, even_odd);
  }
  if (drawing.x0 <= drawing.x1) add_drawing(drawing, pen);
  ++order_;
}

void Paths::add_area(Box box, const Pen& pen) {
  box = box.intersection(pen.clip);
  if (box.x0 > box.x1 || box.y0 > box.y1) return;
  Area area;
  area.x0 = static_cast<float>(box.x0);
  area.y0 = static_cast<float>(box.y0);
  area.x1 = static_cast<float>(box.x1);
  area.y1 = static_cast<float>(box.y1);
  area.color = pen.color;
  area.order = order_;
  area.opaque = pen.opaque;
  out_.areas.push_back(area);
}

void Paths::add_drawing(Box box, const Pen& pen) {
  box = box.intersection(pen.clip);
  if (box.x0 <= box.x1 && box.y0 <= box.y1) out_.drawings.push_back(box);
}

void Paths::shade(const Box& box) {
  if (!box.empty()) out_.drawings.push_back(box);
  ++order_;
}

void Paths::decompose(const std::vector<std::size_t>& subpaths, const Pen& pen, bool even_odd) {
  // Bands between neighbouring corners; inside a band, the upright edges from left to right enclose spans.
  std::vector<Edge> edges;
  std::vector<double> levels;
  for (const std::size_t s : subpaths) {
    const std::size_t begin = starts_[s];
    const std::size_t end = end_of(s);
    for (std::size_t i = begin; i < end; ++i) {
      const Point& a = i == begin ? points_[end - 1] : points_[i - 1];
      const Point& b = points_[i];
      levels.push_back(b.y);
      if (std::abs(b.x - a.x) > std::abs(b.y - a.y) || a.y == b.y) continue;
      edges.push_back({a.x, std::min(a.y, b.y), std::max(a.y, b.y), a.y < b.y ? 1 : -1});
    }
  }
  if (edges.size() > 4 * kMostCompound) {
    for (const std::size_t s : subpaths) add_drawing(box_of(s), pen);
    return;
  }
  std::sort(levels.begin(), levels.end());
  levels.erase(std::unique(levels.begin(), levels.end()), levels.end());
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.x < b.x; });
  std::vector<Box> open;
  std::vector<Box> next;
  for (std::size_t level = 1; level < levels.size(); ++level) {
    const double middle = (levels[level - 1] + levels[level]) / 2;
    next.clear();
    int wind = 0;
    double from = 0;
    for (const Edge& edge : edges) {
      if (edge.y0 > middle || edge.y1 < middle) continue;
      const bool was_inside = even_odd ? wind % 2 != 0 : wind != 0;
      wind += even_odd ? 1 : edge.wind;
      const bool inside = even_odd ? wind % 2 != 0 : wind != 0;
      if (!was_inside && inside) from = edge.x;
      if (was_inside && !inside) next.push_back({from, levels[level - 1], edge.x, levels[level]});
    }
    // A span that goes on from the band above makes that rectangle longer.
    for (Box& box : next) {
      for (Box& above : open) {
        if (above.x0 == box.x0 && above.x1 == box.x1 && above.y1 == box.y0) {
          box.y0 = above.y0;
          above.x1 = above.x0 - 1;
          break;
        }
      }
    }
    for (const Box& above : open) {
      if (above.x1 >= above.x0) add_area(above, pen);
    }
    std::swap(open, next);
  }
  for (const Box& box : open) add_area(box, pen);
  if (levels.size() == 1) {
    for (const std::size_t s : subpaths) add_area(box_of(s), pen);  // no height at all: a hairline
  }
}

}  // namespace gridlift::pdf
