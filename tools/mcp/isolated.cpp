#include "tools/mcp/isolated.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <exception>
#include <string_view>

#include "core/limits.h"
#include "tools/bulk/sandbox.h"
#include "tools/parts/parts.h"

namespace gridlift::mcp {

namespace {

constexpr int kDied = 70;  // exit status of a child whose work threw

[[noreturn]] void be_child(int out, const Isolation& isolation, const std::function<std::string()>& work) {
  try {
    bulk::limit_resources(isolation.memory_bytes, Limits().output_bytes);
    load_parts();  // the sandbox lets no further libraries in
    bulk::enter_sandbox();
    const std::string text = work();
    for (std::string_view rest = text; !rest.empty();) {
      const ssize_t written = ::write(out, rest.data(), rest.size());
      if (written < 0 && errno != EINTR) ::_exit(kDied);
      if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
  } catch (const std::exception&) {
    ::_exit(kDied);
  }
  ::_exit(0);
}

/// Reads until the other end closes; false when the time is over first.
bool drain(int in, std::chrono::steady_clock::time_point end, std::string& text) {
  std::array<char, 65'536> buffer;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd poll{in, POLLIN, 0};
    if (::poll(&poll, 1, static_cast<int>(left.count())) <= 0) continue;
    const ssize_t got = ::read(in, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return true;
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

Result<std::string> run_isolated(const Isolation& isolation, const std::function<std::string()>& work) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return fail(ErrorCode::internal, "no pipe could be made");
  const pid_t child = ::fork();
  if (child < 0) {
    ::close(ends[0]);
    ::close(ends[1]);
    return fail(ErrorCode::internal, "no process could be started");
  }
  if (child == 0) {
    ::close(ends[0]);
    be_child(ends[1], isolation, work);
  }
  ::close(ends[1]);
  std::string text;
  const bool in_time = drain(ends[0], std::chrono::steady_clock::now() + isolation.time, text);
  ::close(ends[0]);
  if (!in_time) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!in_time) return fail(ErrorCode::limit_time, "the document took too long");
  if (status != 0) return fail(ErrorCode::crash, "the document ended the process that read it");
  return text;
}

}  // namespace gridlift::mcp
