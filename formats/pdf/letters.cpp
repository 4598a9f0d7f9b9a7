#include "formats/pdf/letters.h"

#include <algorithm>

#include "core/unicode.h"

namespace gridlift::pdf {

namespace {

struct Accent {
  char32_t free_standing;
  char32_t combining;
};

constexpr Accent kAccents[] = {{0x5E, 0x302},  {0x60, 0x300},  {0x7E, 0x303},  {0xA8, 0x308},
                               {0xAF, 0x304},  {0xB0, 0x30A},  {0xB4, 0x301},  {0xB8, 0x327},
                               {0x2C6, 0x302}, {0x2C7, 0x30C}, {0x2D8, 0x306}, {0x2D9, 0x307},
                               {0x2DA, 0x30A}, {0x2DB, 0x328}, {0x2DC, 0x303}, {0x2DD, 0x30B}};

/// Letters in another dress: Latin ligatures, presentation forms of Hebrew and Arabic.
bool is_dressed(char32_t c) {
  return c >= 0xFB00 && (c <= 0xFB06 || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC));
}

char32_t mirrored(char32_t c) {
  constexpr std::u32string_view kPairs = U"()[]{}<>\u00AB\u00BB";
  const std::size_t at = kPairs.find(c);
  return at == std::u32string_view::npos ? c : kPairs[at ^ 1];
}

bool opens(char32_t c) {
  return std::u32string_view(U"([{<\u00AB").find(c) != std::u32string_view::npos;
}

bool closes(char32_t c) {
  return std::u32string_view(U")]}>\u00BB").find(c) != std::u32string_view::npos;
}

}  // namespace

char32_t combining_accent(char32_t c) {
  if (c < 0x5E) return 0;
  if (c >= 0x300) return c <= 0x36F ? c : 0;
  for (const Accent& accent : kAccents) {
    if (accent.free_standing == c) return accent.combining;
  }
  return 0;
}

void Letters::add(char32_t c, float u0, float u1) {
  if (c < 0x20 || c == 0x7F) return;  // no letter in any encoding
  if (is_dressed(c)) {
    std::string dressed;
    append_utf8(dressed, c);
    std::u32string plain;
    for_each_code_point(nfkc(dressed), [&](char32_t part) { plain.push_back(part); });
    if (plain.size() > 1 || plain.front() != c) {
      add(plain, u0, u1);
      return;
    }
  }
  codes_.push_back(c);
  edges_.push_back(u0);
}

void Letters::add(std::u32string_view text, float u0, float u1) {
  const float step = (u1 - u0) / static_cast<float>(text.size());
  // `finish` turns right-to-left words round: what is in logical order already is turned once more before.
  const bool turned = is_rtl(text.front());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[turned ? text.size() - 1 - i : i];
    if (is_space(c)) continue;
    add(c, u0 + step * static_cast<float>(i), u0 + step * static_cast<float>(i + 1));
  }
}

void Letters::add_accent(char32_t c) {
  // A dotless i or j is there to carry the accent.
  if (codes_.back() == 0x131) codes_.back() = U'i';
  if (codes_.back() == 0x237) codes_.back() = U'j';
  codes_.push_back(combining_accent(c));
  edges_.push_back(edges_.back());
}

void Letters::finish(float u1, std::string& text) {
  edges_.push_back(u1);
  bool rtl = false;
  bool ltr = false;
  bool composes = false;
  for (const char32_t c : codes_) {
    if (c < 0x80) {
      ltr = ltr || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
    } else if (c >= 0x300) {
      composes = true;
      rtl = rtl || is_rtl(c);
    }
  }
  if (rtl && !ltr) {
    std::reverse(codes_.begin(), codes_.end());
    std::reverse(edges_.begin(), edges_.end());
    // Some files name the bracket that is meant, others the one that is seen: no word begins with one that closes.
    const bool meant = opens(codes_.front()) || closes(codes_.back());
    if (!meant) {
      for (char32_t& c : codes_) c = mirrored(c);
    }
  } else if (!rtl && codes_.size() > 2 && closes(codes_.front()) && opens(codes_.back())) {
    std::swap(codes_.front(), codes_.back());  // digits or marks in brackets, in a line from right to left
  }
  text.reserve(codes_.size());
  for (const char32_t c : codes_) append_utf8(text, c);
  if (rtl && ltr) text = visual_to_logical(text);
  if (composes) text = nfc(text);
  if (!composes) return;
  const std::size_t count = count_code_points(text);
  if ((rtl && ltr) || count + 1 != edges_.size()) spread_edges(count);
}

/// Text whose letters no longer match the glyphs one by one: equal shares.
void Letters::spread_edges(std::size_t count) {
  const float from = edges_.front();
  const float to = edges_.back();
  edges_.resize(count + 1);
  for (std::size_t i = 0; i <= count; ++i)
    edges_[i] = from + (to - from) * static_cast<float>(i) / static_cast<float>(std::max<std::size_t>(count, 1));
}

}  // namespace gridlift::pdf
