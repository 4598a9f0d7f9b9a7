#include "formats/docx/rtf_lexer.h"

#include <algorithm>
#include <charconv>

namespace gridlift::docx {

namespace {

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

RtfLexer::Kind RtfLexer::next() {
  while (at_ < rtf_.size()) {
    const char c = rtf_[at_++];
    switch (c) {
      case '{':
        return Kind::open;
      case '}':
        return Kind::close;
      case '\\':
        return control();
      case '\r':
      case '\n':
      case '\0':
        break;
      default:
        byte_ = c;
        return Kind::byte;
    }
  }
  return Kind::end;
}

/// What follows a backslash.
RtfLexer::Kind RtfLexer::control() {
  if (at_ >= rtf_.size()) return Kind::end;
  if (!is_ascii_letter(rtf_[at_])) {
    byte_ = rtf_[at_++];
    if (byte_ != '\'') return Kind::symbol;
    int code = 0;
    const std::size_t end = std::min(at_ + 2, rtf_.size());
    const auto read = std::from_chars(rtf_.data() + at_, rtf_.data() + end, code, 16);
    at_ = static_cast<std::size_t>(read.ptr - rtf_.data());
    byte_ = static_cast<char>(code);
    return Kind::byte;
  }
  const std::size_t from = at_;
  while (at_ < rtf_.size() && is_ascii_letter(rtf_[at_])) ++at_;
  word_ = rtf_.substr(from, at_ - from);
  number_ = 0;
  const auto read = std::from_chars(rtf_.data() + at_, rtf_.data() + rtf_.size(), number_);
  has_number_ = read.ec == std::errc();
  at_ = static_cast<std::size_t>(read.ptr - rtf_.data());
  if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
  // Bytes that follow as they are, of a picture mostly.
  if (word_ == "bin" && number_ > 0) at_ += std::min(static_cast<std::size_t>(number_), rtf_.size() - at_);
  return Kind::word;
}

}  // namespace gridlift::docx
