#include "formats/docx/guard.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "core/unicode.h"

namespace gridlift::docx {

namespace {

constexpr std::string_view kReplaced = "\xEF\xBF\xBD";  // U+FFFD

bool is_xml_char(char32_t c) {
  if (c < 0x20) return c == 0x09 || c == 0x0A || c == 0x0D;
  return c < 0xD800 || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_plain_ascii(unsigned char c) {
  return c < 0x80 && (c >= 0x20 || c == '\t' || c == '\n' || c == '\r');
}

/// The end of the longest run of plain ASCII from `at`, eight bytes at a time while there are no controls either.
std::size_t end_of_ascii(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  constexpr std::uint64_t kSpace = 0x2020202020202020;
  while (at + 8 <= bytes.size()) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + at, 8);
    if ((word & kHigh) != 0) break;
    if (((word - kSpace) & ~word & kHigh) != 0) break;  // some byte is under 0x20
    at += 8;
  }
  while (at < bytes.size() && is_plain_ascii(static_cast<unsigned char>(bytes[at]))) ++at;
  return at;
}

/// Bytes that a UTF-8 lead byte announces; 0 for a byte that cannot lead.
std::size_t announced(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

/// True for a well-formed sequence of a character that XML allows. REQUIRES: length bytes are there.
bool well_formed(std::string_view sequence) {
  const auto b0 = static_cast<unsigned char>(sequence[0]);
  for (std::size_t i = 1; i < sequence.size(); ++i) {
    if (!is_continuation(sequence[i])) return false;
  }
  if (sequence.size() == 2) return true;
  const auto b1 = static_cast<unsigned char>(sequence[1]);
  if (sequence.size() == 3) {
    if (b0 == 0xE0) return b1 >= 0xA0;
    if (b0 == 0xED) return b1 < 0xA0;  // surrogates
    if (b0 == 0xEF && b1 == 0xBF) return static_cast<unsigned char>(sequence[2]) < 0xBE;
    return true;
  }
  if (b0 == 0xF0) return b1 >= 0x90;
  if (b0 == 0xF4) return b1 < 0x90;
  return true;
}

/// Where `c` stands in [at, end), or `end`: a search that goes on past `end` would read each chunk once for every tag.
std::size_t find_before(std::string_view text, char c, std::size_t at, std::size_t end) {
  const std::size_t found = text.substr(at, end - at).find(c);
  return found == std::string_view::npos ? end : at + found;
}

bool is_name_byte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#';
}

/// "65" and "x41" of a numeric reference, for characters that XML allows.
bool names_xml_char(std::string_view digits) {
  const bool hex = digits.starts_with('x');
  if (hex) digits.remove_prefix(1);
  std::uint32_t value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value, hex ? 16 : 10);
  return error == std::errc() && stop == end && is_xml_char(value);
}

}  // namespace

void XmlGuard::replace(std::string& out) {
  out += kReplaced;
  ++replaced_;
}

XmlGuard::Verdict XmlGuard::filter(std::string_view bytes, bool last, std::string& out) {
  decode(bytes, last, unscanned_);
  return scan(last, out);
}

// ---- bytes to well-formed UTF-8 ----

std::string_view XmlGuard::detect(std::string_view bytes) {
  const auto byte = [&](std::size_t i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0x100; };
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) {
    encoding_ = Encoding::utf8;
    return bytes.substr(3);
  }
  if (byte(0) == 0xFF && byte(1) == 0xFE) {
    encoding_ = Encoding::utf16le;
    return bytes.substr(2);
  }
  if (byte(0) == 0xFE && byte(1) == 0xFF) {
    encoding_ = Encoding::utf16be;
    return bytes.substr(2);
  }
  encoding_ = Encoding::utf8;
  if (byte(0) == '<' && byte(1) == 0) encoding_ = Encoding::utf16le;
  if (byte(0) == 0 && byte(1) == '<') encoding_ = Encoding::utf16be;
  return bytes;
}

