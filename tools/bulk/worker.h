// The worker: a process that converts documents handed to it as descriptors, one after the other, until told to stop.
#pragma once

#include <string_view>
#include <vector>

#include "converters/report/form/profile.h"
#include "core/result.h"
#include "tools/bulk/channel.h"
#include "tools/bulk/job.h"

namespace gridlift::bulk {

/// Exit statuses of a worker, for the coordinator. A clean end is 0.
inline constexpr int kWorkerOutOfMemory = 71;
inline constexpr int kWorkerException = 72;
inline constexpr int kWorkerErrorFlood = 73;
inline constexpr int kWorkerBadMessage = 74;

/// Where jobs are done: a run's options, and what is made ready once for all of its documents.
class Workbench {
 public:
  /// Profiles that cannot be read are an error (bad_argument).
  static Result<Workbench> open(RunOptions options);

  /// Does one job with its descriptors (see Job). Meanwhile it says on the socket that it is alive, once a second as
  /// long as its reader asks whether to go on, and after each page when the job wants that.
  Outcome work(const Job& job, const std::vector<Descriptor>& files, int socket) const;

  const RunOptions& options() const { return options_; }

 private:
  RunOptions options_;
  std::vector<report::Profile> profiles_;  ///< that reports try
};

/// The run's options on their way to a worker: in a file, since a profile may be longer than a message.
bool send_options(int socket, const RunOptions& options);
std::optional<RunOptions> receive_options(int socket);

/// Runs the loop on a socket (see channel.h): first the run's options, then jobs (job.h). Answers each with an
/// Outcome. Returns the process's exit status.
int run_worker(int socket);

}  // namespace gridlift::bulk
