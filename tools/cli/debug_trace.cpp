#include "tools/cli/debug_trace.h"

#include <filesystem>
#include <system_error>

namespace gridlift::cli {

DebugTrace::DebugTrace(const std::string& svg_folder, const std::string& dump_file, const std::string& name) {
  if (!svg_folder.empty()) {
    std::error_code error;  // a folder that cannot be made is told by finish(), when no file can be written there
    std::filesystem::create_directories(svg_folder, error);
    svg_.emplace(svg_folder, name);
  }
  if (!dump_file.empty()) {
    dump_file_.emplace(dump_file);
    dump_.emplace(*dump_file_);
  }
}

void DebugTrace::page(int number, double width, double height) {
  if (svg_) svg_->page(number, width, height);
  if (dump_) dump_->page(number, width, height);
}

void DebugTrace::item(const TraceItem& item) {
  if (svg_) svg_->item(item);
  if (dump_) dump_->item(item);
}

Result<void> DebugTrace::finish() {
  if (svg_ && !svg_->finish()) return fail(ErrorCode::io_write, "cannot write the drawings");
  if (dump_ && !dump_->finish()) return fail(ErrorCode::io_write, "cannot write the dump");
  if (dump_file_) return dump_file_->commit();
  return {};
}

}  // namespace gridlift::cli
