// Results: what becomes of documents that are done, in the output folder, the journal and the figures.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/result.h"
#include "tools/bulk/journal.h"
#include "tools/bulk/store.h"
#include "tools/bulk/tally.h"

namespace gridlift::bulk {

/// An outcome of the coordinator's own.
Outcome failed_outcome(ErrorCode code, std::string message);

/// What a name in the journal says of a document now.
struct Standing {
  bool retry_failed = false;  ///< errors of earlier runs do not count as done
  bool verify = false;        ///< outputs are hashed, not only measured
};

/// Outputs and records go in groups: all outputs of a group are in place before its records are written, so that a kill
/// in between costs a conversion and never leaves a record without its output.
class Results {
 public:
  static Result<Results> open(const std::string& folder, const std::string& tag, const Header& header, bool resume,
                              Standing standing);

  /// Counts an input that an earlier run did and that has not changed since; false when it must be done (again).
  /// `members`: what the names of an archive's members begin with, "" for a document. They must be done, too.
  bool done_before(const std::string& input, std::uint64_t size, std::int64_t mtime_ns, const std::string& members);
  /// Counts an error that an earlier run has recorded just so.
  bool refused_before(const std::string& input, const std::string& code);

  /// Stores outputs (one descriptor each, `entry.stem` with an extension) and records the entry. An output whose name
  /// the file system does not take makes the entry an error; no space, no permission and the like are returned.
  Result<void> finish(Entry entry, const std::vector<int>& outputs, const std::vector<std::string>& extensions);
  void record(Entry entry);

  /// Commits when the group is large or old enough, or `now` says so.
  Result<void> flush(bool now);

  Result<Descriptor> scratch() { return store_.scratch(); }
  /// More documents have turned up.
  void expect(std::uint64_t more) { tally_.total += more; }
  /// Says in the journal how many documents there are.
  Result<void> announce() { return journal_.append_total(tally_.total); }
  const Tally& tally() const { return tally_; }

 private:
  Results(Store store, Journal journal, Standing standing);
  bool is_good(const Entry& entry) const;
  void count_again(const Entry& entry);

  Store store_;
  Journal journal_;
  Standing standing_;
  Tally tally_;
  std::vector<Entry> batch_;
  std::chrono::steady_clock::time_point batch_began_;
};

}  // namespace gridlift::bulk
