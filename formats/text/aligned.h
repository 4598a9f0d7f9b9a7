// Tables whose columns are kept apart by blanks: character cells as geometry, then the method for pages without rules.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// One table and the lines that it takes.
struct AlignedFind {
  std::size_t first = 0;  ///< index of its first line
  std::size_t end = 0;    ///< one past its last
  RawTable table;
  std::vector<Line> rest;            ///< what stands on those lines and is not in the table
  std::vector<std::string> dropped;  ///< rules and leaders on them, which are drawn, not written
};

struct AlignedBlock {
  std::size_t length = 0;  ///< lines that were looked at, from the first, whether tables were found there or not
  std::vector<AlignedFind> finds;
};

/// Looks at the run of lines from the first: up to two empty lines in succession, or a page break. Lines of dashes are
/// rules, dots between columns are leaders, tabs stop at every eighth column, East Asian wide characters take two.
/// Source code, logs, pictures and tables of contents are told by what the lines hold. Leaders and rules inside of
/// found tables are taken off the ledger.
AlignedBlock find_aligned(Lines lines, Context& context);

}  // namespace gridlift::text
