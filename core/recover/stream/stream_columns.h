// Stream columns: the white rivers that the lines of a table share, and the columns between them.
#pragma once

#include <span>
#include <vector>

#include "core/geometry.h"
#include "core/recover/page/text_rows.h"

namespace gridlift::recover {

/// A white stretch that parts two columns, and how well the lines bear it out.
struct River {
  double from = 0;  ///< x in points: white in all lines but those that run across it
  double to = 0;
  std::size_t lines = 0;    ///< lines with text on both sides
  std::size_t values = 0;   ///< those of them with whole numbers on both sides, at the distance of a blank
  std::size_t crossed = 0;  ///< lines with a phrase across it
  double gap = 0;           ///< the usual distance of the text on both sides, in points

  double middle() const { return (from + to) / 2; }
};

/// The columns of some lines. Column i lies between rivers[i - 1] and rivers[i].
struct ColumnSet {
  std::vector<River> rivers;   ///< from left to right
  std::vector<Span1> columns;  ///< where text stands; rivers.size() + 1

  std::size_t size() const { return columns.size(); }
  bool empty() const { return columns.empty(); }
};

/// Phrases of one line, from left to right.
using PhraseLine = std::vector<Phrase>;

/// Finds the columns of lines in one sweep over their phrases. A river may be crossed by some lines (headings over
/// several columns, section titles), if several times as many respect it. `unit` is the text height, `widest_blank` the
/// gap that phrases were parted at, `walls` are x of vertical rules, which always part columns. O(n log n) in phrases.
ColumnSet find_columns(std::span<const PhraseLine> lines, double unit, double widest_blank,
                       std::span<const double> walls);

/// First and last column that a stretch reaches into; an overlap of less than a small part of a letter is no reach.
struct ColumnReach {
  std::size_t first = 0;
  std::size_t last = 0;
};
ColumnReach reach(const ColumnSet& columns, double x0, double x1, double unit);

}  // namespace gridlift::recover
