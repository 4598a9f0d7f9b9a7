#include "formats/text/quotes.h"

#include <algorithm>
#include <string_view>

namespace gridlift::text {

namespace {

bool is_quoted(const Line& line) {
  return line.text.starts_with('>');
}

/// Marks at the head of a line.
std::size_t depth_of(std::string_view text) {
  std::size_t depth = 0;
  for (const char c : text) {
    if (c == '>') {
      ++depth;
    } else if (c != ' ') {
      break;
    }
  }
  return depth;
}

/// Bytes of `depth` marks with the blanks between them, and of one blank behind them if `blank`.
std::size_t mark_bytes(std::string_view text, std::size_t depth, bool blank) {
  std::size_t at = 0;
  for (std::size_t marks = 0; at < text.size() && marks < depth; ++at) marks += text[at] == '>' ? 1 : 0;
  return at + (blank && at < text.size() && text[at] == ' ' ? 1 : 0);
}

}  // namespace

std::optional<Unquoted> unquote(Lines lines) {
  if (std::none_of(lines.begin(), lines.end(), is_quoted)) return std::nullopt;
  Unquoted out;
  out.lines.assign(lines.begin(), lines.end());
  out.marks.resize(lines.size());
  bool found = false;
  for (std::size_t from = 0; from < lines.size();) {
    if (!is_quoted(lines[from])) {
      ++from;
      continue;
    }
    std::size_t to = from;
    std::size_t depth = SIZE_MAX;
    bool blank = true;  // each mark, or the last of a line, has a blank behind it
    for (; to < lines.size() && is_quoted(lines[to]); ++to) {
      depth = std::min(depth, depth_of(lines[to].text));
    }
    for (std::size_t i = from; i < to; ++i) {
      const std::size_t bytes = mark_bytes(lines[i].text, depth, false);
      blank = blank && (bytes == lines[i].text.size() || lines[i].text[bytes] == ' ');
    }
    for (std::size_t i = from; i < to && to - from > 1; ++i) {
      const std::size_t bytes = mark_bytes(lines[i].text, depth, blank);
      out.marks[i] = lines[i].text.substr(0, bytes);
      out.lines[i].text.erase(0, bytes);
      found = true;
    }
    from = to;
  }
  if (!found) return std::nullopt;
  return out;
}

}  // namespace gridlift::text
