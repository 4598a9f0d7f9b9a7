// A piece of work in a process of its own: what a hostile document does to it costs one call, not the server.
#pragma once

#include <chrono>
#include <functional>
#include <string>

#include "core/result.h"

namespace gridlift::mcp {

struct Isolation {
  std::chrono::milliseconds time{120'000};  ///< wall clock; the process is killed after it
  std::uint64_t memory_bytes = 2ULL << 30;  ///< of address space
};

/// Runs `work` in a child process under the sandbox of bulk's workers, and gives back the text that it returns. Fails
/// with crash when the child died, limit_time when it took too long.
Result<std::string> run_isolated(const Isolation& isolation, const std::function<std::string()>& work);

}  // namespace gridlift::mcp
