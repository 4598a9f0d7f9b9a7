#include "tools/bulk/worker.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <new>
#include <utility>

#include "converters/convert.h"
#include "converters/report/read.h"
#include "converters/report/write/writers.h"
#include "tools/bulk/archive.h"
#include "tools/bulk/channel.h"
#include "tools/bulk/digest.h"
#include "tools/bulk/job.h"
#include "tools/bulk/output_kinds.h"
#include "tools/bulk/sandbox.h"

namespace gridlift::bulk {

namespace {

/// A stretch of a file, mapped. A file that shrinks while it is read ends the worker (SIGBUS), not the run.
class Mapping {
 public:
  /// REQUIRES: `offset` is a multiple of the page size.
  Mapping(int fd, std::uint64_t offset, std::uint64_t size) : size_(static_cast<std::size_t>(size)) {
    if (size_ == 0) return;
    void* address = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, fd, static_cast<off_t>(offset));
    if (address == MAP_FAILED) {
      size_ = 0;
      failed_ = true;
      return;
    }
    address_ = address;
  }
  ~Mapping() {
    if (address_ != nullptr) ::munmap(address_, size_);
  }
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  bool failed() const { return failed_; }
  Bytes bytes() const { return {static_cast<const std::byte*>(address_), size_}; }

 private:
  void* address_ = nullptr;
  std::size_t size_ = 0;
  bool failed_ = false;
};

/// Writes to a descriptor that the coordinator made.
class DescriptorOutput : public Output {
 public:
  explicit DescriptorOutput(int fd) : fd_(fd) {}
  Result<void> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const ssize_t written = ::write(fd_, bytes.data(), bytes.size());
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0)
        return fail(errno == ENOSPC ? ErrorCode::no_space : ErrorCode::io_write, "the result could not be stored");
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
  }

 private:
  int fd_;
};

constexpr std::chrono::seconds kPulse{1};

std::uint64_t peak_bytes() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  return static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
}

void fill(Outcome& outcome, const Summary& summary) {
  outcome.status = summary.partial() ? Status::partial : Status::ok;
  outcome.format = summary.source.format;
  outcome.sha256 = summary.source.sha256;
  outcome.pages = summary.source.pages;
  outcome.tables = summary.tables;
  outcome.input_chars = summary.input_chars;
  outcome.lost_chars = summary.lost_chars;
  for (const auto& [code, count] : summary.diagnostics.counts()) outcome.diagnostics[code] = count;
}

/// Tells the coordinator now and then that something goes on, and how many pages were read. Always says that nobody
/// cancelled.
class Pulse {
 public:
  explicit Pulse(int socket) : socket_(socket) {}
  bool operator()() {
    const auto now = std::chrono::steady_clock::now();
    if (now >= next_) {
      next_ = now + kPulse;
      say();
    }
    return false;
  }
  void read(std::uint64_t pages, bool now) {
    pages_ = pages;
    if (now) say();
  }

 private:
  void say() { (void)send_message(socket_, alive(pages_)); }

  int socket_;
  std::uint64_t pages_ = 0;
  std::chrono::steady_clock::time_point next_ = std::chrono::steady_clock::now() + kPulse;
};

void fill(Outcome& outcome, const Error& error) {
  outcome.status = Status::error;
  outcome.code = std::string(name(error.code));
  outcome.message = error.message;
  if (!error.where.empty()) outcome.message += " (" + error.where + ")";
}

using Profiles = std::vector<report::Profile>;

Result<void> write_report(Bytes bytes, const std::string& name, const ConvertOptions& options, const Profiles& profiles,
                          Document& document, Output& out) {
  std::vector<const report::Profile*> tried;
  for (const report::Profile& profile : profiles) tried.push_back(&profile);
  const report::Report made = report::report_of(bytes, name, options, tried, document);
  return out.write(report::to_json({&document, &made}));
}

