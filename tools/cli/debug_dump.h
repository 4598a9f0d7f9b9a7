// Writes what recovery saw and decided as JSON lines, one for each trace item (--debug-dump).
#pragma once

#include <string>

#include "converters/serializer.h"
#include "core/trace.h"

namespace gridlift::cli {

/// {"page": 1, "width": ..., "height": ...} for a page, then
/// {"page": 1, "stage": "lattice", "kind": "cell", "box": [x0, y0, x1, y1], "text": "...", "order": 3} for what the
/// stages say of it; "box", "text" and "order" only where there are any.
class DumpTrace : public Trace {
 public:
  /// `out` must outlive it.
  explicit DumpTrace(Output& out) : out_(out) {}

  void page(int number, double width, double height) override;
  void item(const TraceItem& item) override;
  /// False when a line could not be written.
  bool finish() const { return !failed_; }

 private:
  Output& out_;
  std::string line_;
  bool failed_ = false;
};

}  // namespace gridlift::cli
