#include "tools/bulk/coordinator.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "tools/bulk/archive.h"
#include "tools/bulk/archive_name.h"
#include "tools/bulk/crew.h"
#include "tools/bulk/digest.h"
#include "tools/bulk/members.h"
#include "tools/bulk/output_kinds.h"
#include "tools/bulk/results.h"
#include "tools/bulk/signals.h"
#include "tools/bulk/tasks.h"
#include "tools/bulk/worker.h"

namespace gridlift::bulk {

namespace {

constexpr std::chrono::milliseconds kShowPause{100};
constexpr std::chrono::seconds kFarewell{10};      // for the documents in hand after a signal
constexpr std::uint64_t kUnpackRate = 1ULL << 20;  // bytes of an archive a second that are waited for
constexpr std::uint64_t kHashedAfterDeath = 64ULL << 20;

std::vector<std::string> extensions_of(const RunOptions& run) {
  std::vector<std::string> extensions;
  for (const std::string& format : run.formats) extensions.push_back(output_extension(format).value_or(format));
  return extensions;
}

/// Formats whose outputs do not say what their input is called.
bool nameless(const std::string& format) {
  return format == "txt" || format == "md" || format == "csv" || format == "tsv";
}

std::uint64_t size_of(int fd) {
  struct stat info {};
  return ::fstat(fd, &info) == 0 ? static_cast<std::uint64_t>(info.st_size) : 0;
}

class Run {
 public:
  Run(Inputs inputs, const BulkOptions& options, const std::function<void(const Tally&)>& progress)
      : inputs_(std::move(inputs)), options_(options), progress_(progress) {}

  RunEnd go() {
    auto ended = prepare();
    if (ended) ended = loop();
    crew_.put_away();
    if (results_) {
      if (auto flushed = results_->flush(true); ended && !flushed) ended = flushed;
    }
    return {tally(), ended ? std::nullopt : std::optional(ended.error())};
  }

 private:
  // ---- before ----

  Result<void> prepare() {
    auto results = Results::open(options_.output, options_.tag, header_of(options_), options_.resume,
                                 {options_.retry_failed, options_.verify});
    if (!results) return tl::unexpected(results.error());
    results_ = *std::move(results);
    extensions_ = extensions_of(options_.run);
    results_->expect(inputs_.files.size() + inputs_.refused.size());
    for (const Refused& refused : inputs_.refused) refuse(refused);
    collect_tasks();
    crew_.resize(std::max(1U, options_.jobs));
    return results_->announce();
  }

  void refuse(const Refused& refused) {
    const std::string code(name(refused.code));
    if (results_->refused_before(refused.name, code)) return;
    Entry entry;
    entry.input = entry.stem = refused.name;
    entry.outcome = failed_outcome(refused.code, refused.message);
    results_->record(std::move(entry));
  }

  bool done_before(const Input& input) {
    return results_->done_before(input.name, input.size, input.mtime_ns,
                                 is_archive_name(input.name) ? member_prefix(input, inputs_.files) : "");
  }

