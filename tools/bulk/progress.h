// What a run shows of itself: a line that changes on a terminal, plain lines elsewhere, a summary at the end.
#pragma once

#include <chrono>
#include <string>

#include "core/result.h"
#include "tools/bulk/coordinator.h"

namespace gridlift::bulk {

enum class ProgressStyle : std::uint8_t { none, terminal, lines, json };

/// `terminal` when standard error is one that knows escape sequences, else `lines`.
ProgressStyle usual_style();

class Progress {
 public:
  explicit Progress(ProgressStyle style) : style_(style) {}
  /// Cheap; writes at most a few times a second on a terminal, once in ten seconds elsewhere.
  void show(const Tally& tally);
  /// The last line and the summary.
  void finish(const Tally& tally);

 private:
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ = began_;
  ProgressStyle style_;
};

/// The summary as a small table.
std::string summary_text(const Tally& tally);

/// Writes OUT/summary.json, by rename.
Result<void> write_summary(const std::string& folder, const Tally& tally);

}  // namespace gridlift::bulk
