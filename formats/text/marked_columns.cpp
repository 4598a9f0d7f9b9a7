#include "formats/text/marked_columns.h"

#include <algorithm>

#include "core/unicode.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kMostColumns = 512;  // each is sought in each line

}  // namespace

std::vector<MarkedColumn> marked_columns(std::string_view line, char mark) {
  std::vector<MarkedColumn> runs;
  for (std::size_t at = 0; at < line.size();) {
    if (line[at] == mark) {
      const std::size_t end = std::min(line.find_first_not_of(mark, at), line.size());
      runs.push_back({static_cast<int>(at), static_cast<int>(end)});
      if (runs.size() > kMostColumns) return {};
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
  for (std::size_t at = 0; at < line.size() && (to < 0 || column < to);) {
    const std::size_t start = at;
    const char32_t c = next_code_point(line, at);
    if (column >= from) out.append(line.substr(start, at - start));
    column += display_width(c);
  }
  return std::string(trimmed(out));
}

}  // namespace gridlift::text
