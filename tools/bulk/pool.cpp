#include "tools/bulk/pool.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
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
  std::string program = "gridlift";
  std::string command = "worker";
  char* const arguments[] = {program.data(), command.data(), nullptr};
  std::string locale = "LC_ALL=C";  // outputs must not depend on where they are made
  char* const environment[] = {locale.data(), nullptr};
  pid_t pid = -1;
  const int error = ::posix_spawn(&pid, "/proc/self/exe", &actions, nullptr, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return fail(ErrorCode::internal, std::string("a worker cannot be started: ") + std::strerror(error));
  return pid;
}

Death read_death(const siginfo_t& info, bool timed_out) {
  if (timed_out) return {ErrorCode::limit_time, "took longer than --timeout"};
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
  if (info.si_status == SIGABRT)
    return {ErrorCode::limit_memory, "the worker gave up, as libraries do when memory ends (signal 6)"};
  return {ErrorCode::crash, "the worker died of signal " + std::to_string(info.si_status)};
}

siginfo_t collect(const Worker& worker) {
  siginfo_t info{};
  while (::waitid(P_PIDFD, static_cast<id_t>(worker.process.get()), &info, WEXITED) != 0 && errno == EINTR) {
  }
  return info;
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
  std::optional<Message> greeting;
  if (send_message(worker.socket.get(), to_wire(options))) greeting = receive_message(worker.socket.get());
  if (!greeting) return fail(ErrorCode::internal, "a worker ended at its start: " + bury(worker).message);
  sandbox = greeting->text.substr(0, 200);
  return worker;
}

bool hand_over(Worker& worker, std::size_t task, const Job& job, int input, const RunOptions& options,
               std::chrono::seconds wall_time) {
  InHand in_hand;
  in_hand.task = task;
  std::vector<int> descriptors = {input};
  for (std::size_t i = 0; i < options.formats.size(); ++i) {
    in_hand.results.emplace_back(::memfd_create("gridlift-result", MFD_CLOEXEC));
    if (!in_hand.results.back()) return false;
    descriptors.push_back(in_hand.results.back().get());
  }
  if (!send_message(worker.socket.get(), to_wire(job), descriptors)) return false;
  in_hand.deadline = Clock::now() + wall_time;
  worker.in_hand = std::move(in_hand);
  return true;
}

Death bury(Worker& worker) {
  if (!worker.process) return {};
  kill_process(worker.process.get());
  const siginfo_t info = collect(worker);
  const Death death = read_death(info, worker.timed_out);
  worker = Worker();
  return death;
}

void dismiss(Worker& worker) {
  if (!worker.process) return;
  worker.socket.reset();  // the worker reads the end of the stream and leaves
  collect(worker);
  worker = Worker();
}

}  // namespace gridlift::bulk
