// Unicode: decoding, classes, widths, normalisation and bidi. The only owner of ICU in core.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace gridlift {

inline constexpr char32_t kReplacement = 0xFFFD;

/// The code point at `text[at]`, which is advanced past it; an ill-formed byte gives kReplacement and advances by one.
char32_t next_code_point(std::string_view text, std::size_t& at);

/// Calls `visit(char32_t)` for each code point.
template <class Visit>
void for_each_code_point(std::string_view text, Visit&& visit) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte < 0x80) {
      ++at;
      visit(static_cast<char32_t>(byte));
    } else {
      visit(next_code_point(text, at));
    }
  }
}

/// Appends one code point as UTF-8; surrogates and values past U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t c);

/// First and last code point, or 0 when the text is empty.
char32_t first_code_point(std::string_view text);
char32_t last_code_point(std::string_view text);
std::size_t count_code_points(std::string_view text);

/// White space of any kind: Unicode White_Space, NBSP and U+3000 among them.
bool is_space(char32_t c);
/// True for what leaves ink on paper: not white space, control, format, zero-width, or soft hyphen.
bool has_ink(char32_t c);
/// Han, Kana, Hangul, Bopomofo and CJK punctuation and full-width forms: scripts that are set without spaces between
/// words. Hangul counts as well, though Korean has spaces: see `joins_without_space`.
bool is_cjk(char32_t c);
/// A line that ends with `c` and one that begins with `d` are joined without a blank between them.
bool joins_without_space(char32_t c, char32_t d);
bool is_letter(char32_t c);
bool is_upper(char32_t c);
bool is_lower(char32_t c);
/// Decimal digits of any script.
bool is_digit(char32_t c);
/// 0..9 of a decimal digit of any script; -1 for others.
int digit_value(char32_t c);
/// Strong right-to-left (Arabic, Hebrew, ...).
bool is_rtl(char32_t c);
/// Combining marks (Mn, Me, Mc).
bool is_mark(char32_t c);
bool is_hyphen(char32_t c);

/// Columns on a terminal: East Asian Wide and Fullwidth 2, combining and zero-width 0, others 1 (UAX #11).
int display_width(char32_t c);
int display_width(std::string_view text);

/// Normal forms (UAX #15). Ill-formed input is repaired with U+FFFD.
std::string nfc(std::string_view text);
std::string nfkc(std::string_view text);
/// For comparing labels: NFKC, full case folding, and all white space and zero-width characters taken out.
std::string fold_label(std::string_view text);

/// Leading and trailing white space (any kind) taken off.
std::string_view trimmed(std::string_view text);
/// Trimmed, and each inner run of white space made one blank; line breaks count as white space.
std::string collapsed(std::string_view text);

/// Letters of any script written with those of ASCII, as near as may be: Han as pinyin ("自然人" -> "zi ran ren"). For
/// making keys, not for showing.
std::string to_ascii(std::string_view text);

/// Visual order (as glyphs stand from left to right) to logical order (UAX #9), for lines with right-to-left text.
std::string visual_to_logical(std::string_view line);

}  // namespace gridlift
