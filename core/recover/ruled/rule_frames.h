// Rule frames: horizontal rules of one extent below each other, as a table without side lines has them.
#pragma once

#include <span>
#include <vector>

#include "core/geometry.h"
#include "core/recover/page/rulings.h"

namespace gridlift::recover {

/// One rule of a frame.
struct FrameRule {
  double y = 0;
  bool edge = false;  ///< not drawn: the upper or lower edge of a fill
};

/// Rules of nearly the same left and right end, from the top down. A frame of one rule is possible.
struct RuleFrame {
  Span1 across;                  ///< from the least left to the greatest right end
  std::vector<FrameRule> rules;  ///< by y, doubles joined
};

/// Sorts the horizontal rulings of a page into frames, widest first. Pieces on one line with gaps between them, as
/// where each column has its own stretch, count as one rule. `unit` is the text height. O(n log n).
std::vector<RuleFrame> rule_frames(std::span<const Ruling> rulings, double unit);

}  // namespace gridlift::recover
