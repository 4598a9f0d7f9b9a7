#include "formats/text/bar_marks.h"

#include <algorithm>
#include <charconv>

#include "core/unicode.h"

namespace gridlift::text {

namespace {

constexpr int kMostSpan = 4096;
constexpr std::string_view kAbove = ":::";

}  // namespace

HeadRow head_row(std::string_view text) {
  if (text.size() < 5) return HeadRow::none;
  const std::size_t second = text.find_first_of("^|", 1);
  if (text[0] == '^' && (text.back() == '^' || text.back() == '|') && second + 1 < text.size()) {
    return HeadRow::carets;
  }
  if (!text.starts_with("||") || !text.ends_with("||")) return HeadRow::none;
  for (std::size_t at = text.find('|'); at < text.size(); at = text.find('|', at + 2)) {
    if (text.substr(at, 2) != "||") return HeadRow::none;
  }
  return HeadRow::doubled;
}

bool is_caret_head(std::string_view line, std::size_t at) {
  return head_row(trimmed(line)) == HeadRow::carets && at > 0 && line[at - 1] == '^';
}

CellMarks cell_marks(std::string_view cell) {
  CellMarks marks;
  std::size_t at = 0;
  while (at < cell.size()) {
    const char c = cell[at];
    if (c == '_') {
      marks.header = true;
      ++at;
    } else if (c == '\\' || c == '/') {
      int& span = c == '\\' ? marks.columns : marks.rows;
      const char* const begin = cell.data() + at + 1;
      const auto [end, error] = std::from_chars(begin, cell.data() + cell.size(), span);
      if (error != std::errc() || span < 1 || span > kMostSpan) return {};
      at += 1 + static_cast<std::size_t>(end - begin);
    } else if (c == '<' || c == '>' || c == '=' || c == '^' || c == '~') {
      ++at;
    } else if (c == '{' || c == '(') {
      const std::size_t end = cell.find(c == '{' ? '}' : ')', at);
      if (end == std::string_view::npos) return {};
      at = end + 1;
    } else {
      break;
    }
  }
  const bool ends = at > 0 && at < cell.size() && cell[at] == '.' && (at + 1 == cell.size() || cell[at + 1] == ' ');
  if (!ends) return {};
  marks.length = at + 1;
  return marks;
}

void carry_on_doku(RawTable& table, Context& context) {
  for (std::size_t row = 1; row < table.rows.size(); ++row) {
    std::vector<RawCell>& above = table.rows[row - 1].cells;
    std::vector<RawCell>& cells = table.rows[row].cells;
    for (std::size_t col = 0; col < std::min(cells.size(), above.size()); ++col) {
      if (cells[col].text != kAbove) continue;
      context.ledger.out(kAbove);
      cells[col].text.clear();
      cells[col].vertical = RawCell::Merge::carry_on;
      if (above[col].vertical == RawCell::Merge::none) above[col].vertical = RawCell::Merge::restart;
    }
  }
}

}  // namespace gridlift::text