Outcome convert_job(const Job& job, const RunOptions& options, const Profiles& profiles,
                    const std::vector<Descriptor>& files, int socket) {
  const Mapping input(files[0].get(), job.offset, job.size);
  Outcome outcome;
  if (input.failed()) {
    outcome.code = std::string(name(ErrorCode::limit_memory));
    outcome.message = "the file does not fit into --memory";
    return outcome;
  }
  std::vector<DescriptorOutput> outputs;
  for (std::size_t i = 1; i < files.size(); ++i) outputs.emplace_back(files[i].get());
  std::vector<Target> targets;
  Output* report = nullptr;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (options.formats[i] == kReport) {
      report = &outputs[i];
    } else {
      targets.push_back({options.formats[i], &outputs[i]});
    }
  }
  ConvertOptions convert_options = options.convert;
  Pulse pulse(socket);
  convert_options.cancelled = [&pulse] { return pulse(); };
  if (job.count_pages)
    convert_options.progress = [&pulse](const Progress& now) { pulse.read(now.pages, now.pages > 0); };
  if (job.pages > 0) convert_options.limits.pages = std::min(convert_options.limits.pages, job.pages);
  Document document;
  const Bytes bytes = input.bytes();
  auto done = convert(bytes, job.name, targets, convert_options, report == nullptr ? nullptr : &document);
  if (done) fill(outcome, *done);
  if (done && report != nullptr) {
    const auto written = write_report(bytes, job.name, convert_options, profiles, document, *report);
    if (!written) done = tl::unexpected(written.error());
  }
  if (done) return outcome;
  fill(outcome, done.error());
  if (outcome.sha256.empty() && done.error().code != ErrorCode::limit_input_size)
    outcome.sha256 = digest_of({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  return outcome;
}

int loop(int socket) {
  auto options = receive_options(socket);
  auto bench = options ? Workbench::open(*std::move(options)) : fail(ErrorCode::bad_argument, "no options");
  if (!bench) return kWorkerBadMessage;
  const RunOptions& run = bench->options();
  limit_resources(run.memory_bytes, std::max(run.convert.limits.output_bytes, run.unpack_bytes));
  const Sandbox sandbox = run.sandbox == SandboxLevel::off ? Sandbox() : enter_sandbox();
  if (!send_message(socket, sandbox.describe())) return 0;
  while (auto message = receive_message(socket)) {
    const auto job = job_from_wire(message->text);
    const std::size_t descriptors = job && job->unpack ? 3 : run.formats.size() + 1;
    if (!job || message->descriptors.size() != descriptors) return kWorkerBadMessage;
    limit_cpu(job->cpu_seconds);
    if (!send_message(socket, to_wire(bench->work(*job, message->descriptors, socket)))) return 0;
  }
  return 0;
}

}  // namespace

bool send_options(int socket, const RunOptions& options) {
  const std::string text = to_wire(options);
  const Descriptor file = memory_file("gridlift-options");
  return file && ::pwrite(file.get(), text.data(), text.size(), 0) == static_cast<ssize_t>(text.size()) &&
         send_message(socket, "options", {file.get()});
}

std::optional<RunOptions> receive_options(int socket) {
  const auto message = receive_message(socket);
  if (!message || message->descriptors.size() != 1) return std::nullopt;
  return options_from_wire(content_of(message->descriptors[0].get()));
}

Result<Workbench> Workbench::open(RunOptions options) {
  Workbench bench;
  if (std::find(options.formats.begin(), options.formats.end(), kReport) != options.formats.end()) {
    if (options.profile_json.empty()) {
      auto profiles = report::choose_profiles(options.profile);
      if (!profiles) return tl::unexpected(profiles.error());
      bench.profiles_ = *std::move(profiles);
    } else {
      auto profile = report::parse_profile(options.profile_json, options.profile);
      if (!profile) return tl::unexpected(profile.error());
      bench.profiles_.push_back(*std::move(profile));
    }
  }
  bench.options_ = std::move(options);
  return bench;
}

Outcome Workbench::work(const Job& job, const std::vector<Descriptor>& files, int socket) const {
  const auto begin = std::chrono::steady_clock::now();
  const MemberTest wanted = [this](const std::string& name) { return options_.filter.wanted(name); };
  Outcome outcome = job.unpack ? unpack(files[0].get(), job, options_, wanted, files[1].get(), files[2].get())
                               : convert_job(job, options_, profiles_, files, socket);
  outcome.id = job.id;
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  outcome.peak_bytes = peak_bytes();
  return outcome;
}

int run_worker(int socket) {
  // Ctrl-C is the coordinator's to answer; writes past a size limit are errors, not signals.
  std::signal(SIGINT, SIG_IGN);
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGXFSZ, SIG_IGN);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);   // a killed coordinator leaves no orphans
  std::setlocale(LC_CTYPE, "C.UTF-8");  // libarchive gives names that are UTF-8 in an archive as such
  try {
    return loop(socket);
  } catch (const std::bad_alloc&) {
    return kWorkerOutOfMemory;
  } catch (const std::exception&) {
    return kWorkerException;
  }
}

}  // namespace gridlift::bulk
