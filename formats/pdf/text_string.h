// Text strings of a PDF file (ISO 32000-2, 7.9.2.2): titles, replacement texts, alternative descriptions.
#pragma once

#include <string>
#include <string_view>

namespace gridlift::pdf {

/// UTF-16 or UTF-8 where a byte order mark says so, PDFDocEncoding otherwise.
std::u32string decode_text_string(std::string_view bytes);

}  // namespace gridlift::pdf
