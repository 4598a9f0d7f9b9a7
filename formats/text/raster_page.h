// Lines of text as a page of character cells: words with boxes, lines of dashes as rules.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

inline constexpr double kColumnPitch = 5;  ///< points: half the font size, so that a wide character is a square
inline constexpr double kRowPitch = 12;    ///< points from line to line
inline constexpr double kFontSize = 10;

/// What a letter of East Asia takes: two character cells, as on a terminal, or one, as programs do that count letters
/// (`pdftotext -layout`).
enum class Measure : unsigned char { cells, letters };

/// The measure by which more texts stand in columns.
Measure measure_of(Lines lines);

struct RasterPage {
  Page page;
  std::vector<std::uint32_t> first_word;          ///< for each line, and one past the last: index of its first word
  std::vector<std::vector<std::string>> dropped;  ///< for each line: rules and leaders, which are no words

  std::size_t row_of(std::uint32_t word) const {
    return static_cast<std::size_t>(std::upper_bound(first_word.begin(), first_word.end(), word) - first_word.begin()) -
           1;
  }
};

/// Three or more dashes, equal signs or the like, and nothing else.
bool is_rule_line(std::string_view trimmed_line);

/// One page whose rows are the lines.
RasterPage raster_page(Lines lines, Measure measure = Measure::cells);

}  // namespace gridlift::text
