// What a run shows of itself: a line that changes on a terminal, plain lines elsewhere, a summary at the end.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "tools/bulk/tally.h"

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
  std::string line(const Tally& tally) const;

  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point shown_ = began_;
  ProgressStyle style_;
  bool begun_ = false;
  Tally first_;  ///< what was there before: speeds are those of this run
};

}  // namespace gridlift::bulk
