#include "converters/report/align/row_evidence.h"

#include <algorithm>
#include <string>

#include "converters/report/reread/form_table.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

bool is_by_position(const Table& table) {
  if (is_read_by_form(table)) return false;
  if (table.method == Method::stream || table.method == Method::ocr) return true;
  return table.method == Method::text &&
         std::any_of(table.reasons.begin(), table.reasons.end(),
                     [](const auto& reason) { return reason == "character-columns" || reason == "white-rivers"; });
}

bool is_read_by_form(const Table& table) {
  return std::find(table.reasons.begin(), table.reasons.end(), kReadByForm) != table.reasons.end();
}

bool has_digits(std::string_view text) {
  bool found = false;
  for_each_code_point(text, [&](char32_t c) { found = found || is_digit(c); });
  return found;
}

bool is_plain_value(std::string_view text) {
  const std::string normal = nfkc(trimmed(text));
  const TypedValue value = parse_value(normal);
  if (value.kind == ValueKind::absent) return value.reason == "placeholder" && !has_digits(normal);
  if (value.kind != ValueKind::number) return false;
  const auto is_part = [](char c) { return c == ',' || c == '.'; };
  if (is_part(normal.front()) || is_part(normal.back())) return false;
  bool blanks = false;
  for_each_code_point(normal, [&](char32_t c) { blanks = blanks || is_space(c); });
  return !blanks;
}

bool holds_value(std::string_view text) {
  const std::string words = collapsed(text);
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t end = std::min(words.find(' ', from), words.size());
    if (is_plain_value(std::string_view(words).substr(from, end - from))) return true;
    from = end + 1;
  }
  return false;
}

bool begins_inside_number(std::string_view text) {
  const std::string normal = nfkc(trimmed(text));
  return normal.size() > 1 && (normal[0] == ',' || normal[0] == '.') && normal[1] >= '0' && normal[1] <= '9';
}

bool has_inner_part(std::string_view text) {
  const std::string words = collapsed(text);
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t end = std::min(words.find(' ', from), words.size());
    if (begins_inside_number(std::string_view(words).substr(from, end - from))) return true;
    from = end + 1;
  }
  return false;
}

std::vector<int> printed_in_order(const CellGrid& grid, int row, int values_begin, std::size_t columns) {
  std::vector<int> printed;
  for (int col = values_begin; col < grid.cols(); col = grid.at(row, col).end_col()) {
    const Cell& cell = grid.at(row, col);
    if (cell.row != row || cell.row_span > 1) return {};
    if (trimmed(cell.text).empty()) continue;
    if (!is_plain_value(cell.text)) return {};
    printed.push_back(col);
  }
  return printed.size() == columns ? printed : std::vector<int>();
}

}  // namespace gridlift::report
