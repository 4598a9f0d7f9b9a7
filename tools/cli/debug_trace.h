// The traces of one conversion that a user asked for: drawings, a dump, both, or none.
#pragma once

#include <optional>
#include <string>

#include "core/result.h"
#include "core/trace.h"
#include "tools/cli/debug_dump.h"
#include "tools/cli/debug_svg.h"
#include "tools/cli/output.h"

namespace gridlift::cli {

class DebugTrace : public Trace {
 public:
  /// An empty folder, or file, is one that was not asked for. `name` is that of the document, for the names of
  /// drawings.
  DebugTrace(const std::string& svg_folder, const std::string& dump_file, const std::string& name);

  /// This, or nullptr when nothing was asked for.
  Trace* get() { return svg_ || dump_ ? this : nullptr; }
  void page(int number, double width, double height) override;
  void item(const TraceItem& item) override;
  /// Completes the files.
  Result<void> finish();

 private:
  std::optional<SvgTrace> svg_;
  std::optional<FileOutput> dump_file_;
  std::optional<DumpTrace> dump_;
};

}  // namespace gridlift::cli
