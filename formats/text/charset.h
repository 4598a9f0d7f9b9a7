// The charset of a text file: told from its bytes, then decoded to UTF-8 piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "core/result.h"
#include "formats/reader.h"

namespace gridlift::text {

/// What a file's bytes are written in.
struct Charset {
  std::string name = "UTF-8";  ///< as ICU knows it
  std::size_t bom_bytes = 0;   ///< length of the byte order mark at the beginning
  bool guessed = false;        ///< no evidence was strong: windows-1252, in which every byte means something
  bool told = false;           ///< by the user: no line is taken for UTF-8 among others
};

/// Byte order mark; strict UTF-8 of the whole file, or that of the lines which are none; own tests for UTF-16 and
/// UTF-32 without a mark (ICU takes Chinese UTF-16 for windows-1252); own counts of common characters for short East
/// Asian text (ICU needs about 30 characters); ICU's detector on the first 256 KiB; windows-1252.
Charset detect_charset(Bytes bytes);

/// True when the first 256 KiB cannot be text: more than 5 % of it does not decode, or more than 30 % are controls.
bool looks_binary(Bytes bytes);

/// Bytes of one charset to UTF-8. What cannot be decoded, and NUL, becomes U+FFFD and is counted. The bytes must
/// outlive it; memory does not grow with their number.
class Decoder {
 public:
  /// Fails (bad_argument) when ICU knows no charset of that name.
  static Result<Decoder> open(Bytes bytes, const Charset& charset);
  Decoder(Decoder&&) noexcept;
  Decoder& operator=(Decoder&&) noexcept;
  ~Decoder();

  /// Appends the next piece, some 64 KiB that end between two code points; false when there is no more.
  bool next(std::string& out);

  std::size_t replaced() const;        ///< how many U+FFFD stand for bytes that meant nothing
  std::size_t first_replaced() const;  ///< about where the first of them was, in bytes from the beginning
  std::size_t nul_bytes() const;
  std::size_t utf8_lines() const;  ///< lines of UTF-8 among those of another charset; they were read as what they are

 private:
  struct State;
  explicit Decoder(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gridlift::text
