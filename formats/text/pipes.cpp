#include "formats/text/pipes.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "core/unicode.h"
#include "formats/row_spans.h"
#include "formats/text/bar_marks.h"

namespace gridlift::text {

namespace {

/// Bytes of the bar at `at`: ASCII, or one of the vertical box drawing characters; 0 when there is none.
std::size_t bar_at(std::string_view text, std::size_t at) {
  if (text[at] == '|') return at > 0 && text[at - 1] == '\\' ? 0 : 1;
  const std::string_view rest = text.substr(at, 3);
  return rest == "│" || rest == "┃" || rest == "║" ? 3 : 0;
}

struct Part {
  std::string_view text;
  std::size_t at = 0;  ///< byte in the line
};

/// How the row names columns. Only the `first` of a table can by double bars: below, they are empty cells.
HeadRow head_of(std::string_view text, bool first) {
  const HeadRow head = head_row(text);
  return head == HeadRow::doubled && !first ? HeadRow::none : head;
}

/// The line's parts between bars; bars at its ends part nothing.
std::vector<Part> parts_of(std::string_view line, bool first) {
  std::vector<Part> parts;
  const std::string_view text = trimmed(line);
  if (text.empty()) return parts;
  const auto base = static_cast<std::size_t>(text.data() - line.data());
  const HeadRow head = head_of(text, first);
  const auto bar_of = [&](std::size_t at) -> std::size_t {
    if (head == HeadRow::doubled) return text.substr(at, 2) == "||" ? 2 : 0;
    return head == HeadRow::carets && text[at] == '^' ? 1 : bar_at(text, at);
  };
  std::size_t from = bar_of(0);
  for (std::size_t at = from; at < text.size();) {
    const std::size_t bar = bar_of(at);
    if (bar == 0) {
      ++at;
      continue;
    }
    parts.push_back({text.substr(from, at - from), base + from});
    at += bar;
    from = at;
  }
  if (from < text.size()) parts.push_back({text.substr(from), base + from});
  return parts;
}

bool is_framed(std::string_view line) {
  const std::string_view text = trimmed(line);
  if (head_row(text) != HeadRow::none) return true;
  if (text.size() < 2 || bar_at(text, 0) == 0) return false;
  return bar_at(text, text.size() - 1) > 0 || (text.size() >= 4 && bar_at(text, text.size() - 3) == 3);
}

/// Columns that a delimiter row names: `|---|:-:|`, `---|---`, `----+----`, `|---+---|`, `──┼──`; 0 for other lines.
std::size_t delimiter_columns(std::string_view line) {
  std::string_view text = trimmed(line);
  std::size_t columns = 0;
  std::size_t dashes = 0;
  bool joint = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == '-' || c == '=' || c == 0x2500 || c == 0x2550 || c == 0x2501) {
      ++dashes;
    } else if (c == '|' || c == '+' || c == 0x253C || c == 0x2502 || c == 0x251C || c == 0x2524 || c == 0x256A ||
               c == 0x256C) {
      columns += dashes > 0 ? 1 : 0;
      dashes = 0;
      joint = true;
    } else if (c != ':' && c != ' ') {
      return 0;
    }
  }
  columns += dashes > 0 ? 1 : 0;
  return joint ? columns : 0;
}

}  // namespace

bool has_bar(std::string_view line) {
  if (head_row(trimmed(line)) != HeadRow::none) return true;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (bar_at(line, at) > 0) return true;
  }
  return false;
}

bool knows_escapes(Lines lines) {
  if (head_row(trimmed(lines[0].text)) == HeadRow::doubled) return true;
  return lines.size() > 1 && delimiter_columns(lines[1].text) > 0 &&
         trimmed(lines[1].text).find_first_not_of("|:- ") == std::string_view::npos;
}

std::size_t pipe_table_length(Lines lines) {
  if (lines.size() < 2 || lines[0].blank() || !has_bar(lines[0].text)) return 0;
  const std::size_t columns = parts_of(lines[0].text, true).size();
  const std::size_t named = delimiter_columns(lines[1].text);
  const bool ruled =
      named > 0 && named == columns && (columns > 1 || (is_framed(lines[0].text) && is_framed(lines[1].text)));
  const bool ruled_above = delimiter_columns(lines[0].text) > 1 && is_framed(lines[0].text);
  const bool framed = ruled_above || (is_framed(lines[0].text) && columns > 1);
  if (!ruled && !framed) return 0;
  std::size_t length = 1;
  std::size_t rows = ruled_above ? 0 : 1;
  // Without a delimiter row the rows must agree in their number of cells.
  std::size_t agreeing = 1;
  const bool marked = lines[0].text.find("|_") != std::string::npos;  // Textile tells spans: rows need not agree
  for (; length < lines.size(); ++length) {
    const Line& line = lines[length];
    if (line.blank() || line.page_break) break;
    const std::size_t delimited = delimiter_columns(line.text);
    if (delimited == 0 && (!has_bar(line.text) || (!ruled && !is_framed(line.text)))) break;
    rows += delimited == 0 ? 1 : 0;
    if (ruled || ruled_above || marked) continue;
    agreeing += (delimited > 0 ? delimited : parts_of(line.text, false).size()) == columns ? 1 : 0;
    if (length == kBarLook && agreeing * 10 < length * 9) return 0;
  }
  if (ruled) return length;
  return rows >= 2 && (ruled_above || marked || agreeing * 10 >= length * 9) ? length : 0;
}

