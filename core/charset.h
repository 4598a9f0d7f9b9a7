// Text of a named charset as UTF-8, for pieces that a document brings along with their charset's name.
#pragma once

#include <string>
#include <string_view>

namespace gridlift {

/// `bytes` as UTF-8: by their byte order mark, else by the charset named ("gb2312", "windows-1251", "" for none), else
/// as UTF-8 when they are, else as windows-1252. What cannot be decoded becomes U+FFFD; an unknown name counts as none.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace gridlift
