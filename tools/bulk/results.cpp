#include "tools/bulk/results.h"

#include <algorithm>
#include <utility>

#include "tools/bulk/output_names.h"

namespace gridlift::bulk {

namespace {

using Clock = std::chrono::steady_clock;

// Documents of one commit, or what was done in this time. To sync costs as much as a hundred small documents, and what
// a kill undoes is a second's work.
constexpr std::size_t kGroup = 256;
constexpr std::chrono::milliseconds kGroupTime{1000};

}  // namespace

Outcome failed_outcome(ErrorCode code, std::string message) {
  Outcome outcome;
  outcome.code = std::string(name(code));
  outcome.message = std::move(message);
  return outcome;
}

Results::Results(Store store, Journal journal, Standing standing)
    : store_(std::move(store)), journal_(std::move(journal)), standing_(standing) {}

Result<Results> Results::open(const std::string& folder, const std::string& tag, const Header& header, bool resume,
                              Standing standing) {
  auto store = Store::open(folder, "run" + tag);
  if (!store) return tl::unexpected(store.error());
  auto journal = Journal::open(folder, tag, header, resume);
  if (!journal) return tl::unexpected(journal.error());
  store->sweep();
  return Results(*std::move(store), *std::move(journal), standing);
}

bool Results::is_good(const Entry& entry) const {
  if (entry.outcome.status == Status::error) return !standing_.retry_failed;
  return std::all_of(entry.outputs.begin(), entry.outputs.end(),
                     [&](const Stored& stored) { return store_.holds(stored, standing_.verify); });
}

void Results::count_again(const Entry& entry) {
  ++tally_.skipped;
  tally_.count(entry);
}

bool Results::done_before(const std::string& input, std::uint64_t size, std::int64_t mtime_ns,
                          const std::string& members) {
  const auto& entries = journal_.entries();
  const auto found = entries.find(input);
  if (found == entries.end()) return false;
  const Entry& entry = found->second;
  if (entry.size != size || entry.mtime_ns != mtime_ns || !is_good(entry)) return false;
  if (!members.empty()) {
    const auto begin = entries.lower_bound(members);
    auto end = begin;
    for (; end != entries.end() && end->first.starts_with(members); ++end) {
      if (!is_good(end->second)) return false;
    }
    for (auto member = begin; member != end; ++member) {
      ++tally_.total;
      count_again(member->second);
    }
  }
  count_again(entry);
  return true;
}

bool Results::refused_before(const std::string& input, const std::string& code) {
  const auto found = journal_.entries().find(input);
  if (found == journal_.entries().end() || found->second.outcome.code != code) return false;
  count_again(found->second);
  return true;
}

Result<void> Results::finish(Entry entry, const std::vector<int>& outputs, const std::vector<std::string>& extensions) {
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    auto stored = store_.put(output_name(entry.stem, extensions[i]), outputs[i]);
    if (stored) {
      entry.outputs.push_back(*std::move(stored));
      continue;
    }
    store_.drop(entry.outputs.size());
    entry.outputs.clear();
    if (ends_the_run(stored.error())) return tl::unexpected(stored.error());
    entry.outcome = failed_outcome(ErrorCode::io_write, stored.error().message);
    break;
  }
  record(std::move(entry));
  return {};
}

void Results::record(Entry entry) {
  entry.options_hash = journal_.options_hash();
  tally_.count(entry);
  if (batch_.empty()) batch_began_ = Clock::now();
  batch_.push_back(std::move(entry));
}

Result<void> Results::flush(bool now) {
  if (batch_.empty() || (!now && batch_.size() < kGroup && Clock::now() - batch_began_ < kGroupTime)) return {};
  if (auto committed = store_.commit(); !committed) return committed;
  if (auto appended = journal_.append(batch_); !appended) return appended;
  batch_.clear();
  return {};
}

}  // namespace gridlift::bulk