namespace {

/// The cell's text: escapes undone, `<br>` a line break.
std::string cell_text(std::string_view part, Context& context) {
  std::string out;
  part = trimmed(part);
  for (std::size_t at = 0; at < part.size();) {
    if (part.substr(at, 2) == "\\|") {
      context.ledger.out("\\");
      ++at;
      continue;
    }
    bool broke = false;
    for (const std::string_view mark : {"<br>", "<br/>", "<br />"}) {
      if (part.substr(at, mark.size()) != mark) continue;
      context.ledger.out(mark);
      out.push_back('\n');
      at += mark.size();
      broke = true;
      break;
    }
    if (!broke) out.push_back(part[at++]);
  }
  return out;
}

/// Takes off the ledger what stands in the line outside its parts.
void drop_bars(std::string_view line, const std::vector<Part>& parts, Context& context) {
  std::size_t from = 0;
  for (const Part& part : parts) {
    context.ledger.out(line.substr(from, part.at - from));
    from = part.at + part.text.size();
  }
  context.ledger.out(line.substr(from));
}

}  // namespace

RawTable read_pipe_table(Lines lines, Context& context) {
  RawTable table;
  table.method = Method::text;
  table.place.line = lines[0].number;
  std::size_t columns = 0;
  std::size_t first_delimiter = lines.size();
  const bool ruled =
      std::any_of(lines.begin(), lines.end(), [](const Line& line) { return delimiter_columns(line.text) > 0; });
  RowSpans spans;
  bool heads = true;  // only rows of names so far
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& text = lines[i].text;
    if (delimiter_columns(text) > 0) {
      context.ledger.out(text);
      if (!table.rows.empty()) first_delimiter = std::min(first_delimiter, table.rows.size());
      continue;
    }
    const std::vector<Part> parts = parts_of(text, i == 0);
    drop_bars(text, parts, context);
    RawRow row;
    spans.begin_row();
    const bool head = head_of(trimmed(text), i == 0) == HeadRow::doubled;
    for (const Part& part : parts) {
      const CellMarks marks = ruled ? CellMarks{} : cell_marks(part.text);
      context.ledger.out(part.text.substr(0, marks.length));
      spans.carry_on(row);
      RawCell cell;
      cell.text = cell_text(part.text.substr(marks.length), context);
      cell.header = marks.header || head || is_caret_head(text, part.at);
      cell.col_span = marks.columns;
      if (marks.rows > 1) cell.vertical = RawCell::Merge::restart;
      cell.place.line = lines[i].number;
      cell.place.column = 1 + display_width(std::string_view(text).substr(0, part.at));
      row.cells.push_back(std::move(cell));
      spans.take(marks.rows, marks.columns);
    }
    spans.carry_on(row);
    const bool named = std::all_of(row.cells.begin(), row.cells.end(), [](const RawCell& cell) { return cell.header; });
    heads = heads && named;
    if (heads && !ruled) first_delimiter = table.rows.size() + 1;
    std::size_t width = 0;
    for (const RawCell& cell : row.cells) width += static_cast<std::size_t>(cell.col_span);
    columns = std::max(columns, width);
    table.rows.push_back(std::move(row));
  }
  carry_on_doku(table, context);
  for (RawRow& row : table.rows) {
    std::size_t width = 0;
    for (const RawCell& cell : row.cells) width += static_cast<std::size_t>(cell.col_span);
    if (width < columns) row.cells.resize(row.cells.size() + columns - width);
  }
  if (first_delimiter < table.rows.size()) {
    table.header_rows = static_cast<int>(first_delimiter);
    for (std::size_t i = 0; i < first_delimiter; ++i) table.rows[i].header = true;
  }
  table.confidence = first_delimiter < table.rows.size() ? 1.0 : 0.9;
  table.reasons = {"bars-between-columns"};
  return table;
}

}  // namespace gridlift::text
