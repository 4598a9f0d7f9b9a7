// The worker: a process that converts documents handed to it as descriptors, one after the other, until told to stop.
#pragma once

#include <string_view>
#include <vector>

#include "tools/bulk/channel.h"
#include "tools/bulk/job.h"

namespace gridlift::bulk {

/// Exit statuses of a worker, for the coordinator. A clean end is 0.
inline constexpr int kWorkerOutOfMemory = 71;
inline constexpr int kWorkerException = 72;
inline constexpr int kWorkerErrorFlood = 73;
inline constexpr int kWorkerBadMessage = 74;

/// Does one job with its descriptors (see Job). Meanwhile it says on the socket that it is alive, once a second as long
/// as its reader asks whether to go on, and after each page when the job wants that.
Outcome do_job(const Job& job, const RunOptions& options, const std::vector<Descriptor>& files, int socket);

/// Runs the loop on a socket (see channel.h): first the run's options, then jobs (job.h). Answers each with an
/// Outcome. Returns the process's exit status.
int run_worker(int socket);

}  // namespace gridlift::bulk
