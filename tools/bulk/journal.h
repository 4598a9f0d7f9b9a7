// The journal: one line of JSON for each finished document, appended and synced in batches.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tools/bulk/channel.h"
#include "tools/bulk/inputs.h"
#include "tools/bulk/job.h"

namespace gridlift::bulk {

/// An output file of a document.
struct Stored {
  std::string name;  ///< relative to the output folder
  std::string sha256;
  std::uint64_t size = 0;
};

/// One line.
struct Entry {
  std::string input;
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  Outcome outcome;
  std::vector<Stored> outputs;
  int attempts = 1;
  std::string same_as;  ///< the input whose outputs were copied, since the bytes are the same; "" none
};

std::string to_line(const Entry& entry);
std::optional<Entry> entry_from_line(std::string_view line);

/// The file OUT/journal.jsonl. The first line is a header with the hash of the options and the version; a run with
/// others is refused, since its outputs would not fit together.
class Journal {
 public:
  /// Opens or makes the journal and locks it: a second run into the same folder fails. With `resume`, what is there is
  /// kept and an unfinished last line cut off; without, a journal that has entries is refused.
  static Result<Journal> open(const std::string& folder, const std::string& options_hash, bool resume);

  /// What earlier runs finished, newest line for each input.
  const std::map<std::string, Entry>& entries() const { return entries_; }

  /// Appends lines and syncs them. Call after their outputs are in place (I2: output first, then record).
  Result<void> append(const std::vector<Entry>& batch);

 private:
  Descriptor file_;
  std::map<std::string, Entry> entries_;
};

/// Reads a journal without locking it: for `bulk status` and `bulk merge`.
Result<std::vector<Entry>> read_journal(const std::string& path);

}  // namespace gridlift::bulk