  void collect_tasks() {
    for (const Input& input : inputs_.files) {
      if (!done_before(input)) tasks_.push_back({input, 0, {}, {}, {}});
    }
    std::vector<std::size_t> order(tasks_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto& formats = options_.run.formats;
    if (options_.deduplicate) group_duplicates(tasks_, order, !std::all_of(formats.begin(), formats.end(), nameless));
    sort_biggest_first(tasks_, order);
    queue_.assign(order.begin(), order.end());
  }

  // ---- the loop ----

  Result<void> loop() {
    for (;;) {
      if (auto fed = feed(); !fed) return fed;
      if (failure_) return tl::unexpected(*failure_);
      if (!crew_.busy() && (stopping_ > 0 || (queue_.empty() && retries_.empty()))) return {};
      show();
      if (auto served = serve(); !served) return served;
      if (stopping_ > 1) return {};
      if (auto flushed = results_->flush(false); !flushed) return flushed;
    }
  }

  Tally tally() const {
    Tally tally = results_ ? results_->tally() : Tally();
    tally.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    tally.sandbox = crew_.sandbox();
    tally.interrupted_by = interrupted_by_;
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    tally.coordinator_peak_bytes = static_cast<std::uint64_t>(used.ru_maxrss) * 1024;
    return tally;
  }

  void show() {
    if (const auto now = Clock::now(); now - shown_ > kShowPause) {
      shown_ = now;
      progress_(tally());
    }
  }

  /// Gives each idle worker its next document. What failed once is tried again at the end, one at a time, with double
  /// limits in a worker of its own; what fails again, once more for the pages that were read before it failed.
  Result<void> feed() {
    for (Worker& worker : crew_.workers()) {
      while (stopping_ == 0 && !worker.in_hand && !queue_.empty() && !failure_) {
        const std::size_t task = queue_.front();
        queue_.pop_front();
        if (auto begun = begin(worker, task, options_.run, 1); !begun) return begun;
      }
    }
    while (stopping_ == 0 && queue_.empty() && !retries_.empty() && !crew_.busy() && !failure_) {
      const std::size_t task = retries_.front();
      retries_.pop_front();
      crew_.put_away();
      RunOptions generous = options_.run;
      generous.memory_bytes *= 2;
      if (auto begun = begin(crew_.workers().front(), task, generous, 2); !begun) return begun;
    }
    return {};
  }

  Job job_for(std::size_t task, unsigned times) const {
    const Input& input = tasks_[task].input;
    Job job;
    job.id = task;
    job.offset = input.offset;
    job.size = input.size;
    job.unpack = is_archive_name(input.name);
    job.name = job.unpack ? input.name : base_name(input.name);
    job.cpu_seconds = options_.run.cpu_seconds * times;
    job.count_pages = times > 1;
    if (tasks_[task].rest) job.pages = tasks_[task].rest->pages;
    if (job.unpack) {
      job.cpu_seconds += input.size / kUnpackRate;
      const auto spent = unpacked_.find(root_of(input));
      job.room = options_.run.unpack_bytes - (spent == unpacked_.end() ? 0 : spent->second);
    }
    return job;
  }

  Patience patience_for(const Job& job, unsigned times) const {
    Patience patience{options_.patience.wall * times, options_.patience.stall * times};
    if (job.unpack) {
      patience.wall += std::chrono::seconds(job.size / kUnpackRate);
      patience.stall = patience.wall;
    }
    return patience;
  }

  Result<void> begin(Worker& worker, std::size_t task, const RunOptions& run, unsigned times) {
    ++tasks_[task].attempts;
    Input& input = tasks_[task].input;
    Descriptor file;
    if (!input.spool) {
      auto opened = open_input(input);
      if (!opened) {
        conclude(task, failed_outcome(opened.error().code, opened.error().message), {});
        return {};
      }
      file = *std::move(opened);
    }
    const Job job = job_for(task, times);
    if (!job.unpack && input.size > run.convert.limits.input_bytes) {
      conclude(task, failed_outcome(ErrorCode::limit_input_size, "the file is larger than the limit (input-bytes)"),
               {});
      return {};
    }
    for (;;) {
      if (auto started = crew_.start(worker, run); !started) return started;
      auto results = result_files(job.unpack ? 1 : run.formats.size());
      if (results.empty()) return fail(ErrorCode::limit_memory, "no memory for results");
      if (job.unpack) {
        auto spool = results_->scratch();
        if (!spool) return tl::unexpected(spool.error());
        results.insert(results.begin(), *std::move(spool));
      }
      const int fd = input.spool ? input.spool->file.get() : file.get();
      if (hand_over(worker, task, job, fd, std::move(results), patience_for(job, times))) break;
      if (auto gone = crew_.lost_at_start(worker); !gone) return gone;
    }
    worker.in_hand->input = std::move(file);
    return {};
  }

  Result<void> serve() {
    const std::vector<Event> events = crew_.wait(signals_.fd());
    while (const int signal = signals_.take()) {
      interrupted_by_ = signal;
      ++stopping_;
      crew_.hurry(kFarewell);
    }
    for (const Event& event : events) {
      Worker& worker = *event.worker;
      if (event.kind == Event::Kind::said_something) {
        answered(worker);
      } else {
        if (event.kind == Event::Kind::took_too_long) worker.killed_for = "took longer than --timeout";
        if (event.kind == Event::Kind::went_silent) worker.killed_for = "gave no sign of life for the time of --stall";
        died(worker);
      }
      if (failure_) return tl::unexpected(*failure_);
    }
    return {};
  }

  void answered(Worker& worker) {
    const auto message = receive_message(worker.socket.get());
    if (const auto pages = message ? alive_from_wire(message->text) : std::nullopt) {
      worker.in_hand->pages = std::max(worker.in_hand->pages, *pages);
      const int attempts = tasks_[worker.in_hand->task].attempts;
      worker.in_hand->stalled = Clock::now() + options_.patience.stall * attempts;
      return;
    }
    auto outcome = message ? outcome_from_wire(message->text) : std::nullopt;
    if (!outcome || outcome->id != worker.in_hand->task) {  // nonsense is as good as a crash
      return died(worker);
    }
    if (outcome->status != Status::error) shorten(*outcome);
    const InHand done = *std::exchange(worker.in_hand, std::nullopt);
    ++worker.documents;
    const bool retried = tasks_[done.task].attempts > 1;
    const bool bloated = outcome->peak_bytes > options_.run.memory_bytes / 4;
    // Limits end a parser by exceptions, through libraries that leak then.
    const bool cut_short = outcome->status == Status::partial;
    if (retried || bloated || cut_short || worker.documents >= options_.recycle_after) dismiss(worker);
    if (done.input && has_changed(done)) {
      conclude(done.task, failed_outcome(ErrorCode::changed_during_read, "the file changed while it was read"), {});
    } else {
      conclude(done.task, *outcome, done.results);
    }
  }

  /// Names what ended a document of which only the first pages could be had.
  void shorten(Outcome& outcome) const {
    const auto& rest = tasks_[outcome.id].rest;
    if (!rest) return;
    outcome.status = Status::partial;
    outcome.code = std::string(name(rest->death.code));
    outcome.message = "only what comes before page " + std::to_string(rest->pages + 1) + ": " + rest->death.message;
  }

  bool has_changed(const InHand& done) const {
    const Input& input = tasks_[done.task].input;
    struct stat info {};
    if (::fstat(done.input.get(), &info) != 0) return true;
    const auto mtime_ns = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
    return static_cast<std::uint64_t>(info.st_size) != input.size || mtime_ns != input.mtime_ns;
  }

  void died(Worker& worker) {
    const std::size_t task = worker.in_hand->task;
    const Descriptor file = std::move(worker.in_hand->input);
    const std::uint64_t pages = worker.in_hand->pages;
    Death death = bury(worker);
    if (stopping_ > 0) return;  // not the document's fault: a resumed run does it
    if (tasks_[task].attempts < 2) {
      retries_.push_back(task);
      return;
    }
    if (!tasks_[task].rest && pages > 0) {
      tasks_[task].rest = Rest{pages, std::move(death)};
      retries_.push_front(task);
      return;
    }
    if (tasks_[task].rest) death = tasks_[task].rest->death;
    Outcome outcome = failed_outcome(death.code, death.message);
    if (file && tasks_[task].input.size <= kHashedAfterDeath) outcome.sha256 = digest_of_file(file.get()).value_or("");
    conclude(task, outcome, {});
  }

  // ---- after a document ----

  void conclude(std::size_t task, const Outcome& outcome, const std::vector<Descriptor>& results) {
    if (is_archive_name(tasks_[task].input.name) && outcome.status != Status::error) {
      open_archive(task, outcome, results);
      return;
    }
    finish(task, outcome, results, "");
    for (const std::size_t copy : tasks_[task].same) {
      tasks_[copy].attempts = tasks_[task].attempts;
      finish(copy, outcome, results, tasks_[task].input.name);
    }
    close(task);
  }

  Entry entry_for(std::size_t task, const Outcome& outcome) const {
    const Input& input = tasks_[task].input;
    Entry entry;
    entry.input = input.name;
    entry.path = absolute(input.path);
    entry.stem = input.stem;
    entry.archive = input.archive;
    entry.size = input.size;
    entry.mtime_ns = input.mtime_ns;
    entry.outcome = outcome;
    entry.attempts = tasks_[task].attempts;
    return entry;
  }

  void finish(std::size_t task, const Outcome& outcome, const std::vector<Descriptor>& results,
              const std::string& same_as) {
    if (failure_) return;
    Entry entry = entry_for(task, outcome);
    entry.same_as = same_as;
    std::vector<int> outputs;
    if (outcome.status != Status::error) {
      for (const Descriptor& result : results) outputs.push_back(result.get());
    }
    if (auto stored = results_->finish(std::move(entry), outputs, extensions_); !stored) failure_ = stored.error();
  }

  // ---- archives ----

  /// An archive whose members are not all done. Its own line comes after theirs, so that a resumed run looks into it.
  struct OpenArchive {
    Entry entry;
    std::size_t left = 0;
  };

  void open_archive(std::size_t task, const Outcome& outcome, const std::vector<Descriptor>& results) {
    const Input archive = tasks_[task].input;
    const auto spool = std::make_shared<Spool>();
    spool->size = size_of(results[0].get());
    spool->file = Descriptor(::fcntl(results[0].get(), F_DUPFD_CLOEXEC, 0));
    unpacked_[root_of(archive)] += spool->size;
    const std::vector<Member> members = read_members(content_of(results[1].get()), spool->size);
    std::vector<Input> inputs =
        member_inputs(archive, member_prefix(archive, inputs_.files), members, spool, {options_.flat, extensions_});
    std::vector<std::size_t> order;
    results_->expect(members.size());
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (done_before(inputs[i])) continue;
      const bool too_deep = is_archive_name(inputs[i].name) && inputs[i].depth > kDeepestArchive;
      tasks_.push_back({std::move(inputs[i]), 0, {}, task, {}});
      if (members[i].code.empty() && !too_deep) {
        order.push_back(tasks_.size() - 1);
        continue;
      }
      Outcome bad = failed_outcome(ErrorCode::limit_depth, "an archive in too many archives");
      if (!too_deep) bad.code = members[i].code;
      if (!too_deep) bad.message = members[i].message;
      tasks_.back().attempts = 1;
      results_->record(entry_for(tasks_.size() - 1, bad));
      tasks_.back().input.spool.reset();
    }
    sort_biggest_first(tasks_, order);
    queue_.insert(queue_.begin(), order.begin(), order.end());
    archives_[task] = {entry_for(task, outcome), order.size()};
    if (order.empty()) close_archive(task);
  }

