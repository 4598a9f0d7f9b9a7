#include "tools/bulk/coordinator.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <numeric>
#include <optional>
#include <set>
#include <utility>

#include "tools/bulk/digest.h"
#include "tools/bulk/journal.h"
#include "tools/bulk/pool.h"
#include "tools/bulk/store.h"

namespace gridlift::bulk {

namespace {

constexpr std::size_t kGroup = 64;                     // documents of one commit
constexpr std::chrono::milliseconds kGroupTime{1000};  // or this long
constexpr int kMostStartFailures = 20;                 // workers that die at their start: the machine is broken

/// A document and how far it has come.
struct Task {
  const Input* input = nullptr;
  int attempts = 0;
  std::vector<std::size_t> same;  // tasks with the same bytes, which get copies of the outputs
};

/// Blocks the signals of a terminal and reads them as data.
class Signals {
 public:
  Signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    ::sigprocmask(SIG_BLOCK, &set, &before_);
    fd_ = Descriptor(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  }
  ~Signals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  int fd() const { return fd_.get(); }
  int take() {
    signalfd_siginfo info{};
    return ::read(fd_.get(), &info, sizeof(info)) == sizeof(info) ? static_cast<int>(info.ssi_signo) : 0;
  }

 private:
  sigset_t before_{};
  Descriptor fd_;
};

/// Opens an input for reading and nothing else: no link followed at its end, no FIFO waited for.
Result<Descriptor> open_input(const Input& input) {
  Descriptor file(::open(input.path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!file) return fail(errno == EACCES ? ErrorCode::permission : ErrorCode::io_read, std::strerror(errno));
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return fail(ErrorCode::io_read, std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::not_regular_file, "not a regular file");
  return file;
}

std::string base_name(const std::string& name) {
  const std::size_t slash = name.find_last_of('/');
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

std::string extension_of(const std::string& format) {
  const SerializerEntry* entry = find_serializer(format);
  return entry == nullptr ? format : std::string(entry->extension);
}

class Run {
 public:
  Run(const Inputs& inputs, const BulkOptions& options, const std::function<void(const Tally&)>& progress)
      : inputs_(inputs), options_(options), progress_(progress) {}

  Result<Tally> go() {
    if (auto ready = prepare(); !ready) return tl::unexpected(ready.error());
    auto looped = loop();
    for (Worker& worker : workers_) bury_idle(worker);
    auto flushed = flush();
    finish_tally();
    if (!looped) return tl::unexpected(looped.error());
    if (!flushed) return tl::unexpected(flushed.error());
    return tally_;
  }

 private:
  // ---- before ----

  Result<void> prepare() {
    auto store = Store::open(options_.output);
    if (!store) return tl::unexpected(store.error());
    store_ = *std::move(store);
    auto journal = Journal::open(options_.output, digest_of(to_wire(options_.run)), options_.resume);
    if (!journal) return tl::unexpected(journal.error());
    journal_ = *std::move(journal);
    store_->sweep();
    name_outputs();
    tally_.total = inputs_.files.size() + inputs_.refused.size();
    for (const Refused& refused : inputs_.refused) refuse(refused);
    collect_tasks();
    workers_.resize(std::max(1U, options_.jobs));
    return {};
  }

  /// Where each input's outputs go: beside each other in the mirror of the input tree, or flat with a hash where two
  /// files share a name.
  void name_outputs() {
    std::map<std::string, int> uses;
    for (const Input& input : inputs_.files) ++uses[base_name(input.name)];
    for (const Input& input : inputs_.files) {
      std::string name = input.name;
      if (options_.flat) {
        name = base_name(input.name);
        if (uses[name] > 1) name += "~" + digest_of(input.name).substr(0, 8);
      }
      output_names_.push_back(std::move(name));
    }
  }

  void refuse(const Refused& refused) {
    Entry entry;
    entry.input = refused.name;
    entry.outcome.status = Status::error;
    entry.outcome.code = std::string(name(refused.code));
    entry.outcome.message = refused.message;
    record(std::move(entry));
  }

  bool is_done(const Input& input) const {
    const auto found = journal_->entries().find(input.name);
    if (found == journal_->entries().end()) return false;
    const Entry& entry = found->second;
    if (entry.size != input.size || entry.mtime_ns != input.mtime_ns) return false;
    if (entry.outcome.status == Status::error) return !options_.retry_failed;
    return std::all_of(entry.outputs.begin(), entry.outputs.end(),
                       [&](const Stored& stored) { return store_->holds(stored); });
  }

  void collect_tasks() {
    for (const Input& input : inputs_.files) {
      if (is_done(input)) {
        ++tally_.skipped;
      } else {
        tasks_.push_back({&input, 0, {}});
      }
    }
    std::vector<std::size_t> order(tasks_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (options_.deduplicate) group_duplicates(order);
    // Biggest first: a big one that comes last would leave the other workers idle.
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return tasks_[a].input->size > tasks_[b].input->size; });
    queue_.assign(order.begin(), order.end());
  }

  /// Whether an output says the name of its input: then only files of one name can share it.
  bool outputs_are_named() const {
    return std::any_of(options_.run.formats.begin(), options_.run.formats.end(), [](const std::string& format) {
      return format == "json" || format == "ndjson" || format == "xlsx";
    });
  }

  /// Leaves only the first of each group of equal files in `order`. Only files of one size are hashed.
  void group_duplicates(std::vector<std::size_t>& order) {
    std::map<std::uint64_t, std::vector<std::size_t>> by_size;
    for (const std::size_t task : order) by_size[tasks_[task].input->size].push_back(task);
    std::set<std::size_t> later;
    for (const auto& [size, group] : by_size) {
      if (group.size() < 2) continue;
      std::map<std::string, std::size_t> first;
      for (const std::size_t task : group) {
        auto file = open_input(*tasks_[task].input);
        const auto digest = file ? digest_of_file(file->get()) : std::nullopt;
        if (!digest) continue;
        const std::string key = *digest + (outputs_are_named() ? base_name(tasks_[task].input->name) : "");
        const auto [leader, fresh] = first.try_emplace(key, task);
        if (fresh) continue;
        tasks_[leader->second].same.push_back(task);
        later.insert(task);
      }
    }
    std::erase_if(order, [&](std::size_t task) { return later.count(task) > 0; });
  }

  // ---- the loop ----

  bool busy() const {
    return std::any_of(workers_.begin(), workers_.end(),
                       [](const Worker& worker) { return worker.in_hand.has_value(); });
  }

  Result<void> loop() {
    for (;;) {
      if (auto fed = feed(); !fed) return fed;
      if (!busy() && (stopping_ || (queue_.empty() && retries_.empty()))) return {};
      wait();
      if (auto served = serve(); !served) return served;
      if (stopping_ > 1) return {};
      if (batch_.size() >= kGroup || (!batch_.empty() && Clock::now() - batch_began_ > kGroupTime)) {
        if (auto flushed = flush(); !flushed) return flushed;
      }
      progress_(tally_);
    }
  }

  /// Gives each idle worker its next document. What failed once is tried again at the end, one at a time, with double
  /// limits in a worker of its own.
  Result<void> feed() {
    for (std::size_t i = 0; i < workers_.size() && !stopping_ && !queue_.empty(); ++i) {
      if (workers_[i].in_hand) continue;
      const std::size_t task = queue_.front();
      queue_.pop_front();
      if (auto begun = begin(workers_[i], task, options_.run, options_.timeout); !begun) return begun;
    }
    if (!stopping_ && queue_.empty() && !retries_.empty() && !busy()) {
      const std::size_t task = retries_.front();
      retries_.pop_front();
      for (Worker& worker : workers_) bury_idle(worker);
      RunOptions generous = options_.run;
      generous.memory_bytes *= 2;
      generous.cpu_seconds *= 2;
      if (auto begun = begin(workers_[0], task, generous, options_.timeout * 2); !begun) return begun;
    }
    return {};
  }

  Result<void> begin(Worker& worker, std::size_t task, const RunOptions& run, std::chrono::seconds timeout) {
    ++tasks_[task].attempts;
    const Input& input = *tasks_[task].input;
    auto file = open_input(input);
    if (!file) {
      conclude(task, refused_outcome(file.error()), {});
      return {};
    }
    for (;;) {
      if (!worker.alive()) {
        auto started = start_worker(run, tally_.sandbox);
        if (!started) {
          if (++start_failures_ >= kMostStartFailures) return tl::unexpected(started.error());
          continue;
        }
        start_failures_ = 0;
        worker = *std::move(started);
      }
      if (hand_over(worker, task, {task, base_name(input.name)}, file->get(), run, timeout)) return {};
      bury(worker);
      if (++start_failures_ >= kMostStartFailures) return fail(ErrorCode::internal, "workers do not take documents");
    }
  }

  static Outcome refused_outcome(const Error& error) {
    Outcome outcome;
    outcome.code = std::string(name(error.code));
    outcome.message = error.message;
    return outcome;
  }

  void wait() {
    std::vector<pollfd> watched = {{signals_.fd(), POLLIN, 0}};
    auto wake = Clock::now() + std::chrono::milliseconds(500);
    for (const Worker& worker : workers_) {
      if (!worker.in_hand) continue;
      watched.push_back({worker.socket.get(), POLLIN, 0});
      watched.push_back({worker.process.get(), POLLIN, 0});
      wake = std::min(wake, worker.in_hand->deadline);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(wake - Clock::now()).count() + 1;
    ::poll(watched.data(), watched.size(), static_cast<int>(std::clamp<std::int64_t>(left, 0, 500)));
  }

  Result<void> serve() {
    while (const int signal = signals_.take()) {
      tally_.interrupted_by = signal;
      ++stopping_;
    }
    for (Worker& worker : workers_) {
      if (!worker.in_hand) continue;
      pollfd state[2] = {{worker.socket.get(), POLLIN, 0}, {worker.process.get(), POLLIN, 0}};
      ::poll(state, 2, 0);
      if ((state[0].revents & POLLIN) != 0) {
        answered(worker);
      } else if ((state[0].revents & POLLHUP) != 0 || (state[1].revents & POLLIN) != 0) {
        died(worker);
      } else if (Clock::now() >= worker.in_hand->deadline) {
        worker.timed_out = true;
        died(worker);
      }
      if (failure_) return tl::unexpected(*failure_);
    }
    return {};
  }

  void answered(Worker& worker) {
    const auto message = receive_message(worker.socket.get());
    auto outcome = message ? outcome_from_wire(message->text) : std::nullopt;
    if (!outcome || outcome->id != worker.in_hand->task) return died(worker);  // nonsense is as good as a crash
    const InHand done = *std::exchange(worker.in_hand, std::nullopt);
    ++worker.documents;
    const bool retried = tasks_[done.task].attempts > 1;
    const bool bloated = outcome->peak_bytes > options_.run.memory_bytes / 4;
    if (retried || bloated || worker.documents >= options_.recycle_after) dismiss(worker);
    conclude(done.task, *outcome, done.results);
  }

  void died(Worker& worker) {
    const std::size_t task = worker.in_hand->task;
    const Death death = bury(worker);
    if (tasks_[task].attempts < 2) {
      retries_.push_back(task);
      return;
    }
    Outcome outcome;
    outcome.code = std::string(name(death.code));
    outcome.message = death.message;
    conclude(task, outcome, {});
  }

  // ---- after a document ----

  void conclude(std::size_t task, const Outcome& outcome, const std::vector<Descriptor>& results) {
    finish(task, outcome, results, "");
    for (const std::size_t copy : tasks_[task].same) {
      tasks_[copy].attempts = tasks_[task].attempts;
      finish(copy, outcome, results, tasks_[task].input->name);
      ++tally_.duplicates;
    }
  }

  void finish(std::size_t task, const Outcome& outcome, const std::vector<Descriptor>& results,
              const std::string& same_as) {
    const Input& input = *tasks_[task].input;
    Entry entry;
    entry.input = input.name;
    entry.size = input.size;
    entry.mtime_ns = input.mtime_ns;
    entry.outcome = outcome;
    entry.attempts = tasks_[task].attempts;
    entry.same_as = same_as;
    if (outcome.status != Status::error) {
      const std::string& stem = output_names_[static_cast<std::size_t>(&input - inputs_.files.data())];
      for (std::size_t i = 0; i < results.size() && !failure_; ++i) {
        auto stored = store_->put(output_name(stem, extension_of(options_.run.formats[i])), results[i].get());
        if (stored) {
          entry.outputs.push_back(*std::move(stored));
        } else {
          failure_ = stored.error();
        }
      }
    }
    if (!failure_) record(std::move(entry));
  }

  void record(Entry entry) {
    const Outcome& outcome = entry.outcome;
    (outcome.status == Status::ok        ? tally_.ok
     : outcome.status == Status::partial ? tally_.partial
                                         : tally_.failed) += 1;
    if (!outcome.code.empty()) ++tally_.codes[outcome.code];
    tally_.bytes += entry.size;
    tally_.pages += static_cast<std::uint64_t>(std::max(0, outcome.pages));
    tally_.tables += outcome.tables;
    tally_.lost_chars += outcome.lost_chars;
    if (batch_.empty()) batch_began_ = Clock::now();
    batch_.push_back(std::move(entry));
  }

  /// Outputs first, then their records: a kill in between costs a conversion, never a record without its output.
  Result<void> flush() {
    if (!store_ || !journal_) return {};
    if (failure_) return tl::unexpected(*failure_);
    if (auto committed = store_->commit(); !committed) return committed;
    if (auto appended = journal_->append(batch_); !appended) return appended;
    batch_.clear();
    return {};
  }

  static void bury_idle(Worker& worker) {
    if (worker.in_hand) {
      bury(worker);
    } else {
      dismiss(worker);
    }
  }

  void finish_tally() {
    tally_.seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    progress_(tally_);
  }

  const Inputs& inputs_;
  const BulkOptions& options_;
  const std::function<void(const Tally&)>& progress_;
  Signals signals_;
  std::optional<Store> store_;
  std::optional<Journal> journal_;
  std::vector<Task> tasks_;
  std::vector<std::string> output_names_;
  std::deque<std::size_t> queue_;
  std::deque<std::size_t> retries_;
  std::vector<Worker> workers_;
  std::vector<Entry> batch_;
  Clock::time_point batch_began_;
  Clock::time_point began_ = Clock::now();
  Tally tally_;
  std::optional<Error> failure_;
  int stopping_ = 0;
  int start_failures_ = 0;
};

}  // namespace

Result<Tally> run_bulk(const Inputs& inputs, const BulkOptions& options,
                       const std::function<void(const Tally&)>& progress) {
  return Run(inputs, options, progress).go();
}

}  // namespace gridlift::bulk
