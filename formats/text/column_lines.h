// Lines of text as phrases with gaps between them, and runs of dashes.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "formats/text/header_groups.h"
#include "formats/text/lines.h"
#include "formats/text/narrow_rivers.h"
#include "formats/text/raster_page.h"

namespace gridlift::text {

inline constexpr int kRiver = 2;  ///< blanks that part columns

/// One line of a group of lines: its phrases, or the dashes it is made of.
struct ColumnLine {
  std::vector<Phrase> phrases;
  std::size_t line = 0;  ///< index among the lines
  int number = 0;        ///< in the file, from 1
  bool rule = false;     ///< dashes, or blank
  bool blank = false;
  std::vector<std::pair<int, int>> segments;  ///< of dashes, columns [from, to)
};

/// The phrases of a line, parted by two blanks or more, or by a narrow river.
std::vector<Phrase> phrases_of(const RasterPage& raster, const NarrowRivers& narrow, std::size_t line);

ColumnLine line_of(const RasterPage& raster, const NarrowRivers& narrow, Lines lines, std::size_t line);

/// Whether some text of the line is a value.
bool shows_values(const RasterPage& raster, std::size_t line);

}  // namespace gridlift::text
