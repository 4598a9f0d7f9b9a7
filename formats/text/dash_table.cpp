#include "formats/text/dash_table.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text_join.h"
#include "core/unicode.h"
#include "formats/text/marked_columns.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kMostHeaderLines = 12;
constexpr std::size_t kMostLines = 5000;
constexpr int kShortestFrame = 5;  // dashes

using Columns = std::vector<MarkedColumn>;

/// The only run of a line of dashes.
bool is_full(const Columns& runs) {
  return runs.size() == 1 && runs[0].to - runs[0].from >= kShortestFrame;
}

/// Nothing stands in the blanks between the columns nor outside of them.
bool fits(std::string_view line, const Columns& columns) {
  int column = 0;
  std::size_t next = 0;  // first column that ends behind `column`
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = next_code_point(line, at);
    if (c == '\t') return false;
    while (next < columns.size() && columns[next].to <= column) ++next;
    const int width = display_width(c);
    const bool inside = next < columns.size() && column >= columns[next].from && column + width <= columns[next].to;
    if (!inside && !is_space(c) && width > 0) return false;
    column += width;
  }
  return true;
}

/// The frame reaches as far as the columns do.
bool frames(const Columns& full, const Columns& columns) {
  return is_full(full) && full[0].from <= columns.front().from && full[0].to >= columns.back().to;
}

/// Index of the line of dashes that sets the columns: the first, or one below a few header lines; lines.size() for
/// none.
std::size_t setting_line(Lines lines, std::size_t from) {
  for (std::size_t i = from; i < std::min(lines.size(), from + kMostHeaderLines); ++i) {
    if (lines[i].blank() || lines[i].page_break || lines[i].carried) break;
    const Columns runs = marked_columns(lines[i].text, '-');
    if (runs.size() >= 2) return i;
    if (!runs.empty()) break;
  }
  return lines.size();
}

/// One past the closing line of dashes, with blank lines between the rows; 0 when something does not fit.
std::size_t framed_end(Lines lines, std::size_t set, const Columns& columns, bool headless) {
  std::size_t texts = 0;
  std::size_t gaps = 0;
  for (std::size_t i = set + 1; i < std::min(lines.size(), kMostLines); ++i) {
    if (lines[i].page_break || lines[i].carried) return 0;
    if (lines[i].blank()) {
      if (lines[i - 1].blank() || i == set + 1) return 0;
      ++gaps;
      continue;
    }
    const Columns runs = marked_columns(lines[i].text, '-');
    const bool closes = headless ? runs.size() == columns.size() && runs.front().from == columns.front().from &&
                                       runs.back().to == columns.back().to
                                 : frames(runs, columns);
    if (closes) return texts > 0 && gaps > 0 ? i + 1 : 0;
    if (!fits(lines[i].text, columns)) return 0;
    ++texts;
  }
  return 0;
}

}  // namespace

std::size_t multiline_table_length(Lines lines) {
  if (lines.size() < 4 || lines[0].text.find("--") == std::string::npos) return 0;
  const Columns first = marked_columns(lines[0].text, '-');
  if (first.size() >= 2) return framed_end(lines, 0, first, true);
  if (!is_full(first)) return 0;
  const std::size_t set = setting_line(lines, 1);
  if (set == lines.size() || set == 1) return 0;
  const Columns columns = marked_columns(lines[set].text, '-');
  if (!frames(first, columns)) return 0;
  for (std::size_t i = 1; i < set; ++i) {
    if (!fits(lines[i].text, columns)) return 0;
  }
  return framed_end(lines, set, columns, false);
}

std::size_t dash_table_length(Lines lines) {
  if (lines.size() < 3) return 0;
  const std::size_t set = marked_columns(lines[0].text, '-').size() >= 2 ? 0 : 1;
  const Columns columns = marked_columns(lines[set].text, '-');
  if (columns.size() < 2 || (set == 1 && (lines[set].page_break || !fits(lines[0].text, columns)))) return 0;
  std::size_t rows = 0;
  std::size_t several = 0;  // rows with text in more than one column
  for (std::size_t i = set + 1; i < std::min(lines.size(), kMostLines); ++i) {
    if (lines[i].blank() || lines[i].page_break || lines[i].carried) return set == 1 && several > 0 ? i : 0;
    const Columns runs = marked_columns(lines[i].text, '-');
    const bool closes = runs.size() == columns.size() && runs.front().from == columns.front().from &&
                        runs.back().to == columns.back().to;
    if (closes || frames(runs, columns)) return rows > 0 && several > 0 ? i + 1 : 0;
    if (!fits(lines[i].text, columns)) return 0;
    ++rows;
    std::size_t texts = 0;
    for (const MarkedColumn& column : columns) {
      texts += text_between(lines[i].text, column.from, column.to).empty() ? 0 : 1;
    }
    several += texts > 1 ? 1 : 0;
  }
  return set == 1 && several > 0 ? lines.size() : 0;
}

RawTable read_dash_table(Lines lines, Context& context) {
  const std::size_t framed = multiline_table_length(lines) == lines.size() ? 1 : 0;
  const bool headed = marked_columns(lines[0].text, '-').size() < 2;
  const std::size_t set = headed ? setting_line(lines, framed) : 0;
  const Columns columns = marked_columns(lines[set].text, '-');
  RawTable table;
  table.method = Method::text;
  table.place = place_at(lines[0].number, 1);
  table.reasons = {"dashes-set-columns"};
  bool fresh = true;  // a row begins at the next line of text
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    const bool rule = i == set || (!marked_columns(text, '-').empty() && (i == 0 || i + 1 == lines.size()));
    if (rule) context.ledger.out(text);
    if (i == set && !table.rows.empty()) {
      table.header_rows = 1;
      table.rows[0].header = true;
    }
    if (rule || lines[i].blank()) {
      fresh = true;
      continue;
    }
    if (fresh || framed == 0) table.rows.emplace_back().cells.resize(columns.size());
    fresh = false;
    for (std::size_t col = 0; col < columns.size(); ++col) {
      RawCell& cell = table.rows.back().cells[col];
      const std::string part = text_between(text, columns[col].from, columns[col].to);
      if (part.empty()) continue;
      if (cell.text.empty()) {
        cell.place = place_at(lines[i].number, columns[col].from + 1);
      } else {
        cell.more_places.push_back(place_at(lines[i].number, columns[col].from + 1));
      }
      if (seam_between(cell.text, part) == Seam::healed_hyphen) context.ledger.out("-");
      cell.text = joined(cell.text, part);
    }
  }
  return table;
}

}  // namespace gridlift::text
