// Reading order: the pieces of a page cut into columns by the white rivers between them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/geometry.h"

namespace gridlift::recover {

/// What stands on a page and is read as one: a segment of a line, or a whole table.
struct Piece {
  Box box;
  double size = 0;          ///< font size: the unit of tolerances
  std::uint32_t index = 0;  ///< the caller's: which segment, or which table
  bool is_table = false;
  bool is_label = false;  ///< ends like the label of a form ("Name:"): what follows stands to its right
  std::uint32_t letters = 0;
};

/// The pieces of one column, from top to bottom.
using Column = std::vector<Piece>;

/// Recursive cuts (after G. Nagy and S. Seth, "Hierarchical representation of optically scanned documents", 1984) by
/// white rivers: where text stands on both sides of a white stripe over several lines, the lines across it (headings,
/// wide tables) part bands, and in each band the columns are read one after the other; the right one first when
/// `right_to_left`. The order of `pieces` has no influence but between equal ones. O(n log n) for each level of cuts.
/// `gutter`: x of the white between two columns of type, where it is known from elsewhere.
std::vector<Column> reading_order(std::vector<Piece> pieces, bool right_to_left,
                                  std::optional<double> gutter = std::nullopt);

}  // namespace gridlift::recover
