// ASCII letters without regard to case, as part names, tags, headers and file endings are compared.
#pragma once

#include <string>
#include <string_view>

namespace gridlift {

constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Other characters stay as they are, in any encoding that holds ASCII.
inline std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = ascii_lower(c);
  return out;
}

}  // namespace gridlift
