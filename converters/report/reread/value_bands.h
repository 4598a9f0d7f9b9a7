// The columns of values on a page: which stretches from left to right are which column.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "core/geometry.h"

namespace gridlift::report {

/// A stretch that some text covers, and the column that all of it belongs to; nullopt when that cannot be told.
struct Band {
  Span1 across;
  std::optional<std::size_t> column;
};

/// A stretch known to be of a column: its header, or where it stood on the page before.
struct KnownColumn {
  Span1 across;
  std::size_t column = 0;
};

/// Tells the columns of what stands in lines (`lines`: the extents of their texts from left to right). What overlaps is
/// one column; no column reaches over another, though programs that set text in lines move its parts; so the texts of a
/// line are of rising columns, those of a line of `columns` texts of all, and those under a known stretch of its
/// column. Empty when these contradict each other.
std::vector<Band> value_bands(const std::vector<std::vector<Span1>>& lines, std::span<const KnownColumn> known,
                              std::size_t columns);

}  // namespace gridlift::report
