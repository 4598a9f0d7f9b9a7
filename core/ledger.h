// The text ledger: counts every character that came in and every one that went out.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace gridlift {

/// Keeps, per code point, how many came in (from a reader) minus how many went out (in a block, cell, caption,
/// label or declared furniture). White space, and characters that carry no ink (zero-width, soft hyphens), are not
/// counted. A per-character balance, not a length: a lost word and a doubled one do not cancel out.
class TextLedger {
 public:
  TextLedger();

  /// A reader saw this text. UTF-8; call once for each run, after its normalisation.
  void in(std::string_view text);
  /// This text was put into the document, or was removed on purpose with a diagnostic or rule that says so.
  void out(std::string_view text);

  std::uint64_t input_chars() const { return input_chars_; }
  /// Characters that came in and never went out.
  std::uint64_t lost_chars() const;
  /// Characters that went out more often than they came in (doubled or invented).
  std::uint64_t surplus_chars() const;

 private:
  std::uint64_t count(std::string_view text, int sign);

  std::vector<std::int32_t> plane0_;  // balance of U+0000..U+FFFF: one array access per glyph
  std::unordered_map<char32_t, std::int32_t> beyond_;
  std::uint64_t input_chars_ = 0;
};

}  // namespace gridlift
