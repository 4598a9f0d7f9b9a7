#include "tools/cli/terminal.h"

#include <fmt/format.h>

#include <cstdio>

#include "core/unicode.h"

namespace gridlift::cli {

namespace {

/// Characters that change how others are shown, or end the line.
bool steers(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x61C || c == 0x200E || c == 0x200F ||
         (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/// One write, so that lines of several processes do not mix.
void say(std::string_view name, std::string_view text) {
  std::string line = "gridlift: ";
  if (!name.empty()) line += for_terminal(name) + ": ";
  line += for_terminal(text);
  line += "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

}  // namespace

std::string for_terminal(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(text, at);
    const std::string_view bytes = text.substr(begin, at - begin);
    if (c == kReplacement && bytes != "\xEF\xBF\xBD") {
      for (const char byte : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    } else if (!steers(c)) {
      out += bytes;
    } else if (c < 0x80) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    } else {
      out += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c));
    }
  }
  return out;
}

void report_error(std::string_view name, const Error& error) {
  std::string text = error.message;
  if (!error.where.empty()) text += ", " + error.where;
  text += " (";
  text += gridlift::name(error.code);
  text += ")";
  say(name, text);
}

void report_note(std::string_view name, std::string_view note) {
  say(name, note);
}

}  // namespace gridlift::cli
