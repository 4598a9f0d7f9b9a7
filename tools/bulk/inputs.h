// Inputs: the files of a run, found in folders, lists and arguments, in an order that does not depend on the machine.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tools/bulk/channel.h"
#include "tools/bulk/output_names.h"

namespace gridlift::bulk {

/// Which names are wanted: globs on the whole name or its last part, or else what a reader takes by its extension.
struct NameFilter {
  std::vector<std::string> include;  ///< globs; empty: all that a reader takes by its extension
  std::vector<std::string> exclude;
  bool archives = true;  ///< archives are wanted, whatever `include` says: it chooses among their members

  bool wanted(const std::string& name) const;
};

/// What was unpacked of an archive: one file without a name, so that nothing of it can be left behind.
struct Spool {
  Descriptor file;
  std::uint64_t size = 0;
};

/// One file to convert: on disk, or a stretch of a spool.
struct Input {
  std::string path;  ///< to open it, as bytes; of a member: of the archive on disk around it
  std::string name;  ///< relative to its root, with '/': what the journal calls it; members: "archive.zip!/name"
  std::string stem;  ///< its outputs are called so, see output_names.h
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
  std::shared_ptr<Spool> spool;  ///< a member's bytes; null: the file at `path`
  std::uint64_t offset = 0;      ///< in the spool
  std::string archive;           ///< name of the archive on disk that holds it; "" none
  int depth = 0;                 ///< archives around it
};

/// A file that was named or found and cannot be converted: device, FIFO, socket, unreadable folder, symbolic link.
struct Refused {
  std::string name;
  ErrorCode code = ErrorCode::not_regular_file;
  std::string message;
};

struct InputRules {
  NameFilter filter;
  bool follow_links = false;  ///< symbolic links below the folders; a folder behind one is entered once
  std::string output;         ///< this folder, if inside an input folder, is left out (compared by device and inode)
  std::uint64_t shard = 0;    ///< take the files whose name's hash leaves this rest
  std::uint64_t shards = 1;
  std::uint64_t limit = UINT64_MAX;  ///< stop after so many files
  NameRules names;
};

struct Inputs {
  std::vector<Input> files;      ///< sorted by name; no name twice
  std::vector<Refused> refused;  ///< sorted by name
};

/// Finds the files. Arguments: a folder is walked (one alone: names are relative to it; several: with their paths), a
/// file is taken by its last part. `listed` paths keep their folders in their names. Where names meet, the later get a
/// hash of their path. Fails with bad_argument for a wrong shard, and when an input folder is the output folder.
Result<Inputs> find_inputs(const std::vector<std::string>& arguments, const std::vector<std::string>& listed,
                           const InputRules& rules);

/// The paths in a list: parted by NUL when there is one (or `by_nul` says so), else lines.
std::vector<std::string> split_list(const std::string& text, bool by_nul);

/// A path that means the same from every folder. Links in it stay: to resolve them costs a call for each folder.
std::string absolute(const std::string& path);

}  // namespace gridlift::bulk
