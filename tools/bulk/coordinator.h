// The coordinator: hands documents to workers, stores what they make, and writes the journal. It never parses one.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "core/result.h"
#include "tools/bulk/inputs.h"
#include "tools/bulk/job.h"
#include "tools/bulk/pool.h"
#include "tools/bulk/tally.h"

namespace gridlift::bulk {

struct BulkOptions {
  RunOptions run;
  std::string output;
  std::string tag;      ///< of the journal: "" or "-2-of-8" (shards)
  std::string version;  ///< of gridlift: outputs of two versions do not go into one folder
  unsigned jobs = 1;
  Patience patience;
  int recycle_after = 1000;  ///< documents; libraries leak when an exception passes through them
  bool resume = false;
  bool retry_failed = false;  ///< with resume: documents that ended with an error are done again
  bool verify = false;        ///< with resume: outputs of earlier runs are hashed, not only measured
  bool deduplicate = true;
  bool flat = false;  ///< all outputs in one folder
};

/// How a run ended.
struct RunEnd {
  Tally tally;
  std::optional<Error> failure;  ///< why the run itself could not go on (disk full, output folder gone)
};

/// Runs to the end, or until a signal: the first one lets the documents in hand finish for a few seconds, a second one
/// drops them. What was done stays, and can be resumed. `progress` is called now and then from the loop.
RunEnd run_bulk(Inputs inputs, const BulkOptions& options, const std::function<void(const Tally&)>& progress);

/// The header of the journal that a run with these options writes.
Header header_of(const BulkOptions& options);

}  // namespace gridlift::bulk