void XmlGuard::decode(std::string_view bytes, bool last, std::string& out) {
  std::string joined;
  if (!undecoded_.empty()) {
    joined = undecoded_.append(bytes);
    undecoded_.clear();
    bytes = joined;
  }
  if (encoding_ == Encoding::unknown) {
    if (bytes.size() < 3 && !last) {
      undecoded_ = bytes;
      return;
    }
    bytes = detect(bytes);
  }
  if (encoding_ == Encoding::utf8) {
    decode_utf8(bytes, last, out);
  } else {
    decode_utf16(bytes, last, out);
  }
}

void XmlGuard::decode_utf8(std::string_view bytes, bool last, std::string& out) {
  std::size_t from = 0;  // start of what is good and not yet copied
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (broken_ && is_continuation(bytes[at])) {  // one mark for one broken character
      from = ++at;
      continue;
    }
    broken_ = false;
    at = end_of_ascii(bytes, at);
    if (at >= bytes.size()) break;
    const std::size_t length = announced(static_cast<unsigned char>(bytes[at]));
    if (length >= 2) {
      if (at + length > bytes.size() && !last) break;
      if (at + length <= bytes.size() && well_formed(bytes.substr(at, length))) {
        at += length;
        continue;
      }
    }
    out.append(bytes.substr(from, at - from));
    replace(out);
    broken_ = true;
    from = ++at;
  }
  out.append(bytes.substr(from, at - from));
  if (at < bytes.size()) undecoded_ = bytes.substr(at);
}

void XmlGuard::decode_utf16(std::string_view bytes, bool last, std::string& out) {
  const bool big = encoding_ == Encoding::utf16be;
  const auto unit = [&](std::size_t i) {
    const auto a = static_cast<unsigned char>(bytes[i]);
    const auto b = static_cast<unsigned char>(bytes[i + 1]);
    return static_cast<char32_t>(big ? (a << 8) | b : (b << 8) | a);
  };
  std::size_t at = 0;
  for (; at + 2 <= bytes.size(); at += 2) {
    char32_t c = unit(at);
    if (c >= 0xD800 && c < 0xDC00) {
      if (at + 4 > bytes.size() && !last) break;
      const char32_t low = at + 4 <= bytes.size() ? unit(at + 2) : 0;
      if (low >= 0xDC00 && low < 0xE000) {
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
        at += 2;
      }
    }
    if (is_xml_char(c)) {
      append_utf8(out, c);
    } else {
      replace(out);
    }
  }
  if (at < bytes.size()) {
    if (last) {
      replace(out);
    } else {
      undecoded_ = bytes.substr(at);
    }
  }
}

// ---- markup ----

/// Drops what stands before the root and would end the part there: byte order marks, white space (some writers put it
/// before the declaration, which XML forbids) and declarations, of which joined parts have several. False when it must
/// wait for more input.
bool XmlGuard::skip_start(std::string_view text, std::size_t& at, bool last) {
  constexpr std::string_view kOpening = "<?xml";
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  constexpr std::size_t kLongestDeclaration = 1024;  // bytes; decided on these alone, however the part comes in
  for (;;) {
    at = std::min(text.find_first_not_of(" \t\r\n", at), text.size());
    const std::string_view rest = text.substr(at);
    if (rest.starts_with(kMark)) {
      at += kMark.size();
      continue;
    }
    if (rest.size() <= kOpening.size() && !last) return false;
    const char next = rest.size() > kOpening.size() ? rest[kOpening.size()] : '\0';
    if (!rest.starts_with(kOpening) || (next != ' ' && next != '\t' && next != '\r' && next != '\n')) return true;
    const std::string_view head = rest.substr(0, kLongestDeclaration);
    if (const std::size_t end = head.find("?>"); end != std::string_view::npos) {
      at += end + 2;
    } else if (!last && rest.size() < kLongestDeclaration) {
      return false;
    } else {  // without an end of its own it ends where the next tag begins
      std::size_t stop = std::min(head.find('<', 1), head.size());
      while (stop < rest.size() && is_continuation(rest[stop])) --stop;  // no character is cut in two
      at += stop;
    }
  }
}

