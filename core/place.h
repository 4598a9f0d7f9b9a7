// Where a piece of text stands in the source file.
#pragma once

#include <optional>
#include <string>

#include "core/geometry.h"

namespace gridlift {

/// One source of a cell or block. A rejoined cell has several. Only the members that the format has are set.
struct Place {
  int page = 0;             ///< from 1; 0: the format has no pages
  std::optional<Box> bbox;  ///< points from the top left of the upright page
  std::string path;         ///< DOCX: part and element path, "word/document.xml#tbl[2]/tr[4]/tc[1]"
  int line = 0;             ///< text: line from 1; 0: none
  int column = 0;           ///< text: display column from 1; 0: none

  friend bool operator==(const Place&, const Place&) = default;
};

}  // namespace gridlift
