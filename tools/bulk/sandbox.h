// The sandbox of a worker: limits on memory and CPU, no network, no new files, where the kernel offers it.
#pragma once

#include <cstdint>
#include <string>

namespace gridlift::bulk {

/// What is in force. Best effort, but never silent: `describe` goes into --version and the summary of each run.
struct Sandbox {
  int landlock_abi = 0;  ///< 0: the kernel has no Landlock
  bool seccomp = false;

  bool complete() const { return landlock_abi > 0 && seccomp; }
  /// "landlock 7, seccomp" or "none".
  std::string describe() const;
};

/// What this kernel and build offer, without applying it.
Sandbox available_sandbox();

/// Sets RLIMIT_AS, RLIMIT_FSIZE (files in memory too), RLIMIT_CORE and RLIMIT_NOFILE for this process.
void limit_resources(std::uint64_t memory_bytes, std::uint64_t file_bytes);

/// Gives this process `seconds` more of CPU time from now on; beyond them the kernel ends it (SIGXCPU, then SIGKILL).
void limit_cpu(std::uint64_t seconds);

/// Takes away the right to open files (but those under the read-only data folders of Poppler and ICU), to make network
/// connections, to start processes. Call once, single-threaded, before the first untrusted byte. Cannot be undone.
Sandbox enter_sandbox();

}  // namespace gridlift::bulk