XmlGuard::Verdict XmlGuard::scan(bool last, std::string& out) {
  const std::string_view text = unscanned_;
  const std::size_t before = out.size();
  std::size_t at = 0;
  bool wait = false;
  Verdict verdict = Verdict::ok;
  while (at < text.size() && !wait && verdict == Verdict::ok) {
    switch (state_) {
      case State::start:
        wait = !skip_start(text, at, last);
        if (!wait) state_ = State::text;
        break;
      case State::text:
        if (const std::size_t plain = end_of_plain(text, at); plain > at) {
          out.append(text.substr(at, plain - at));
          at = plain;
        }
        wait = !scan_text(text, at, last, out);
        if (!wait && at < text.size()) verdict = open_markup(text, at, last, wait, out);
        break;
      case State::tag:
        verdict = scan_tag(text, at, out);
        break;
      case State::quoted:
        wait = !scan_quoted(text, at, last, out);
        if (tag_bytes_ > max_tag_) verdict = Verdict::tag_bytes;
        break;
      case State::comment:
        wait = !scan_until(text, at, "-->", last, out);
        break;
      case State::instruction:
        wait = !scan_until(text, at, "?>", last, out);
        break;
      case State::doctype:
        verdict = scan_doctype(text, at);
        if (state_ == State::text && !begun_ && out.size() == before) state_ = State::start;
        break;
      case State::cdata:
        wait = !scan_until(text, at, "]]>", last, out);
        break;
    }
  }
  begun_ = begun_ || out.size() > before;
  unscanned_.erase(0, at);
  return verdict;
}

/// The bytes of a tag that mean something to the guard, but for its end.
constexpr auto kTagSigns = [] {
  std::array<bool, 256> signs{};
  for (const unsigned char sign : {'=', '"', '\''}) signs[sign] = true;
  return signs;
}();

/// The end of the text and whole tags from `at` on that are good as they are: nearly all of nearly every part. It is
/// found without the states that the rest needs; a tag that is unfinished, over a limit or no element's is left to
/// them.
std::size_t XmlGuard::end_of_plain(std::string_view text, std::size_t at) const {
  while (at < text.size()) {
    const std::size_t open = text.find('<', at);
    if (open == std::string_view::npos || find_before(text, '&', at, open) != open) return at;
    at = open;
    const char first = open + 1 < text.size() ? text[open + 1] : '!';
    if (first == '!' || first == '?') return at;
    std::uint64_t attributes = 0;
    std::size_t i = open + 1;
    for (; i < text.size() && text[i] != '>'; ++i) {
      if (!kTagSigns[static_cast<unsigned char>(text[i])]) continue;
      if (text[i] == '=') {
        ++attributes;
        continue;
      }
      const std::size_t close = text.find(text[i], i + 1);
      if (close == std::string_view::npos || find_before(text, '&', i, close) != close) return at;
      i = close;
    }
    if (i >= text.size() || attributes > max_attributes_ || i - open >= max_tag_) return at;
    at = i + 1;
  }
  return at;
}

/// Copies text up to the next `<`. False when it must wait for more input.
bool XmlGuard::scan_text(std::string_view text, std::size_t& at, bool last, std::string& out) {
  const std::size_t end = std::min(text.find('<', at), text.size());
  while (at < end) {
    const std::size_t amp = find_before(text, '&', at, end);
    out.append(text.substr(at, amp - at));
    at = amp;
    if (at < end && !copy_reference(text, at, last, out)) return false;
  }
  return true;
}

/// At `&`: copies a reference, or what stands for a forbidden one. False when its end is not there yet.
bool XmlGuard::copy_reference(std::string_view text, std::size_t& at, bool last, std::string& out) {
  constexpr std::size_t kLongest = 16;
  const std::string_view rest = text.substr(at, kLongest);
  std::size_t end = 1;
  while (end < rest.size() && is_name_byte(rest[end])) ++end;
  if (end == rest.size() && end < kLongest && !last) return false;
  const bool whole = end > 1 && end < rest.size() && rest[end] == ';';
  const std::string_view name = whole ? rest.substr(1, end - 1) : std::string_view();
  if (name.starts_with('#')) {
    if (names_xml_char(name.substr(1))) {
      out.append(rest.substr(0, end + 1));
    } else {
      replace(out);
    }
    at += end + 1;
    return true;
  }
  // A bare ampersand would end the part; as an entity it is what its writer meant. What a DOCTYPE declared is gone.
  const bool known = name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos";
  if (!known && doctype_ && whole) {
    at += end + 1;
    return true;
  }
  out += known ? "&" : "&amp;";
  ++at;
  return true;
}

