#include "converters/html_table.h"

#include <algorithm>

#include "converters/clean_text.h"

namespace gridlift {

namespace {

/// Header rows that can stand in <thead>: none when a cell reaches from them into the body, since spans end with their
/// row group (HTML, 4.9.12 forming a table).
int head_rows(const Table& table) {
  for (const Cell& cell : table.grid.cells()) {
    if (cell.row < table.header_rows && cell.end_row() > table.header_rows) return 0;
  }
  return table.header_rows;
}

/// What a header cell names (HTML, 4.9.10 scope).
std::string_view scope_of(const Table& table, const Cell& cell) {
  const auto& inner = table.interior_headers;
  const bool over_columns =
      cell.row < table.header_rows || std::find(inner.begin(), inner.end(), cell.row) != inner.end();
  if (over_columns) return cell.col_span > 1 ? "colgroup" : "col";
  return cell.row_span > 1 ? "rowgroup" : "row";
}

void append_cell(std::string& out, const TableNest& nest, std::size_t index, const Cell& cell) {
  const Table& table = nest.at(index);
  out += cell.header ? "<th" : "<td";
  if (cell.header) {
    out += " scope=\"";
    out += scope_of(table, cell);
    out += "\"";
  }
  if (cell.row_span > 1) out += " rowspan=\"" + std::to_string(cell.row_span) + "\"";
  if (cell.col_span > 1) out += " colspan=\"" + std::to_string(cell.col_span) + "\"";
  out += ">";
  for (const TableNest::Piece& piece : nest.pieces(index, cell)) {
    if (piece.table) {
      if (out.back() != '\n') out += "\n";
      append_html_table(out, nest, *piece.table);
    } else {
      append_html_text(out, piece.text);
    }
  }
  out += cell.header ? "</th>" : "</td>";
}

void append_rows(std::string& out, const TableNest& nest, std::size_t index, int from, int to, std::string_view group) {
  const Table& table = nest.at(index);
  if (from >= to) return;
  out += "<" + std::string(group) + ">\n";
  for (int row = from; row < to; ++row) {
    out += "<tr>";
    for (int col = 0; col < table.grid.cols(); col = table.grid.at(row, col).end_col()) {
      if (table.grid.begins_at(row, col)) append_cell(out, nest, index, table.grid.at(row, col));
    }
    out += "</tr>\n";
  }
  out += "</" + std::string(group) + ">\n";
}

}  // namespace

void append_html_text(std::string& out, std::string_view text) {
  std::string clean;
  append_clean(clean, text);
  for (const char c : clean) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
        out += "<br>";
        break;
      default:
        out.push_back(c);
    }
  }
}

void append_html_table(std::string& out, const TableNest& nest, std::size_t index) {
  const Table& table = nest.at(index);
  out += "<table>\n";
  if (table.caption) {
    out += "<caption>";
    append_html_text(out, *table.caption);
    out += "</caption>\n";
  }
  const int head = head_rows(table);
  append_rows(out, nest, index, 0, head, "thead");
  append_rows(out, nest, index, head, table.grid.rows(), "tbody");
  out += "</table>\n";
}

}  // namespace gridlift
