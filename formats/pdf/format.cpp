// PDF in the table of readers, and how its files are recognised; reading is in reader.cpp.
#include <algorithm>
#include <string_view>

#include "formats/reader.h"

namespace gridlift {

namespace {

/// Junk before the header is allowed for 1024 bytes (ISO 32000-1, annex H.3.4.1); Poppler looks as far.
constexpr std::size_t kHeaderWithin = 1024;

int recognize(Bytes bytes, std::string_view) {
  const std::string_view start(reinterpret_cast<const char*>(bytes.data()), std::min(bytes.size(), kHeaderWithin));
  const std::size_t at = start.find("%PDF-");
  if (at == 0) return 100;
  if (at != std::string_view::npos) return 80;
  return 0;
}

}  // namespace

ReadFunction read_pdf;

extern const Reader pdf_reader;
const Reader pdf_reader{"pdf",     "Portable Document Format: words, ruling lines and shadings of each page",
                        "pdf",     "application/pdf",
                        recognize, read_pdf};

}  // namespace gridlift
