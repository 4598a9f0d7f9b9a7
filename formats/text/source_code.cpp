#include "formats/text/source_code.h"

#include "core/unicode.h"

namespace gridlift::text {

namespace {

/// "#define", "#include" and the like; not "#3" nor "# title".
bool is_directive(std::string_view line) {
  return line.size() > 4 && line[0] == '#' && line[1] >= 'a' && line[1] <= 'z' && line[2] >= 'a' && line[2] <= 'z';
}

/// An element of XML and nothing else of the author's: `<string>x</string> <!-- 1 -->`.
bool is_element(std::string_view line) {
  if (line.size() < 3 || line[0] != '<') return false;
  const auto second = static_cast<unsigned char>(line[1]);
  return (second == '/' || second == '!' || (second < 0x80 && is_letter(second))) && line.ends_with('>');
}

}  // namespace

bool reads_as_code(std::string_view line) {
  if (line.empty()) return false;
  const char last = line.back();
  return last == ';' || last == '{' || last == '}' || line.starts_with("//") || line.starts_with("/*") ||
         line.starts_with("* @") || line.ends_with("*/") || is_directive(line) || is_element(line) ||
         line.find("==") != std::string_view::npos || line.find("();") != std::string_view::npos;
}

}  // namespace gridlift::text
