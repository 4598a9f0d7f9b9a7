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
  std::string input;         ///< Input::name
  std::string path;          ///< absolute, to do it again; of a member: of its archive
  std::string stem;          ///< Input::stem
  std::string archive;       ///< Input::archive
  std::string options_hash;  ///< of the run that made it
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  Outcome outcome;
  std::vector<Stored> outputs;
  int attempts = 1;
  std::string same_as;  ///< the input whose outputs were copied, since the bytes are the same; "" none
};

std::string to_line(const Entry& entry);
std::optional<Entry> entry_from_line(std::string_view line);

/// The first line: what all outputs of the folder have in common.
struct Header {
  std::string options_hash;  ///< see options_hash()
  std::string version;       ///< of gridlift
  std::string options;       ///< RunOptions on the wire, without the password: for `bulk retry`
  bool flat = false;
  bool needs_password = false;
};

/// "" for the whole list, else "-2-of-8": shards that share a folder have a journal each.
std::string journal_name(std::string_view tag);

/// All that a journal says. Of several lines for one input the newest counts.
struct Recorded {
  Header header;
  std::map<std::string, Entry> entries;  ///< by input
  std::uint64_t total = 0;               ///< documents of the last run as far as known; 0 unknown
};

/// The file OUT/journal.jsonl. A run with another header is refused, since its outputs would not fit together.
class Journal {
 public:
  /// Opens or makes the journal and locks it: a second run on it fails. With `resume`, what is there is kept and an
  /// unfinished last line cut off; without, a journal that has entries is refused.
  static Result<Journal> open(const std::string& folder, std::string_view tag, const Header& header, bool resume);

  /// What earlier runs finished.
  const std::map<std::string, Entry>& entries() const { return recorded_.entries; }

  const std::string& options_hash() const { return recorded_.header.options_hash; }

  /// Appends lines and syncs them. Call after their outputs are in place (I2: output first, then record).
  Result<void> append(const std::vector<Entry>& batch);
  /// Says how many documents the run has, for whoever looks at it meanwhile.
  Result<void> append_total(std::uint64_t total);

 private:
  Descriptor file_;
  Recorded recorded_;
};

/// Reads a journal without locking it. An unfinished last line does not count.
Result<Recorded> read_journal(const std::string& path);
/// True while a run holds the journal.
bool is_locked(const std::string& path);
/// Paths of the journals in a folder: the whole one first, then those of shards.
std::vector<std::string> journals_in(const std::string& folder);

}  // namespace gridlift::bulk
