// Web archives (MHTML): the HTML page among the parts of a MIME message (RFC 2557, RFC 2045).
#pragma once

#include <string>
#include <string_view>

namespace gridlift::docx {

/// One part of a message, decoded.
struct MimePart {
  std::string type;     ///< "text/html", lower case
  std::string charset;  ///< as named, or ""
  std::string bytes;
};

/// The first part of text/html, also of multiparts in multiparts; empty bytes when there is none. A message without
/// parts counts as one.
MimePart html_of_message(std::string_view message);

/// The charset that an HTML page names in a meta element of its first kilobytes, or "".
std::string charset_of_html(std::string_view html);

}  // namespace gridlift::docx
