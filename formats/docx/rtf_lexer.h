// The words of an RTF document: groups, control words and bytes (Rich Text Format Specification 1.9.1).
#pragma once

#include <cstdint>
#include <string_view>

namespace gridlift::docx {

/// Takes an RTF document apart. Any input will do; nothing is copied.
class RtfLexer {
 public:
  enum class Kind : std::uint8_t { open, close, word, symbol, byte, end };

  explicit RtfLexer(std::string_view rtf) : rtf_(rtf) {}

  /// The next piece. Line ends between pieces are no text and do not come.
  Kind next();

  std::string_view word() const { return word_; }  ///< of a control word, without its number
  int number() const { return number_; }           ///< of a control word; `fallback` decides where there is none
  int number_or(int fallback) const { return has_number_ ? number_ : fallback; }
  /// True for a toggle that is switched on: \b, \b1; not \b0.
  bool on() const { return number_or(1) != 0; }
  /// Of a byte of text (\'hh or as it stands), or the character of a control symbol (\~, \*).
  char byte() const { return byte_; }

 private:
  Kind control();

  std::string_view rtf_;
  std::size_t at_ = 0;
  std::string_view word_;
  int number_ = 0;
  bool has_number_ = false;
  char byte_ = 0;
};

}  // namespace gridlift::docx
