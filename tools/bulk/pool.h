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
  Clock::time_point stalled;        ///< then, unless the worker says that it is alive
  Descriptor input;                 ///< to see whether it changed meanwhile; none for members of archives
  std::uint64_t pages = 0;          ///< that the worker has read, as far as it says so
  std::vector<Descriptor> results;  ///< files in memory, one per format; of an archive its spool and its list
};

/// Bounds of one document, as the watch keeps them.
struct Patience {
  std::chrono::seconds wall{120};
  std::chrono::seconds stall{60};
};

struct Worker {
  Descriptor socket;
  Descriptor process;  ///< pidfd: readable when the process has ended
  std::optional<InHand> in_hand;
  int documents = 0;               ///< finished since the process began
  std::uint64_t memory_bytes = 0;  ///< its limit
  std::string killed_for;          ///< why the watch killed it; "" it did not

  bool alive() const { return static_cast<bool>(process); }
};

/// How a worker ended, told from its exit status or signal and from whether the watch killed it.
struct Death {
  ErrorCode code = ErrorCode::crash;
  std::string message;
};

/// Starts a worker with the run's options and waits for its greeting; the sandbox it reports goes to `sandbox`.
Result<Worker> start_worker(const RunOptions& options, std::string& sandbox);

/// Hands a document on: its open input, and what its results go to. False when the worker is gone.
bool hand_over(Worker& worker, std::size_t task, const Job& job, int input, std::vector<Descriptor> results,
               const Patience& patience);

/// Files in memory for results; empty when the kernel has none left.
std::vector<Descriptor> result_files(std::size_t count);

/// Kills the process if it lives, and collects it.
Death bury(Worker& worker);

/// Lets an idle worker end by itself, for a moment; then as `bury`.
void dismiss(Worker& worker);

}  // namespace gridlift::bulk
