// How the columns of two fragments meet: whether they can be the columns of one table.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/geometry.h"

namespace gridlift::recover {

/// The columns of one fragment, as its page or its file shows them.
struct Columns {
  int cols = 0;
  std::span<const double> edges;  ///< cols + 1 positions in points, or empty in a flow
  double text_height = 0;         ///< unit of the tolerances, in points
  bool ruled = false;  ///< the edges are ruling lines; otherwise they lie somewhere in the white between texts
  std::span<const Span1> texts = {};  ///< where the text of each column stands; empty where that is not known
};

/// Ordered: a later kind is better evidence.
enum class ColumnFit : std::uint8_t {
  none,
  same_count,  ///< as many columns, elsewhere or nowhere known
  scaled,      ///< as many, at the same shares of the width (a page turned to landscape)
  compatible,  ///< the same frame, and the inner edges of one are among those of the other
  equal,       ///< edge by edge, but for a shift of the whole
};

struct ColumnMatch {
  ColumnFit fit = ColumnFit::none;
  int cols = 0;            ///< of the joined table
  std::vector<int> above;  ///< for each edge of the fragment above: its number among the joined edges
  std::vector<int> below;
};

ColumnMatch match_columns(const Columns& above, const Columns& below);

}  // namespace gridlift::recover
