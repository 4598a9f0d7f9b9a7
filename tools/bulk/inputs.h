// Inputs: the files of a run, found in folders, lists and arguments, in an order that does not depend on the machine.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/result.h"

namespace gridlift::bulk {

/// One file to convert.
struct Input {
  std::string path;  ///< to open it, as bytes
  std::string name;  ///< relative to its root, with '/': what the output tree mirrors and the journal calls it
  std::uint64_t size = 0;
  std::int64_t mtime_ns = 0;
};

/// A file that was named or found and cannot be converted: device, FIFO, socket, unreadable folder, dangling link.
struct Refused {
  std::string name;
  ErrorCode code = ErrorCode::not_regular_file;
  std::string message;
};

struct InputRules {
  std::vector<std::string> include;  ///< globs on the name; empty: all that a reader takes by its extension
  std::vector<std::string> exclude;
  bool follow_links = false;  ///< folders behind symbolic links too; a folder is entered once on each path
  std::string output;         ///< this folder, if inside an input folder, is left out (compared by device and inode)
  std::uint64_t shard = 0;    ///< take every `shards`-th file, beginning with this one (by a hash of the name)
  std::uint64_t shards = 1;
  std::uint64_t limit = UINT64_MAX;  ///< stop after so many files
};

struct Inputs {
  std::vector<Input> files;  ///< sorted by name; no name twice
  std::vector<Refused> refused;
};

/// Finds the files. An argument that is a folder is walked (without recursion on the stack), one that is a file is
/// taken as it is; `lists` are files with one path a line, or parted by NUL.
Result<Inputs> find_inputs(const std::vector<std::string>& arguments, const std::vector<std::string>& listed,
                           const InputRules& rules);

/// The paths in a list: lines, or parted by NUL when there is one.
std::vector<std::string> split_list(const std::string& text);

}  // namespace gridlift::bulk
