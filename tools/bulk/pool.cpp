#include "tools/bulk/pool.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

#include "tools/bulk/worker.h"

namespace gridlift::bulk {

namespace {

constexpr int kWorkerSocket = 3;
constexpr int kFarewellMs = 500;      // a worker that does not leave by then is killed
constexpr timeval kStartTime{20, 0};  // to load libraries and enter the sandbox, on a busy machine

// glibc 2.36 declares these two without C linkage, so that C++ cannot link them.
int open_process(pid_t pid) {
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}
void kill_process(int process) {
  ::syscall(SYS_pidfd_send_signal, process, SIGKILL, nullptr, 0);
}

/// Starts this very program again as a worker: a fresh process image, without the coordinator's heap, locks or
/// descriptors.
Result<pid_t> spawn(int socket) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, socket, kWorkerSocket);
  posix_spawn_file_actions_addclosefrom_np(&actions, kWorkerSocket + 1);
  posix_spawnattr_t attributes;  // the coordinator blocks signals that a worker need not
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  std::string program = "gridlift";
  std::string command = "worker";
  char* const arguments[] = {program.data(), command.data(), nullptr};
  // Outputs must not depend on where they are made. Without a time zone set, each time that libzip reads is a look at
  // /etc/localtime, which the sandbox refuses.
  std::string locale = "LC_ALL=C";
  std::string zone = "TZ=UTC0";
  char* const environment[] = {locale.data(), zone.data(), nullptr};
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, arguments, environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return fail(ErrorCode::internal, std::string("a worker cannot be started: ") + std::strerror(error));
  return pid;
}

/// What the kernel says of a process that has ended.
struct End {
  siginfo_t info{};
  std::uint64_t peak_bytes = 0;
};

Death read_death(const End& end, const std::string& killed_for, std::uint64_t memory_bytes) {
  const siginfo_t& info = end.info;
  if (!killed_for.empty()) return {ErrorCode::limit_time, killed_for};
  if (info.si_code == CLD_EXITED) {
    switch (info.si_status) {
      case kWorkerOutOfMemory:
        return {ErrorCode::limit_memory, "needs more memory than --memory"};
      case kWorkerException:
        return {ErrorCode::crash, "an unexpected exception"};
      case kWorkerErrorFlood:
        return {ErrorCode::limit_items, "too many errors in one file"};
      default:
        return {ErrorCode::crash, "the worker ended with status " + std::to_string(info.si_status)};
    }
  }
  if (info.si_status == SIGXCPU) return {ErrorCode::limit_time, "took more CPU time than allowed"};
  if (info.si_status == SIGBUS) return {ErrorCode::changed_during_read, "the file shrank while it was read"};
  if (info.si_status == SIGABRT && end.peak_bytes > memory_bytes / 2)
    return {ErrorCode::limit_memory, "the worker gave up for want of memory (signal 6)"};
  if (info.si_status == SIGSYS) return {ErrorCode::crash, "the worker did what its sandbox forbids (signal 31)"};
  return {ErrorCode::crash, "the worker died of signal " + std::to_string(info.si_status)};
}

End collect(const Worker& worker) {
  End end;
  rusage used{};
  // The system call tells what the process used; the function of the C library does not.
  while (::syscall(SYS_waitid, P_PIDFD, worker.process.get(), &end.info, WEXITED, &used) != 0 && errno == EINTR) {
  }
  end.peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
  return end;
}

}  // namespace

Result<Worker> start_worker(const RunOptions& options, std::string& sandbox) {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return fail(ErrorCode::internal, std::string("no socket for a worker: ") + std::strerror(errno));
  Worker worker;
  worker.socket = Descriptor(ends[0]);
  Descriptor theirs(ends[1]);
  const auto pid = spawn(theirs.get());
  theirs.reset();  // so that a dead worker is the end of the stream
  if (!pid) return tl::unexpected(pid.error());
  worker.process = Descriptor(open_process(*pid));
  if (!worker.process) return fail(ErrorCode::internal, std::string("no handle for a worker: ") + std::strerror(errno));
  ::setsockopt(worker.socket.get(), SOL_SOCKET, SO_RCVTIMEO, &kStartTime, sizeof(kStartTime));
  std::optional<Message> greeting;
  if (send_options(worker.socket.get(), options)) greeting = receive_message(worker.socket.get());
  if (!greeting) return fail(ErrorCode::internal, "a worker ended at its start: " + bury(worker).message);
  sandbox = greeting->text.substr(0, 200);
  worker.memory_bytes = options.memory_bytes;
  if (options.sandbox == SandboxLevel::required &&
      (sandbox.find("landlock") == std::string::npos || sandbox.find("seccomp") == std::string::npos)) {
    bury(worker);
    return fail(ErrorCode::bad_argument, "--sandbox required, but this machine has: " + sandbox);
  }
  return worker;
}

std::vector<Descriptor> result_files(std::size_t count) {
  std::vector<Descriptor> files;
  for (std::size_t i = 0; i < count; ++i) {
    files.push_back(memory_file("gridlift-result"));
    if (!files.back()) return {};
  }
  return files;
}

bool hand_over(Worker& worker, std::size_t task, const Job& job, int input, std::vector<Descriptor> results,
               const Patience& patience) {
  std::vector<int> descriptors = {input};
  for (const Descriptor& result : results) descriptors.push_back(result.get());
  if (!send_message(worker.socket.get(), to_wire(job), descriptors)) return false;
  const auto now = Clock::now();
  worker.in_hand = InHand{task, now + patience.wall, now + patience.stall, {}, 0, std::move(results)};
  return true;
}

Death bury(Worker& worker) {
  if (!worker.process) return {};
  kill_process(worker.process.get());
  const Death death = read_death(collect(worker), worker.killed_for, worker.memory_bytes);
  worker = Worker();
  return death;
}

void dismiss(Worker& worker) {
  if (!worker.process) return;
  worker.socket.reset();  // the worker reads the end of the stream and leaves
  pollfd ended{worker.process.get(), POLLIN, 0};
  ::poll(&ended, 1, kFarewellMs);
  bury(worker);
}

}  // namespace gridlift::bulk
