// The figures of a run, and of an output folder.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "tools/bulk/journal.h"

namespace gridlift::bulk {

/// Everything that the journal says is in it, also what earlier runs did.
struct Tally {
  std::uint64_t total = 0;    ///< documents to do, those done before among them
  std::uint64_t skipped = 0;  ///< done by an earlier run and still good: they are in the figures below, too
  std::uint64_t ok = 0;
  std::uint64_t partial = 0;
  std::uint64_t failed = 0;
  std::uint64_t retried = 0;  ///< needed a second try
  std::uint64_t archives = 0;
  std::uint64_t duplicates = 0;
  std::uint64_t bytes = 0;
  std::uint64_t pages = 0;
  std::uint64_t tables = 0;
  std::uint64_t lost_chars = 0;
  std::map<std::string, std::uint64_t> codes;  ///< error code -> documents
  double seconds = 0;                          ///< of this run
  std::uint64_t coordinator_peak_bytes = 0;
  std::string sandbox;
  int interrupted_by = 0;  ///< signal that ended the run early, 0 none

  std::uint64_t done() const { return ok + partial + failed; }
  void count(const Entry& entry);
};

/// The summary as a small table.
std::string summary_text(const Tally& tally);

Json to_json(const Tally& tally);

/// Writes OUT/summary.json, by rename. `name` is that of the file.
Result<void> write_summary(const std::string& folder, const std::string& name, const Tally& tally);

}  // namespace gridlift::bulk
