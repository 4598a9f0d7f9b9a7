// Letters of any script in ASCII: apart from core/unicode.cpp, since ICU's transliteration is in its larger library.
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>
#include <string>

#include "core/unicode.h"

namespace gridlift {

std::string to_ascii(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> rules(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status));
  std::string out;
  if (U_FAILURE(status) || rules == nullptr) return out;
  icu::UnicodeString letters =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  rules->transliterate(letters);
  letters.toUTF8String(out);
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return out;
}

}  // namespace gridlift
