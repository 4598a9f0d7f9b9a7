#include "formats/text/marked_columns.h"

#include <algorithm>

#include "core/unicode.h"

namespace gridlift::text {

std::vector<MarkedColumn> marked_columns(std::string_view line, char mark) {
  std::vector<MarkedColumn> runs;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == mark) {
      const std::size_t end = std::min(line.find_first_not_of(mark, at), line.size());
      runs.push_back({static_cast<int>(at), static_cast<int>(end)});
      at = end;
    } else if (line[at] == ' ' || line[at] == '\r') {
      ++at;
    } else {
      return {};
    }
  }
  return runs;
}

std::string text_between(std::string_view line, int from, int to) {
  std::string out;
  int column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(line, at);
    if (column >= from && (to < 0 || column < to)) out.append(line.substr(start, at - start));
    column += display_width(c);
  }
  return std::string(trimmed(out));
}

}  // namespace gridlift::text
