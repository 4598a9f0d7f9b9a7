#include "core/unicode.h"

#include <unicode/normalizer2.h>
#include <unicode/ubidi.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <memory>
#include <vector>

#include "core/ascii.h"

namespace gridlift {

char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  auto i = static_cast<int64_t>(at);
  const auto length = static_cast<int64_t>(text.size());
  UChar32 c = 0;
  U8_NEXT(bytes, i, length, c);
  at = static_cast<std::size_t>(i);
  return c < 0 ? kReplacement : static_cast<char32_t>(c);
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
    return;
  }
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = kReplacement;
  std::uint8_t buffer[4];
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, static_cast<UChar32>(c));
  out.append(reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(length));
}

char32_t first_code_point(std::string_view text) {
  std::size_t at = 0;
  return text.empty() ? 0 : next_code_point(text, at);
}

char32_t last_code_point(std::string_view text) {
  if (text.empty()) return 0;
  std::size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80 && text.size() - at < 4) --at;
  return next_code_point(text, at);
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for_each_code_point(text, [&](char32_t) { ++count; });
  return count;
}

bool is_space(char32_t c) {
  if (c < 0x80) return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
  return u_isUWhiteSpace(static_cast<UChar32>(c));
}

bool has_ink(char32_t c) {
  if (c < 0x80) return c > 0x20 && c != 0x7F;
  if (c >= 0x4E00 && c <= 0x9FFF) return true;  // the common case of CJK documents, without a table look-up
  if (u_isUWhiteSpace(static_cast<UChar32>(c))) return false;
  const auto type = u_charType(static_cast<UChar32>(c));
  return type != U_CONTROL_CHAR && type != U_FORMAT_CHAR && type != U_SURROGATE &&
         !u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_cjk(char32_t c) {
  if (c < 0x1100) return false;
  return (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFFEF) || (c >= 0x1100 && c <= 0x11FF) ||
         (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0x1F200 && c <= 0x1F2FF);
}

namespace {

bool is_hangul(char32_t c) {
  return (c >= 0xAC00 && c <= 0xD7FF) || (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F);
}

/// Quotation marks and dashes that Chinese text uses and that lie outside the CJK blocks.
bool is_cjk_company(char32_t c) {
  return c == 0x201C || c == 0x201D || c == 0x2018 || c == 0x2019 || c == 0x2026 || c == 0x2014 || c == 0x00B7;
}

const icu::Normalizer2* normalizer(bool compatible) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* found =
      compatible ? icu::Normalizer2::getNFKCInstance(status) : icu::Normalizer2::getNFCInstance(status);
  return U_SUCCESS(status) ? found : nullptr;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

icu::UnicodeString from_utf8(std::string_view text) {
  return icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
}

std::string normalized(std::string_view text, bool compatible) {
  if (is_ascii(text)) return std::string(text);
  const icu::Normalizer2* form = normalizer(compatible);
  if (form == nullptr) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString result = form->normalize(from_utf8(text), status);
  std::string out;
  if (U_FAILURE(status)) return std::string(text);
  result.toUTF8String(out);
  return out;
}

}  // namespace

bool joins_without_space(char32_t c, char32_t d) {
  if (is_hangul(c) || is_hangul(d)) return false;
  return (is_cjk(c) && (is_cjk(d) || is_cjk_company(d))) || (is_cjk_company(c) && is_cjk(d));
}

bool is_letter(char32_t c) {
  if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';  // most questions, without a table look-up
  if (c >= 0x4E00 && c <= 0x9FFF) return true;
  return u_isalpha(static_cast<UChar32>(c));
}
bool is_upper(char32_t c) {
  return u_isupper(static_cast<UChar32>(c));
}
bool is_lower(char32_t c) {
  return u_islower(static_cast<UChar32>(c));
}
bool is_digit(char32_t c) {
  return c < 0x80 ? (c >= '0' && c <= '9') : u_isdigit(static_cast<UChar32>(c));
}

int digit_value(char32_t c) {
  if (c < 0x80) return c >= '0' && c <= '9' ? static_cast<int>(c - '0') : -1;
  return u_charDigitValue(static_cast<UChar32>(c));
}

bool is_rtl(char32_t c) {
  if (c < 0x0590) return false;
  const auto direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool is_mark(char32_t c) {
  return c >= 0x300 && (U_MASK(u_charType(static_cast<UChar32>(c))) & U_GC_M_MASK) != 0;
}

bool is_hyphen(char32_t c) {
  return c == '-' || c == 0x00AD || c == 0x2010 || c == 0x2011;
}

int display_width(char32_t c) {
  if (c < 0x20) return 0;
  if (c < 0x300) return c == 0x00AD ? 0 : 1;
  if (c >= 0x4E00 && c <= 0x9FFF) return 2;
  const auto type = U_MASK(u_charType(static_cast<UChar32>(c)));
  if ((type & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
  const auto width = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

int display_width(std::string_view text) {
  int width = 0;
  for_each_code_point(text, [&](char32_t c) { width += display_width(c); });
  return width;
}

std::string nfc(std::string_view text) {
  return normalized(text, false);
}

std::string nfkc(std::string_view text) {
  return normalized(text, true);
}

std::string fold_label(std::string_view text) {
  std::string out;
  if (is_ascii(text)) {
    for (const char c : text) {
      if (static_cast<unsigned char>(c) > 0x20) out.push_back(ascii_lower(c));
    }
    return out;
  }
  icu::UnicodeString folded = from_utf8(nfkc(text));
  folded.foldCase();
  std::string utf8;
  folded.toUTF8String(utf8);
  for_each_code_point(utf8, [&](char32_t c) {
    if (has_ink(c)) append_utf8(out, c);
  });
  return out;
}

std::string_view trimmed(std::string_view text) {
  // Nearly all text begins and ends with a letter or sign of ASCII, or with nothing to trim at all.
  const auto inked = [](char c) { return c > 0x20 && c < 0x7F; };
  if (text.empty() || (inked(text.front()) && inked(text.back()))) return text;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t next = begin;
    if (!is_space(next_code_point(text, next))) break;
    begin = next;
  }
  std::size_t end = text.size();
  while (end > begin) {
    std::size_t last = end - 1;
    while (last > begin && (static_cast<unsigned char>(text[last]) & 0xC0) == 0x80) --last;
    std::size_t at = last;
    if (!is_space(next_code_point(text, at))) break;
    end = last;
  }
  return text.substr(begin, end - begin);
}

std::string collapsed(std::string_view text) {
  std::string out;
  bool pending = false;
  for_each_code_point(trimmed(text), [&](char32_t c) {
    if (is_space(c)) {
      pending = true;
      return;
    }
    if (pending) out.push_back(' ');
    pending = false;
    append_utf8(out, c);
  });
  return out;
}

std::string visual_to_logical(std::string_view line) {
  icu::UnicodeString text = from_utf8(line);
  UErrorCode status = U_ZERO_ERROR;
  UBiDi* bidi = ubidi_openSized(text.length(), 0, &status);
  if (U_FAILURE(status)) return std::string(line);
  // The inverse algorithm: the visual line is laid out as if it were logical, which gives the logical order back.
  ubidi_setReorderingMode(bidi, UBIDI_REORDER_INVERSE_LIKE_DIRECT);
  ubidi_setPara(bidi, text.getBuffer(), text.length(), UBIDI_DEFAULT_LTR, nullptr, &status);
  std::vector<UChar> logical(static_cast<std::size_t>(text.length()) * 2 + 1);
  const int32_t length = ubidi_writeReordered(bidi, logical.data(), static_cast<int32_t>(logical.size()),
                                              UBIDI_DO_MIRRORING | UBIDI_KEEP_BASE_COMBINING, &status);
  ubidi_close(bidi);
  if (U_FAILURE(status)) return std::string(line);
  std::string out;
  icu::UnicodeString(logical.data(), length).toUTF8String(out);
  return out;
}

}  // namespace gridlift
