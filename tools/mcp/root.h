// The folder that an MCP server may read: files below it, and nothing else.
#pragma once

#include <string>

#include "converters/input.h"
#include "core/result.h"

namespace gridlift::mcp {

/// Owns a descriptor of the folder.
class Root {
 public:
  /// Fails with io_read when `path` is no folder.
  static Result<Root> open(const std::string& path);
  Root(Root&& other) noexcept;
  Root& operator=(Root&&) = delete;
  ~Root();

  /// Reads a file by its path: relative to the folder, or absolute and inside it. Links may lead anywhere below the
  /// folder, not out of it: what they lead to is found first, and then opened by the kernel without following any
  /// (openat2, RESOLVE_BENEATH), so that nobody can slip a link in between. Fails with permission for what is outside.
  Result<Input> read(const std::string& path, std::uint64_t limit) const;

 private:
  Root(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  std::string path_;  // without links
  int fd_;
};

}  // namespace gridlift::mcp
