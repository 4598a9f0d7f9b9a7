// Runs of lines with tabs between their fields: the pages that other converters flattened tables to.
#pragma once

#include <cstddef>
#include <vector>

#include "core/recover/flattened/flattened.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// The lines from the first that are tab-separated rows, gaps between fragments included, and their fields.
struct TabbedRun {
  std::size_t length = 0;   ///< lines; 0: no such run begins here
  std::size_t scanned = 0;  ///< lines that were looked at, table or not
  std::vector<recover::FieldFragment> fragments;
};

/// A run must have rows of equally many fields; tabs that only indent, as in source code, part nothing.
TabbedRun find_tabbed(Lines lines);

}  // namespace gridlift::text
