// Reads one input whole: a regular file, or standard input as "-".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.h"
#include "formats/reader.h"

namespace gridlift {

/// Owns the bytes of an input.
class Input {
 public:
  /// Fails with permission, not_regular_file, io_read, or limit_input_size when there are more than `limit` bytes.
  static Result<Input> open(const std::string& path, std::uint64_t limit);

  Bytes bytes() const { return std::as_bytes(std::span(data_)); }

 private:
  std::string data_;
};

/// The name of an input for messages, the source member and output files: without folders; "stdin" for "-".
std::string base_name(const std::string& path);

}  // namespace gridlift
