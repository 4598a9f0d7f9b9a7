// The trace: every intermediate of recovery, for those who want to see why. Feeds --debug-dump and --debug-svg.
#pragma once

#include <string>
#include <string_view>

#include "core/geometry.h"

namespace gridlift {

/// One thing that a stage saw or decided.
struct TraceItem {
  std::string_view
      stage;  ///< file of core/recover that says it: "lines", "lattice", "stream", "spans", "rows", "headers", ...
  std::string_view kind;  ///< "word", "line", "rule", "column", "cell", "table", "reject", ...
  int page = 0;           ///< from 1; 0: no page
  Box box;                ///< points; all zero where there is none
  std::string text;       ///< content, or reason
  int order = -1;         ///< place in a sequence (reading order), -1 none
};

class Trace {
 public:
  virtual ~Trace() = default;
  virtual void item(const TraceItem& item) = 0;
  virtual void page(int number, double width, double height) = 0;
};

}  // namespace gridlift
