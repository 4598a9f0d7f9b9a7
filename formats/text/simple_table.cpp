#include "formats/text/simple_table.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text_join.h"
#include "formats/text/marked_columns.h"

namespace gridlift::text {

namespace {

bool is_border(std::string_view line) {
  return line.find('=') != std::string_view::npos && marked_columns(line, '=').size() >= 2;
}

/// A row in the making.
struct Row {
  std::vector<std::string_view> lines;  ///< the first, and those that go on with it
  std::vector<Place> places;            ///< one for each column
  std::vector<MarkedColumn> spans;      ///< of columns, by index; empty: none
};

int column_of(const std::vector<MarkedColumn>& columns, int at) {
  int index = 0;
  while (index + 1 < static_cast<int>(columns.size()) && columns[static_cast<std::size_t>(index) + 1].from <= at)
    ++index;
  return index;
}

/// The cell that begins at a column; nullptr when none does.
RawCell* cell_from(std::vector<RawCell>& cells, int col) {
  int at = 0;
  for (RawCell& cell : cells) {
    if (at == col) return &cell;
    at += cell.col_span;
  }
  return nullptr;
}

/// The format has no cells over several rows: an empty cell below a name in a header of several rows goes on with it.
void merge_names(RawTable& table) {
  for (int row = 1; row < table.header_rows; ++row) {
    int col = 0;
    std::vector<RawCell>& cells = table.rows[static_cast<std::size_t>(row)].cells;
    for (RawCell& cell : cells) {
      RawCell* above = cell_from(table.rows[static_cast<std::size_t>(row) - 1].cells, col);
      const bool goes_on = above != nullptr && above->col_span == cell.col_span && cell.text.empty() &&
                           (!above->text.empty() || above->vertical == RawCell::Merge::carry_on);
      if (goes_on) {
        cell.vertical = RawCell::Merge::carry_on;
        if (above->vertical == RawCell::Merge::none) {
          above->vertical = RawCell::Merge::restart;
          above->rule = "span-inferred";
        }
      }
      col += cell.col_span;
    }
  }
}

}  // namespace

std::size_t simple_table_length(Lines lines) {
  if (lines.size() < 3 || !is_border(lines[0].text)) return 0;
  const auto columns = marked_columns(lines[0].text, '=').size();
  std::size_t borders = 1;
  for (std::size_t i = 1; i < lines.size() && i < 5000; ++i) {
    if (lines[i].page_break || lines[i].carried) return 0;
    if (!is_border(lines[i].text)) continue;
    if (marked_columns(lines[i].text, '=').size() != columns) return 0;
    ++borders;
    const bool ends = i + 1 == lines.size() || lines[i + 1].blank();
    if (borders == 3 || (ends && i > 1)) return i + 1;
  }
  return 0;
}

RawTable read_simple_table(Lines lines, Context& context) {
  const std::vector<MarkedColumn> columns = marked_columns(lines[0].text, '=');
  const std::size_t count = columns.size();
  std::vector<Row> rows;
  std::size_t header_rows = 0;
  bool fresh = true;  // the next line cannot go on with a row: a rule or an empty line stands before it
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    if (is_border(text)) {
      context.ledger.out(text);
      if (i > 0 && i + 1 < lines.size()) header_rows = rows.size();
      fresh = true;
      continue;
    }
    if (lines[i].blank()) {
      fresh = true;
      continue;
    }
    if (const auto dashes = marked_columns(text, '-'); !dashes.empty() && !rows.empty()) {
      context.ledger.out(text);
      for (const MarkedColumn& run : dashes) {
        rows.back().spans.push_back({column_of(columns, run.from), column_of(columns, run.to - 1) + 1});
      }
      fresh = true;
      continue;
    }
    if (!fresh && !rows.empty() && text_between(text, 0, columns[1].from).empty()) {
      rows.back().lines.push_back(text);
      continue;
    }
    Row row;
    row.lines.push_back(text);
    for (const MarkedColumn& column : columns) row.places.push_back(place_at(lines[i].number, column.from + 1));
    fresh = false;
    rows.push_back(std::move(row));
  }

  RawTable table;
  table.method = Method::text;
  table.place = place_at(lines[0].number, 1);
  table.reasons = {"drawn-lines"};
  table.header_rows = static_cast<int>(header_rows);
  for (Row& row : rows) {
    RawRow raw;
    raw.header = table.rows.size() < header_rows;
    for (std::size_t col = 0; col < count;) {
      const auto span = std::find_if(row.spans.begin(), row.spans.end(),
                                     [&](const MarkedColumn& run) { return run.from == static_cast<int>(col); });
      const std::size_t end = span == row.spans.end() ? col + 1 : static_cast<std::size_t>(span->to);
      RawCell cell;
      cell.col_span = static_cast<int>(end - col);
      cell.place = row.places[col];
      for (const std::string_view line : row.lines) {
        const std::string part =
            text_between(line, col == 0 ? 0 : columns[col].from, end < count ? columns[end].from : -1);
        if (seam_between(cell.text, part) == Seam::healed_hyphen) context.ledger.out("-");
        cell.text = joined(cell.text, part);
      }
      raw.cells.push_back(std::move(cell));
      col = end;
    }
    table.rows.push_back(std::move(raw));
  }
  merge_names(table);
  return table;
}

}  // namespace gridlift::text
