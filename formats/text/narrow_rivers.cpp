#include "formats/text/narrow_rivers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>

#include "core/recover/flattened/flattened_rows.h"

namespace gridlift::text {

namespace {

constexpr int kFewestLines = 2;  // in which values meet at a blank

int column_at(double x) {
  return static_cast<int>(std::lround(x / kColumnPitch));
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// "10" and "931", "1" and "204,50": thousands that a blank sets apart.
bool one_number(std::string_view left, std::string_view right) {
  if (!left.empty() && (left[0] == '-' || left[0] == '+' || left[0] == '(')) left.remove_prefix(1);
  if (left.size() > 3 || !all_digits(left)) return false;
  while (!right.empty() && (right.back() < '0' || right.back() > '9')) right.remove_suffix(1);
  const std::size_t end = right.find_first_not_of("0123456789");
  if (end == std::string_view::npos) return right.size() == 3;
  return end == 3 && (right[3] == '.' || right[3] == ',') && all_digits(right.substr(4)) && right.size() != 7;
}

/// Whether a word of the line stands over the column.
bool inked(const RasterPage& raster, std::size_t line, int column) {
  for (std::uint32_t i = raster.first_word[line]; i < raster.first_word[line + 1]; ++i) {
    const Box& box = raster.page.words[i].box;
    if (column_at(box.x0) <= column && column < column_at(box.x1)) return true;
  }
  return false;
}

}  // namespace

bool NarrowRivers::has(int column) const {
  return std::binary_search(at.begin(), at.end(), column);
}

NarrowRivers find_narrow_rivers(const RasterPage& raster, std::size_t from, std::size_t to) {
  NarrowRivers out;
  std::map<int, int> meetings;
  std::vector<std::size_t> lines;  // with values
  std::size_t above = to;
  for (std::size_t line = from; line < to; ++line) {
    bool value_left = false;
    bool values = false;
    for (std::uint32_t i = raster.first_word[line]; i < raster.first_word[line + 1]; ++i) {
      const Word& word = raster.page.words[i];
      const bool value = recover::is_value_text(word.text);
      const bool first = i == raster.first_word[line];
      values = values || (value && !first);
      if (value && value_left) {
        const Word& left = raster.page.words[i - 1];
        const int blank = column_at(left.box.x1);
        if (column_at(word.box.x0) == blank + 1 && !one_number(left.text, word.text)) ++meetings[blank];
      }
      value_left = value;
    }
    if (values && lines.empty()) out.names = above;
    if (values) lines.push_back(line);
    if (raster.first_word[line] < raster.first_word[line + 1]) above = line;
  }
  for (const auto& [column, count] : meetings) {
    if (count < kFewestLines) continue;
    const bool blank =
        std::none_of(lines.begin(), lines.end(), [&, x = column](std::size_t line) { return inked(raster, line, x); });
    if (blank) out.at.push_back(column);
  }
  return out;
}

}  // namespace gridlift::text
