// The command with a worker for tests: a document that begins with "FAULT name" makes it break in that way, as a
// hostile file may make a real one. All other documents are converted as usual.
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "tools/bulk/channel.h"
#include "tools/bulk/job.h"
#include "tools/bulk/sandbox.h"
#include "tools/bulk/worker.h"
#include "tools/cli/command.h"
#include "tools/parts/parts.h"

using namespace gridlift;
using namespace gridlift::bulk;

namespace {

/// What the document asks for; "" for an ordinary one.
std::string fault_of(int input, const Job& job) {
  char head[64] = {};
  const ssize_t got = ::pread(input, head, sizeof(head) - 1, static_cast<off_t>(job.offset));
  const std::string_view text(head, got > 0 ? static_cast<std::size_t>(got) : 0);
  if (!text.starts_with("FAULT ")) return {};
  return std::string(text.substr(6, text.find('\n') - 6));
}

int overflow_stack(int depth) {
  volatile char block[4096];
  block[depth % 4096] = static_cast<char>(depth);
  return depth < 0 ? 0 : overflow_stack(depth + 1) + block[0];
}

void hang() {
  for (;;) ::usleep(100'000);
}

void send_ok(const Job& job, int socket) {
  Outcome outcome;
  outcome.id = job.id;
  outcome.status = Status::ok;
  outcome.format = "text";
  (void)send_message(socket, to_wire(outcome));
}

/// Takes memory to the limit, and without one (sanitizers) says that it was met.
void hoard(std::uint64_t bytes) {
  constexpr std::size_t kBlock = 16U << 20;
  std::vector<std::string> blocks;
  while (blocks.size() * kBlock < 2 * bytes) blocks.emplace_back(kBlock, 'x');
  throw std::bad_alloc();
}

void run_fault(const std::string& fault, const Job& job, const RunOptions& options,
               const std::vector<Descriptor>& files, int socket) {
  if (fault == "hang") hang();
  if (fault == "spin") {
    volatile bool on = true;
    while (on) {
    }
  }
  for (const int signal : {SIGSEGV, SIGBUS, SIGABRT}) std::signal(signal, SIG_DFL);  // sanitizers would catch them
  if (fault == "crash") ::raise(SIGSEGV);
  if (fault == "abort") std::abort();
  if (fault == "bus") ::raise(SIGBUS);
  if (fault == "oom") hoard(options.memory_bytes);
  if (fault == "stack") std::exit(overflow_stack(0));
  if (fault == "exit0") std::exit(0);
  if (fault == "exit-flood") std::exit(kWorkerErrorFlood);
  if (fault == "garbage-ipc") (void)send_message(socket, "\x01\xFF{\"id\":");
  if (fault == "other-id") {
    Job other = job;
    other.id += 1;
    send_ok(other, socket);
  }
  if (fault == "deep-ipc") (void)send_message(socket, std::string(60'000, '['));
  if (fault == "descriptors-ipc") {
    (void)send_message(socket, "{}", std::vector<int>(kMostDescriptors, files[0].get()));
  }
  if (fault == "empty-ipc") (void)send_message(socket, "");
  if (fault == "close-socket") {
    ::close(socket);
    hang();
  }
  if (fault == "alive-for-ever") {
    for (;;) {
      (void)send_message(socket, alive(0));
      ::usleep(50'000);
    }
  }
  if (fault == "partial-then-die") {
    if (::write(files[1].get(), "half of ", 8) == 8) ::raise(SIGKILL);
  }
  if (fault == "socket") (void)::syscall(SYS_socket, 2, 1, 0);  // the sandbox ends it
  if (fault == "huge-output") {
    const std::string block(1U << 20, 'x');
    for (int i = 0; i < 8192; ++i) {
      if (::write(files[1].get(), block.data(), block.size()) <= 0) break;
    }
    std::exit(kWorkerOutOfMemory);
  }
  hang();
}

int faulty_worker(int socket) {
  auto options = receive_options(socket);
  const auto bench = options ? Workbench::open(*options) : fail(ErrorCode::bad_argument, "no options");
  if (!bench) return kWorkerBadMessage;
  std::signal(SIGXFSZ, SIG_IGN);
  limit_resources(options->memory_bytes, options->convert.limits.output_bytes);
  load_parts();
  const Sandbox sandbox = enter_sandbox();
  if (!send_message(socket, sandbox.describe())) return 0;
  while (auto message = receive_message(socket)) {
    const auto job = job_from_wire(message->text);
    if (!job) return kWorkerBadMessage;
    limit_cpu(job->cpu_seconds);
    const std::string fault = job->unpack ? "" : fault_of(message->descriptors[0].get(), *job);
    if (fault.empty()) {
      if (!send_message(socket, to_wire(bench->work(*job, message->descriptors, socket)))) return 0;
    } else if (fault == "slow") {
      ::usleep(1'500'000);
      if (!send_message(socket, to_wire(bench->work(*job, message->descriptors, socket)))) return 0;
    } else {
      run_fault(fault, *job, *options, message->descriptors, socket);
    }
  }
  return 0;
}

}  // namespace

#if defined(__SANITIZE_ADDRESS__)
/// The search for leaks at the exit needs what the sandbox forbids, and would change the exit status.
extern "C" [[gnu::visibility("default")]] const char* __asan_default_options();
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0";
}
#endif

int main(int argc, char** argv) {
  if (argc != 2 || std::string_view(argv[1]) != "worker") return cli::run_command(argc, argv);
  try {
    return faulty_worker(3);
  } catch (const std::bad_alloc&) {
    return kWorkerOutOfMemory;
  }
}
