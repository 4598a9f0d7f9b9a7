#include "converters/clean_text.h"

#include "core/unicode.h"

namespace gridlift {

void append_clean(std::string& out, std::string_view text) {
  std::size_t written = 0;  // what stands as it is goes out in runs
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    if (c >= 0xA0 && c != kReplacement) continue;
    out.append(text, written, begin - written);
    written = at;
    if (c == kReplacement) append_utf8(out, c);
  }
  out.append(text, written);
}

}  // namespace gridlift
