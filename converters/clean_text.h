// Text without control characters, for outputs that a terminal or a browser may show.
#pragma once

#include <string>
#include <string_view>

namespace gridlift {

/// Appends `text` as valid UTF-8. Line breaks and tabs stay; other control characters (C0, DEL, C1: escape sequences
/// among them) carry no ink and go; ill-formed bytes become U+FFFD.
void append_clean(std::string& out, std::string_view text);

}  // namespace gridlift
