#include "formats/text/lines.h"

#include <array>

#include "core/unicode.h"

namespace gridlift::text {

bool Line::blank() const {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte > 0x20 && byte < 0x7F) return false;
    if (byte < 0x80) {
      ++at;
    } else if (has_ink(next_code_point(text, at))) {
      return false;
    }
  }
  return true;
}

namespace {

enum class End : unsigned char { none, line, carriage, page, next_line, separator };

constexpr std::array<End, 256> make_ends() {
  std::array<End, 256> ends{};
  ends['\n'] = End::line;
  ends['\v'] = End::line;
  ends['\r'] = End::carriage;
  ends['\f'] = End::page;
  ends[0xC2] = End::next_line;
  ends[0xE2] = End::separator;
  return ends;
}

constexpr std::array<End, 256> kEnds = make_ends();

}  // namespace

bool LineReader::refill() {
  if (ended_) return false;
  buffer_.erase(0, at_);
  at_ = 0;
  if (!decoder_.next(buffer_)) ended_ = true;
  return !ended_;
}

bool LineReader::next(Line& line) {
  line.page_break = page_break_;
  line.carried = carried_;
  line.number = number_;
  std::size_t i = at_;
  for (;;) {
    // Three bytes of look-ahead settle every end; at the end of the file there are none.
    if (i + 3 > buffer_.size() && !ended_) {
      const std::size_t done = i - at_;
      refill();
      i = at_ + done;
      continue;
    }
    if (i >= buffer_.size()) break;
    const End end = kEnds[static_cast<unsigned char>(buffer_[i])];
    std::size_t length = 0;
    if (end == End::line || end == End::page) {
      length = 1;
    } else if (end == End::carriage) {
      length = buffer_.compare(i, 2, "\r\n") == 0 ? 2 : 1;
    } else if (end == End::next_line) {
      length = buffer_.compare(i, 2, "\xC2\x85") == 0 ? 2 : 0;
    } else if (end == End::separator) {
      length = buffer_.compare(i, 3, "\xE2\x80\xA8") == 0 || buffer_.compare(i, 3, "\xE2\x80\xA9") == 0 ? 3 : 0;
    }
    if (length > 0) {
      line.text.assign(buffer_, at_, i - at_);
      at_ = i + length;
      page_break_ = end == End::page;
      carried_ = false;
      if (end != End::page) ++number_;
      return true;
    }
    if (i - at_ >= kLongest && (static_cast<unsigned char>(buffer_[i]) & 0xC0) != 0x80) {
      line.text.assign(buffer_, at_, i - at_);
      at_ = i;
      cut_lines_ += carried_ ? 0 : 1;
      carried_ = true;
      page_break_ = false;
      return true;
    }
    ++i;
  }
  if (at_ >= buffer_.size()) return false;
  line.text.assign(buffer_, at_, buffer_.size() - at_);
  at_ = buffer_.size();
  return true;
}

}  // namespace gridlift::text
