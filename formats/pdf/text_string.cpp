#include "formats/pdf/text_string.h"

#include <cstddef>

#include "core/unicode.h"

namespace gridlift::pdf {

namespace {

/// PDFDocEncoding where it is not Latin-1 (ISO 32000-2, annex D.2).
constexpr char32_t kAccents[] = {0x2D8, 0x2C7, 0x2C6, 0x2D9, 0x2DD, 0x2DB, 0x2DA, 0x2DC};  // 0x18..0x1F
constexpr char32_t kHigh[] = {0x2022, 0x2020, 0x2021, 0x2026, 0x2014, 0x2013, 0x192,  0x2044, 0x2039,
                              0x203A, 0x2212, 0x2030, 0x201E, 0x201C, 0x201D, 0x2018, 0x2019, 0x201A,
                              0x2122, 0xFB01, 0xFB02, 0x141,  0x152,  0x160,  0x178,  0x17D,  0x131,
                              0x142,  0x153,  0x161,  0x17E,  0xFFFD, 0x20AC};  // 0x80..0xA0

char32_t from_pdf_doc(unsigned char byte) {
  if (byte >= 0x18 && byte <= 0x1F) return kAccents[byte - 0x18];
  if (byte >= 0x80 && byte <= 0xA0) return kHigh[byte - 0x80];
  return byte;
}

}  // namespace

std::u32string decode_text_string(std::string_view bytes) {
  std::u32string out;
  const auto byte = [bytes](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
  const bool big = bytes.starts_with("\xFE\xFF");
  if (big || bytes.starts_with("\xFF\xFE")) {
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
      const auto unit = static_cast<char32_t>(big ? byte(i) << 8 | byte(i + 1) : byte(i + 1) << 8 | byte(i));
      const bool low = unit >= 0xDC00 && unit < 0xE000;
      if (low && !out.empty() && out.back() >= 0xD800 && out.back() < 0xDC00) {
        out.back() = 0x10000 + ((out.back() - 0xD800) << 10) + (unit - 0xDC00);
      } else {
        out.push_back(unit);
      }
    }
  } else if (bytes.starts_with("\xEF\xBB\xBF")) {
    for_each_code_point(bytes.substr(3), [&](char32_t c) { out.push_back(c); });
  } else {
    for (std::size_t i = 0; i < bytes.size(); ++i) out.push_back(from_pdf_doc(byte(i)));
  }
  return out;
}

}  // namespace gridlift::pdf
