// The coordinator: hands documents to workers, stores what they make, and writes the journal. It never parses one.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/result.h"
#include "tools/bulk/inputs.h"
#include "tools/bulk/job.h"

namespace gridlift::bulk {

struct BulkOptions {
  RunOptions run;
  std::string output;
  unsigned jobs = 1;
  std::chrono::seconds timeout{120};  ///< wall time of one document
  int recycle_after = 200;            ///< documents; libraries leak when an exception passes through them
  bool resume = false;
  bool retry_failed = false;  ///< with resume: documents that ended with an error are done again
  bool deduplicate = true;
  bool flat = false;  ///< all outputs in one folder
};

/// Figures of a run, as they stand.
struct Tally {
  std::uint64_t total = 0;    ///< documents to do, those done before among them
  std::uint64_t skipped = 0;  ///< done by an earlier run
  std::uint64_t ok = 0;
  std::uint64_t partial = 0;
  std::uint64_t failed = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t bytes = 0;
  std::uint64_t pages = 0;
  std::uint64_t tables = 0;
  std::uint64_t lost_chars = 0;
  std::map<std::string, std::uint64_t> codes;  ///< error code -> documents
  double seconds = 0;
  std::string sandbox;
  int interrupted_by = 0;  ///< signal that ended the run early, 0 none

  std::uint64_t done() const { return skipped + ok + partial + failed; }
};

/// Runs to the end, or until a signal: the first SIGINT or SIGTERM lets the documents in hand finish, a second one
/// drops them. Fails when the run itself cannot go on (disk full, output folder gone); what was done stays, and can be
/// resumed. `progress` is called now and then from the loop, and once at the end.
Result<Tally> run_bulk(const Inputs& inputs, const BulkOptions& options,
                       const std::function<void(const Tally&)>& progress);

}  // namespace gridlift::bulk
