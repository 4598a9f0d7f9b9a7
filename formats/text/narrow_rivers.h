// Columns of values that a single blank parts: where numbers fill their columns, nothing wider is left between them.
#pragma once

#include <cstddef>
#include <vector>

#include "formats/text/raster_page.h"

namespace gridlift::text {

/// Character columns that are blank in every line with values among [from, to) and part two values in two of them or
/// more, or two words of the names with values below each; in order. A blank within a number, as in "10 931", parts
/// none.
struct NarrowRivers {
  std::vector<int> at;
  std::size_t names = 0;  ///< the line right above the first one with values: its names are parted there too

  bool has(int column) const;
};

NarrowRivers find_narrow_rivers(const RasterPage& raster, std::size_t from, std::size_t to);

}  // namespace gridlift::text
