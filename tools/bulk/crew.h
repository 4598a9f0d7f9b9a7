// The crew: the workers of a run, kept alive and watched, whatever they work on.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"
#include "tools/bulk/job.h"
#include "tools/bulk/pool.h"

namespace gridlift::bulk {

/// What a worker with a document in hand did, or failed to do in time.
struct Event {
  enum class Kind : std::uint8_t { said_something, ended, took_too_long, went_silent };
  Worker* worker = nullptr;
  Kind kind = Kind::ended;
};

class Crew {
 public:
  void resize(unsigned workers) { workers_.resize(workers); }
  std::vector<Worker>& workers() { return workers_; }
  bool busy() const;

  /// Sees to it that a worker lives. An error when workers die at their start time after time, or when the sandbox that
  /// was asked for is not to be had: the machine is at fault, not a document.
  Result<void> start(Worker& worker, const RunOptions& run);
  /// Counts a worker that was gone before it took its document; an error as above.
  Result<void> lost_at_start(Worker& worker);

  /// Waits for a moment, at most until something happens to a worker or `wake` can be read.
  std::vector<Event> wait(int wake);

  /// Leaves the documents in hand no longer than this.
  void hurry(Clock::duration left);

  /// Ends all workers: idle ones leave by themselves, others are killed.
  void put_away();

  /// What the workers are shut in by, as the last of them said.
  const std::string& sandbox() const { return sandbox_; }

 private:
  std::vector<Worker> workers_;
  std::string sandbox_;
  int start_failures_ = 0;  // in a row
};

}  // namespace gridlift::bulk
