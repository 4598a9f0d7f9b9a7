// Rulings: the lines of a page that a reader of the paper would see, whatever they were drawn with.
#pragma once

#include <span>
#include <vector>

#include "core/context.h"
#include "core/layout.h"

namespace gridlift::recover {

/// A straight line that can be seen: strokes, thin fills, joined dashes, or the edge of a coloured area.
struct Ruling {
  bool horizontal = true;
  double at = 0;         ///< y of a horizontal, x of a vertical one, in points
  double from = 0;       ///< least x (y)
  double to = 0;         ///< greatest x (y)
  double thickness = 0;  ///< 0 for the edge of a fill
  bool edge = false;     ///< not drawn, but the border of a fill

  double length() const { return to - from; }
};

/// The unit of all tolerances of a page: the median font size of its letters, in points; 10 on a page without words.
double text_height(const Page& page);

/// The visible lines of a page, pieces on one line joined, sorted by direction, place and start. Left out: lines in the
/// colour of what they are painted on, lines under a later fill, and strokes too short to part two cells. Dashes and
/// dots count when at least four follow each other evenly. `unit` is the text height.
///
/// Doubles stay two rulings here; they become one where a grid is made of them (core/recover/ruled/ruled_grid.h).
std::vector<Ruling> visible_rulings(const Page& page, double unit, Context& context);

/// Those of one direction whose place is between `from` and `to`, and perhaps some just outside, of rulings sorted as
/// visible_rulings gives them. O(log n).
std::span<const Ruling> rulings_near(std::span<const Ruling> rulings, bool horizontal, double from, double to,
                                     double unit);

}  // namespace gridlift::recover
