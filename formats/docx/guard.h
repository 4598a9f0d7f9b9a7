// The guard filter: stands between the bytes of an XML part and the XML parser, which loses a whole part over one bad
// byte and spends quadratic time on hostile tags.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/limits.h"

namespace gridlift::docx {

/// Makes any bytes safe for the parser: UTF-16 becomes UTF-8, ill-formed sequences and characters that XML forbids
/// (also as `&#0;`) become U+FFFD and are counted, the XML declaration is dropped (its encoding no longer holds).
/// A DOCTYPE, which OPC forbids (ECMA-376 Part 2, 8.1.4), is dropped with all that it declares, and so are references
/// to entities then: nothing is ever expanded or fetched. Refuses tags over the limits.
class XmlGuard {
 public:
  enum class Verdict : std::uint8_t { ok, attributes, tag_bytes };

  explicit XmlGuard(const Limits& limits) : max_attributes_(limits.xml_attributes), max_tag_(limits.xml_tag_bytes) {}

  /// Appends the safe form of `bytes` to `out`; the last call has `last` set. Any verdict but ok ends the part: what is
  /// in `out` by then may be parsed still.
  Verdict filter(std::string_view bytes, bool last, std::string& out);

  /// Characters replaced by U+FFFD so far.
  std::uint64_t replaced() const { return replaced_; }
  /// A DOCTYPE was dropped.
  bool doctype() const { return doctype_; }

 private:
  enum class Encoding : std::uint8_t { unknown, utf8, utf16le, utf16be };
  enum class State : std::uint8_t { start, text, tag, quoted, comment, instruction, cdata, doctype };

  void decode(std::string_view bytes, bool last, std::string& out);
  void decode_utf8(std::string_view bytes, bool last, std::string& out);
  void decode_utf16(std::string_view bytes, bool last, std::string& out);
  std::string_view detect(std::string_view bytes);

  Verdict scan(bool last, std::string& out);
  bool skip_start(std::string_view text, std::size_t& at, bool last);
  std::size_t end_of_plain(std::string_view text, std::size_t at) const;
  bool scan_text(std::string_view text, std::size_t& at, bool last, std::string& out);
  Verdict open_markup(std::string_view text, std::size_t& at, bool last, bool& wait, std::string& out);
  bool scan_until(std::string_view text, std::size_t& at, std::string_view closing, bool last, std::string& out);
  bool copy_reference(std::string_view text, std::size_t& at, bool last, std::string& out);
  Verdict scan_doctype(std::string_view text, std::size_t& at);
  Verdict scan_tag(std::string_view text, std::size_t& at, std::string& out);
  bool scan_quoted(std::string_view text, std::size_t& at, bool last, std::string& out);
  void replace(std::string& out);

  std::uint64_t max_attributes_;
  std::uint64_t max_tag_;
  Encoding encoding_ = Encoding::unknown;
  State state_ = State::start;
  char quote_ = 0;
  bool doctype_ = false;
  int brackets_ = 0;       // of a DOCTYPE's internal subset
  bool begun_ = false;     // something was let through
  bool broken_ = false;    // what is left of a broken character may follow
  std::string undecoded_;  // bytes of an unfinished character
  std::string unscanned_;  // decoded text that waits for more
  std::uint64_t attributes_ = 0;
  std::uint64_t tag_bytes_ = 0;
  std::uint64_t replaced_ = 0;
};

}  // namespace gridlift::docx
