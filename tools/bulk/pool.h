// The pool: worker processes, each with its socket, its process handle and at most one document in hand.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "tools/bulk/channel.h"
#include "tools/bulk/job.h"

namespace gridlift::bulk {

using Clock = std::chrono::steady_clock;

/// What a worker holds while it works on a document.
struct InHand {
  std::size_t task = 0;  ///< the caller's index
  Clock::time_point deadline;
  std::vector<Descriptor> results;  ///< files in memory, one per format
};

struct Worker {
  Descriptor socket;
  Descriptor process;  ///< pidfd: readable when the process has ended
  std::optional<InHand> in_hand;
  int documents = 0;  ///< finished since the process began
  bool timed_out = false;

  bool alive() const { return static_cast<bool>(process); }
};

/// How a worker ended, told from its exit status or signal and from whether the watch killed it.
struct Death {
  ErrorCode code = ErrorCode::crash;
  std::string message;
};

/// Starts a worker with the run's options and waits for its greeting; the sandbox it reports goes to `sandbox`.
Result<Worker> start_worker(const RunOptions& options, std::string& sandbox);

/// Hands a document on: the open input and fresh files in memory. False when the worker is gone.
bool hand_over(Worker& worker, std::size_t task, const Job& job, int input, const RunOptions& options,
               std::chrono::seconds wall_time);

/// Kills the process if it lives, and collects it.
Death bury(Worker& worker);

/// Lets an idle worker end by itself, and collects it.
void dismiss(Worker& worker);

}  // namespace gridlift::bulk
