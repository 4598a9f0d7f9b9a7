// The buffered end of a serializer: collects bytes, hands them on in large pieces, and keeps the first error.
#pragma once

#include <string>
#include <string_view>

#include "converters/serializer.h"

namespace gridlift {

/// Appending never fails; what went wrong is told by `close`. Spends `output_bytes` of the budget as pieces go out, so
/// that a small file cannot make an endless output.
class Writer {
 public:
  /// `out` and `context` must outlive it.
  Writer(Output& out, Context& context) : out_(out), context_(context) {}

  /// Where to append.
  std::string& text() { return text_; }
  void append(std::string_view bytes) { text_.append(bytes); }
  /// Call when a block or table is complete: hands on what has gathered once it is worth a system call.
  void piece() {
    if (text_.size() >= kPiece) flush();
  }
  /// Hands everything on; the first error since the beginning.
  Result<void> close();
  bool failed() const { return !state_.has_value(); }

  /// Opens the file of one table, where the output has one file per table; false where it is one stream.
  bool begin_table(std::size_t index);

 private:
  static constexpr std::size_t kPiece = 64 * 1024;
  void flush();

  Output& out_;
  Context& context_;
  std::string text_;
  Result<void> state_;
};

}  // namespace gridlift
