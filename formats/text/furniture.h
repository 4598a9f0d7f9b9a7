// Page heads, feet and numbers between the lines of a text that was made of pages.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "formats/text/lines.h"

namespace gridlift::text {

struct FurnitureLine {
  std::size_t index = 0;  ///< where it stood
  Line line;
  std::string label;  ///< "header", "footer" or "page-number"
};

/// Takes furniture out of the lines: an empty line stays in its place. Beside a form feed: a number, or a line that
/// most pages repeat but for their numbers. Elsewhere only what says that it is a page's number: "- 3 -", "第 3 页",
/// "Page 3 of 9", alone between empty lines.
std::vector<FurnitureLine> take_furniture(std::vector<Line>& lines);

}  // namespace gridlift::text
