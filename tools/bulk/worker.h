// The worker: a process that converts documents handed to it as descriptors, one after the other, until told to stop.
#pragma once

namespace gridlift::bulk {

/// Exit statuses of a worker, for the coordinator. A clean end is 0.
inline constexpr int kWorkerOutOfMemory = 71;
inline constexpr int kWorkerException = 72;
inline constexpr int kWorkerErrorFlood = 73;
inline constexpr int kWorkerBadMessage = 74;

/// Runs the loop on a socket (see channel.h): first the run's options, then jobs, each with its input and one empty
/// file in memory per format. Answers each with an Outcome. Returns the process's exit status.
int run_worker(int socket);

}  // namespace gridlift::bulk