  void close_archive(std::size_t task) {
    results_->record(std::move(archives_[task].entry));
    archives_.erase(task);
    close(task);
  }

  /// A task has ended: its bytes are not needed any more, and its archive may have ended with it.
  void close(std::size_t task) {
    tasks_[task].input.spool.reset();
    const auto parent = tasks_[task].parent;
    if (parent && --archives_[*parent].left == 0) close_archive(*parent);
  }

  Inputs inputs_;
  const BulkOptions& options_;
  const std::function<void(const Tally&)>& progress_;
  Signals signals_;
  std::optional<Results> results_;
  std::vector<std::string> extensions_;  // of the outputs
  std::vector<Task> tasks_;
  std::deque<std::size_t> queue_;
  std::deque<std::size_t> retries_;
  std::map<std::size_t, OpenArchive> archives_;    // by task
  std::map<std::string, std::uint64_t> unpacked_;  // bytes, by the archive on disk
  Crew crew_;
  Clock::time_point began_ = Clock::now();
  Clock::time_point shown_;
  int interrupted_by_ = 0;
  std::optional<Error> failure_;
  int stopping_ = 0;  // signals so far
};

}  // namespace

Header header_of(const BulkOptions& options) {
  Header header;
  header.options_hash = options_hash(options.run);
  header.version = options.version;
  header.flat = options.flat;
  header.needs_password = !options.run.convert.read.password.empty();
  RunOptions open = options.run;
  open.convert.read.password.clear();
  header.options = to_wire(open);
  return header;
}

RunEnd run_bulk(Inputs inputs, const BulkOptions& options, const std::function<void(const Tally&)>& progress) {
  return Run(std::move(inputs), options, progress).go();
}

}  // namespace gridlift::bulk
