#include "tools/bulk/merge.h"

#include <fcntl.h>

#include <utility>

#include "tools/bulk/store.h"

namespace gridlift::bulk {

namespace {

constexpr std::size_t kGroup = 256;  // documents of one commit

bool same_run(const Header& a, const Header& b) {
  return a.options_hash == b.options_hash && a.version == b.version && a.flat == b.flat;
}

/// An error does not take the place of a document that was done.
bool replaces(const Entry& later, const Entry& earlier) {
  return later.outcome.status != Status::error || earlier.outcome.status == Status::error;
}

Result<void> add_journal(const std::string& path, Recorded& all, bool first) {
  if (is_locked(path)) return fail(ErrorCode::bad_argument, "a run still writes " + path);
  auto recorded = read_journal(path);
  if (!recorded) return tl::unexpected(recorded.error());
  if (first) {
    all.header = recorded->header;
  } else if (!same_run(all.header, recorded->header)) {
    return fail(ErrorCode::bad_argument, path + " was made with other options or another version");
  }
  all.total += recorded->total;
  for (auto& [input, entry] : recorded->entries) {
    const auto [found, fresh] = all.entries.try_emplace(input, entry);
    if (!fresh && replaces(entry, found->second)) found->second = std::move(entry);
  }
  return {};
}

Result<void> copy_outputs(const Entry& entry, const std::string& from, Store& store) {
  for (const Stored& output : entry.outputs) {
    if (store.holds(output, /*bytes=*/true)) continue;
    const std::string path = from + "/" + output.name;
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!file) return fail(ErrorCode::io_read, "an output is missing: " + path);
    auto stored = store.put(output.name, file.get());
    if (!stored) return tl::unexpected(stored.error());
    if (stored->sha256 != output.sha256)
      return fail(ErrorCode::damaged, "an output is not what its journal says: " + path);
  }
  return {};
}

/// Outputs first, then their lines.
Result<void> add_batch(std::vector<Entry>& batch, Store& store, Journal& journal) {
  if (auto committed = store.commit(); !committed) return committed;
  if (auto appended = journal.append(batch); !appended) return appended;
  batch.clear();
  return {};
}

Result<void> add_folder(const std::string& folder, const Recorded& found, bool copies, Store& store, Journal& journal) {
  std::vector<Entry> batch;
  for (const auto& [input, entry] : found.entries) {
    const auto before = journal.entries().find(input);
    if (before != journal.entries().end() &&
        (to_line(before->second) == to_line(entry) || !replaces(entry, before->second)))
      continue;
    if (copies) {
      if (auto copied = copy_outputs(entry, folder, store); !copied) return copied;
    }
    batch.push_back(entry);
    if (batch.size() < kGroup) continue;
    if (auto added = add_batch(batch, store, journal); !added) return added;
  }
  return add_batch(batch, store, journal);
}

}  // namespace

Result<Recorded> read_folders(const std::vector<std::string>& folders) {
  Recorded all;
  bool first = true;
  for (const std::string& folder : folders) {
    const auto journals = journals_in(folder);
    if (journals.empty()) return fail(ErrorCode::io_read, "no journal in " + folder);
    for (const std::string& path : journals) {
      if (auto added = add_journal(path, all, first); !added) return tl::unexpected(added.error());
      first = false;
    }
  }
  return all;
}

Result<Tally> merge(const std::string& into, const std::vector<std::string>& others) {
  std::vector<std::string> folders = others;
  if (!journals_in(into).empty()) folders.insert(folders.begin(), into);
  const auto all = read_folders(folders);  // that they fit together is seen before anything is written
  if (!all) return tl::unexpected(all.error());
  auto store = Store::open(into, "merge");
  if (!store) return tl::unexpected(store.error());
  auto journal = Journal::open(into, "", all->header, /*resume=*/true);
  if (!journal) return tl::unexpected(journal.error());
  store->sweep();
  for (const std::string& folder : folders) {
    Recorded found;
    bool first = true;
    for (const std::string& path : journals_in(folder)) {
      if (folder == into && path == into + "/" + journal_name("")) continue;
      if (auto added = add_journal(path, found, first); !added) return tl::unexpected(added.error());
      first = false;
    }
    if (auto added = add_folder(folder, found, folder != into, *store, *journal); !added)
      return tl::unexpected(added.error());
  }
  Tally tally;
  for (const auto& [input, entry] : all->entries) tally.count(entry);
  tally.total = tally.done();
  if (auto written = write_summary(into, "summary.json", tally); !written) return tl::unexpected(written.error());
  return tally;
}

}  // namespace gridlift::bulk