/// At `<`: decides what it opens.
XmlGuard::Verdict XmlGuard::open_markup(std::string_view text, std::size_t& at, bool last, bool& wait,
                                        std::string& out) {
  const std::string_view rest = text.substr(at);
  constexpr std::size_t kEnough = 9;  // "<!DOCTYPE", "<![CDATA["
  if (rest.size() < 2 || (rest[1] == '!' && rest.size() < kEnough)) {
    if (!last) {
      wait = true;
      return Verdict::ok;
    }
  }
  const auto enter = [&](State state, std::size_t length) {
    out.append(rest.substr(0, length));
    at += std::min(length, rest.size());
    state_ = state;
  };
  if (rest.starts_with("<!--")) {
    enter(State::comment, 4);
  } else if (rest.starts_with("<![CDATA[")) {
    enter(State::cdata, 9);
  } else if (rest.starts_with("<!")) {
    doctype_ = true;
    brackets_ = 0;
    quote_ = 0;
    tag_bytes_ = 0;
    state_ = State::doctype;
  } else if (rest.starts_with("<?")) {
    enter(State::instruction, 2);
  } else {
    attributes_ = 0;
    tag_bytes_ = 0;
    enter(State::tag, 1);
  }
  return Verdict::ok;
}

bool XmlGuard::scan_until(std::string_view text, std::size_t& at, std::string_view closing, bool last,
                          std::string& out) {
  const std::size_t found = text.find(closing, at);
  if (found != std::string_view::npos) {
    out.append(text.substr(at, found + closing.size() - at));
    at = found + closing.size();
    state_ = State::text;
    return true;
  }
  // Keeps back as much as could be the beginning of the closing mark.
  const std::size_t left = text.size() - at;
  const std::size_t keep = last ? 0 : std::min(left, closing.size() - 1);
  out.append(text.substr(at, left - keep));
  at = text.size() - keep;
  return keep == 0;
}

/// Drops a declaration up to its `>`, which may stand in quotes or in the internal subset before.
XmlGuard::Verdict XmlGuard::scan_doctype(std::string_view text, std::size_t& at) {
  while (at < text.size() && state_ == State::doctype) {
    const char c = text[at++];
    ++tag_bytes_;
    if (quote_ != 0) {
      if (c == quote_) quote_ = 0;
    } else if (c == '"' || c == '\'') {
      quote_ = c;
    } else if (c == '[') {
      ++brackets_;
    } else if (c == ']') {
      --brackets_;
    } else if (c == '>' && brackets_ <= 0) {
      state_ = State::text;
    }
  }
  return tag_bytes_ > max_tag_ ? Verdict::tag_bytes : Verdict::ok;
}

XmlGuard::Verdict XmlGuard::scan_tag(std::string_view text, std::size_t& at, std::string& out) {
  const std::size_t from = at;
  while (at < text.size()) {
    const char c = text[at++];
    if (c == '>') {
      state_ = State::text;
      break;
    }
    if (c == '"' || c == '\'') {
      quote_ = c;
      state_ = State::quoted;
      break;
    }
    if (c == '=') ++attributes_;
  }
  tag_bytes_ += at - from;
  out.append(text.substr(from, at - from));
  if (attributes_ > max_attributes_) return Verdict::attributes;
  return tag_bytes_ > max_tag_ ? Verdict::tag_bytes : Verdict::ok;
}

bool XmlGuard::scan_quoted(std::string_view text, std::size_t& at, bool last, std::string& out) {
  const std::size_t from = at;
  std::size_t end = text.find(quote_, at);
  const bool closed = end != std::string_view::npos;
  if (!closed) end = text.size();
  while (at < end) {
    const std::size_t amp = find_before(text, '&', at, end);
    out.append(text.substr(at, amp - at));
    at = amp;
    if (at < end && !copy_reference(text, at, last, out)) {
      tag_bytes_ += at - from;
      return false;
    }
  }
  if (closed) {
    out.push_back(quote_);
    at = end + 1;
    state_ = State::tag;
  }
  tag_bytes_ += at - from;
  return true;
}

}  // namespace gridlift::docx
