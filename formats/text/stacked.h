// Tables with one cell on a line: a tab begins a cell, an empty line ends a row (as Tika writes them).
#pragma once

#include <cstddef>
#include <vector>

#include "core/recover/flattened/flattened.h"
#include "formats/text/lines.h"

namespace gridlift::text {

struct StackedRun {
  std::size_t length = 0;                   ///< lines; 0: no such table begins here
  std::size_t scanned = 0;                  ///< lines that were looked at, table or not
  std::vector<recover::FieldGroup> groups;  ///< cells between empty lines
};

/// Further paragraphs of a cell are lines without a tab. Indented source code and prose are told by what their "cells"
/// hold, and by groups of all sizes.
StackedRun find_stacked(Lines lines);

}  // namespace gridlift::text
