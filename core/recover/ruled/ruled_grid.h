// Ruled grids: rulings that touch each other, made one grid with every stretch of line marked as drawn or missing.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/context.h"
#include "core/geometry.h"
#include "core/recover/page/rulings.h"

namespace gridlift::recover {

/// Rulings of both directions that hang together.
struct RulingGroup {
  std::vector<Ruling> rulings;
  Box box;  ///< around all of them
};

/// Parts rulings into those that touch or cross, larger areas first. Groups without both directions are left out: they
/// rule no cells. Rulings that stop short of each other by a fraction of the text height still touch.
std::vector<RulingGroup> group_rulings(std::span<const Ruling> rulings, double unit, Context& context);

/// All lines of a group drawn through: xs.size() - 1 columns, ys.size() - 1 rows.
struct RuledGrid {
  std::vector<double> xs;  ///< column edges, ascending, in points
  std::vector<double> ys;  ///< row edges
  /// Share of each unit edge that is ruled, 0..1: across[line * cols + col] of row edge `line`, down[row * (cols + 1) +
  /// line] of column edge `line`.
  std::vector<float> across;
  std::vector<float> down;
  bool drawn = false;  ///< lines in both directions, not only the borders of shaded areas

  std::size_t rows() const { return ys.empty() ? 0 : ys.size() - 1; }
  std::size_t cols() const { return xs.empty() ? 0 : xs.size() - 1; }
  float above(std::size_t row, std::size_t col) const { return across[row * cols() + col]; }
  float left(std::size_t row, std::size_t col) const { return down[row * (cols() + 1) + col]; }
  Box box() const { return {xs.front(), ys.front(), xs.back(), ys.back()}; }
};

/// The grid of one group: places nearer than a third of the text height are one line (doubles, jitter), and a frame
/// that is open at a side is closed where the lines across it end. Empty when a direction has fewer than two lines or
/// the grid has more than `kMostUnits` units.
RuledGrid make_ruled_grid(const RulingGroup& group, double unit);

inline constexpr std::size_t kMostUnits = 400'000;

}  // namespace gridlift::recover
