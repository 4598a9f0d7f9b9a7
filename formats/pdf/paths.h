// Painted paths to straight strokes and rectangles: what ruling lines and shadings are made of.
#pragma once

#include <cstddef>
#include <vector>

#include "formats/pdf/capture.h"

namespace gridlift::pdf {

/// How the current path is painted. Points on the page.
struct Pen {
  double width = 0;  ///< of a stroke
  std::uint32_t color = 0;
  bool opaque = true;
  Box clip;
};

/// Collects one path at a time and adds what it paints to a capture. Segments within 1/20 of a point (or a thousandth
/// of their length) of an axis count as parallel to it; other segments and curves only leave their box.
class Paths {
 public:
  explicit Paths(Capture& out) : out_(out) {}

  void begin() {
    points_.clear();
    starts_.clear();
  }
  void move_to(double x, double y) {
    starts_.push_back(points_.size());
    points_.push_back({x, y, false});
  }
  void line_to(double x, double y, bool curve) { points_.push_back({x, y, curve}); }
  /// Ends the current subpath where it began.
  void close() {
    const Point first = points_[starts_.back()];
    if (points_.back().x != first.x || points_.back().y != first.y) points_.push_back({first.x, first.y, false});
  }

  void stroke(const Pen& pen);
  void fill(const Pen& pen, bool even_odd);
  /// A shading or pattern: it hides what is below, in no single colour.
  void shade(const Box& box);

 private:
  struct Point {
    double x, y;
    bool curve;  ///< reached by a curve
  };
  struct Edge {
    double x, y0, y1;
    int wind;
  };

  std::size_t end_of(std::size_t subpath) const {
    return subpath + 1 < starts_.size() ? starts_[subpath + 1] : points_.size();
  }
  bool rectilinear(std::size_t subpath) const;
  Box box_of(std::size_t subpath) const;
  void add_area(Box box, const Pen& pen);
  void add_drawing(Box box, const Pen& pen);
  void decompose(const std::vector<std::size_t>& subpaths, const Pen& pen, bool even_odd);

  Capture& out_;
  std::vector<Point> points_;
  std::vector<std::size_t> starts_;  // of subpaths, in points_
  std::uint32_t order_ = 0;
};

}  // namespace gridlift::pdf
