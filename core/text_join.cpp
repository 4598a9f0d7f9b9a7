#include "core/text_join.h"

#include "core/unicode.h"

namespace gridlift {

namespace {

constexpr char32_t kSoftHyphen = 0x00AD;

/// Takes the last code point off.
std::string_view without_last(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80) --at;
  return text.substr(0, at == 0 ? 0 : at - 1);
}

/// Han, Kana and their punctuation, which stand beside any script without a blank; not Hangul.
bool needs_no_blank(char32_t c) {
  return is_cjk(c) && joins_without_space(c, c);
}

bool opens(char32_t c) {
  return c == '(' || c == '[' || c == '{' || c == '/' || c == U'\u00AB' || c == U'\u201C' || c == U'\u2018';
}

bool closes(char32_t c) {
  return c == ')' || c == ']' || c == '}' || c == ',' || c == ';' || c == '.' || c == '!' || c == '?' || c == '%' ||
         c == U'\u00BB' || c == U'\u201D' || c == U'\u2019';
}

}  // namespace

Seam seam_between(std::string_view above, std::string_view below) {
  above = trimmed(above);
  below = trimmed(below);
  const char32_t last = last_code_point(above);
  const char32_t first = first_code_point(below);
  if (last == 0 || first == 0) return Seam::nothing;
  if (is_digit(last) && is_digit(first)) return Seam::blank;
  if (needs_no_blank(last) || needs_no_blank(first)) return Seam::nothing;
  if (is_hyphen(last) || last == kSoftHyphen) {
    const char32_t before = last_code_point(without_last(above));
    if (is_digit(before) && is_digit(first)) return Seam::nothing;  // a date, or a range
    if (!is_letter(before)) return Seam::blank;                     // a dash, or a minus sign
    return is_lower(first) || last == kSoftHyphen ? Seam::healed_hyphen : Seam::nothing;
  }
  if (opens(last) || closes(first)) return Seam::nothing;
  return Seam::blank;
}

std::string joined(std::string_view above, std::string_view below) {
  const Seam seam = seam_between(above, below);
  above = trimmed(above);
  below = trimmed(below);
  if (seam == Seam::healed_hyphen) above = without_last(above);
  std::string text;
  text.reserve(above.size() + below.size() + 1);
  text.append(above);
  if (seam == Seam::blank) text += ' ';
  text.append(below);
  return text;
}

std::string joined_lines(std::string_view text) {
  std::string whole;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    whole = whole.empty() ? std::string(trimmed(text.substr(0, end))) : joined(whole, text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return whole;
}

}  // namespace gridlift
