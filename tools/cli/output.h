// Where the command writes: standard output, one file, or one file per table; files appear whole or not at all.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "converters/serializer.h"

namespace gridlift::cli {

/// Standard output. A reader that went away (SIGPIPE ignored) is io_write.
class StandardOutput : public Output {
 public:
  Result<void> write(std::string_view bytes) override;
};

/// A file that is written under a temporary name in the same folder, and gets its own name by `commit`, replacing what
/// was there. Without a commit nothing is left behind. Devices and pipes are written to directly.
class FileOutput : public Output {
 public:
  explicit FileOutput(std::string path) : path_(std::move(path)) {}
  ~FileOutput() override;
  FileOutput(const FileOutput&) = delete;
  FileOutput& operator=(const FileOutput&) = delete;

  Result<void> write(std::string_view bytes) override;
  /// Flushes and renames. A file that was never written to appears empty.
  Result<void> commit();

 private:
  Result<void> open();

  std::string path_;
  std::string temporary_;
  int fd_ = -1;
};

/// One file for each table: STEM.1.csv, STEM.2.csv, ... A file is committed when the next begins.
class TableFiles : public Output {
 public:
  TableFiles(std::string stem, std::string extension) : stem_(std::move(stem)), extension_(std::move(extension)) {}

  Result<void> write(std::string_view bytes) override;
  Result<bool> begin_table(std::size_t index) override;
  Result<void> commit();

 private:
  std::string stem_;
  std::string extension_;
  std::unique_ptr<FileOutput> file_;
};

}  // namespace gridlift::cli
