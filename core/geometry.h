// Geometry of a page: points from the top left corner of the upright page, y down.
#pragma once

#include <algorithm>

namespace gridlift {

/// A closed interval on one axis.
struct Span1 {
  double from = 0;
  double to = 0;
  double length() const { return to - from; }
  double middle() const { return (from + to) / 2; }
  double overlap(const Span1& other) const {
    return std::max(0.0, std::min(to, other.to) - std::max(from, other.from));
  }
  bool contains(double at) const { return from <= at && at <= to; }
};

/// An axis-parallel box; x0 <= x1 and y0 <= y1, y grows downwards.
struct Box {
  double x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  double width() const { return x1 - x0; }
  double height() const { return y1 - y0; }
  double area() const { return width() * height(); }
  double center_x() const { return (x0 + x1) / 2; }
  double center_y() const { return (y0 + y1) / 2; }
  bool empty() const { return x1 <= x0 || y1 <= y0; }
  Span1 across() const { return {x0, x1}; }
  Span1 down() const { return {y0, y1}; }
  bool contains(double x, double y) const { return x0 <= x && x <= x1 && y0 <= y && y <= y1; }
  bool contains(const Box& other) const { return x0 <= other.x0 && y0 <= other.y0 && other.x1 <= x1 && other.y1 <= y1; }
  Box intersection(const Box& other) const {
    return {std::max(x0, other.x0), std::max(y0, other.y0), std::min(x1, other.x1), std::min(y1, other.y1)};
  }
  /// The least box around both.
  Box united(const Box& other) const {
    return {std::min(x0, other.x0), std::min(y0, other.y0), std::max(x1, other.x1), std::max(y1, other.y1)};
  }
  Box grown(double by) const { return {x0 - by, y0 - by, x1 + by, y1 + by}; }

  friend bool operator==(const Box&, const Box&) = default;
};

}  // namespace gridlift
