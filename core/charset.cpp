#include "core/charset.h"

#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <memory>

namespace gridlift {

namespace {

bool is_utf8(std::string_view bytes) {
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  std::size_t at = 0;
  while (at < bytes.size()) {
    const unsigned char lead = data[at++];
    std::size_t more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : 3;
    if (lead >= 0x80 && (lead < 0xC2 || lead > 0xF4)) return false;
    for (; more > 0; --more, ++at) {
      if (at == bytes.size() || (data[at] & 0xC0) != 0x80) return false;
    }
  }
  return true;
}

std::string converted(std::string_view bytes, const char* charset) {
  std::string out;
  icu::UnicodeString(bytes.data(), static_cast<int32_t>(bytes.size()), charset).toUTF8String(out);
  return out;
}

bool is_known(const std::string& charset) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(charset.c_str(), &status), ucnv_close);
  return U_SUCCESS(status) != 0;
}

}  // namespace

std::string to_utf8(std::string_view bytes, std::string_view charset) {
  if (bytes.size() > INT32_MAX) bytes = bytes.substr(0, INT32_MAX);
  if (bytes.starts_with("\xEF\xBB\xBF")) return converted(bytes.substr(3), "UTF-8");
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return converted(bytes, "UTF-16");
  const std::string name(charset);
  if (!name.empty() && is_known(name)) return converted(bytes, name.c_str());
  return is_utf8(bytes) ? std::string(bytes) : converted(bytes, "windows-1252");
}

}  // namespace gridlift
