#include "converters/markdown_text.h"

#include <algorithm>

#include "converters/clean_text.h"
#include "core/unicode.h"

namespace gridlift::markdown {

namespace {

bool is_word_char(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// True for a character that would mean something where it stands.
bool is_markup(std::string_view text, std::size_t at, Within within) {
  const char c = text[at];
  const char before = at > 0 ? text[at - 1] : ' ';
  const char after = at + 1 < text.size() ? text[at + 1] : ' ';
  switch (c) {
    case '\\':
    case '`':
    case '*':
    case '[':
    case ']':
    case '<':
    case '>':
    case '~':
    case '|':
      return true;
    case '_':
      return !is_word_char(before) || !is_word_char(after);
    case '&':
      return is_word_char(after) || after == '#';
    case '#':
      return within == Within::heading;
    default:
      return false;
  }
}

/// Digits with "." or ")" behind them, or a sign: what makes a line a list item, heading or rule. Returns the place of
/// the character to escape, or npos.
std::size_t line_marker(std::string_view line) {
  if (line.empty()) return std::string_view::npos;
  if (line[0] == '#' || line[0] == '+' || line[0] == '-' || line[0] == '=') return 0;
  std::size_t digits = 0;
  while (digits < line.size() && line[digits] >= '0' && line[digits] <= '9') ++digits;
  const bool item = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  const bool ends = digits + 1 >= line.size() || line[digits + 1] == ' ';
  return item && ends ? digits : std::string_view::npos;
}

void append_line(std::string& out, std::string_view line, Within within) {
  const std::size_t marker = within == Within::paragraph ? line_marker(line) : std::string_view::npos;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (at == marker || is_markup(line, at, within)) out.push_back('\\');
    out.push_back(line[at] == '\t' ? ' ' : line[at]);
  }
}

}  // namespace

void append_text(std::string& out, std::string_view text, Within within, std::string_view line_break) {
  std::string clean;
  append_clean(clean, text);
  bool first = true;
  for (std::size_t from = 0; from <= clean.size();) {
    const std::size_t end = std::min(clean.find('\n', from), clean.size());
    const std::string_view line = trimmed(std::string_view(clean).substr(from, end - from));
    from = end + 1;
    if (line.empty()) continue;  // an empty line would end the block
    if (!first) out += line_break;
    first = false;
    append_line(out, line, within);
  }
}

}  // namespace gridlift::markdown
