#include "converters/report/records.h"

#include <string_view>
#include <utility>

#include "core/header_paths.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

NumberStyle style_of(const Document& document) {
  std::vector<std::string_view> texts;
  for (const Table& table : document.tables) {
    for (const Cell& cell : table.grid.cells()) {
      if (!cell.header) texts.push_back(cell.text);
    }
  }
  return infer_style(texts);
}

std::string unit_of(const Table& table, const std::vector<std::string>& column_path) {
  for (auto text = column_path.rbegin(); text != column_path.rend(); ++text) {
    if (auto unit = declared_unit(*text); !unit.empty()) return unit;
  }
  return table.caption ? declared_unit(*table.caption) : std::string();
}

}  // namespace

void read_records(const Document& document, Report& report) {
  const NumberStyle style = style_of(document);
  std::size_t ambiguous = 0;
  for (std::size_t t = 0; t < document.tables.size(); ++t) {
    const Table& table = document.tables[t];
    const HeaderPaths paths(table);
    for (const Cell& cell : table.grid.cells()) {
      if (cell.header || cell.row < table.header_rows || cell.col < table.header_cols) continue;
      Record record;
      record.table = t;
      record.row = cell.row;
      record.col = cell.col;
      record.row_path = paths.row(cell.row);
      record.column_path = paths.column(cell.row, cell.col);
      record.value = parse_value(cell.text, style);
      record.unit = record.value.unit.empty() ? unit_of(table, record.column_path) : record.value.unit;
      record.sources = cell.sources;
      ambiguous += record.value.ambiguous ? 1U : 0U;
      report.records.push_back(std::move(record));
    }
  }
  if (ambiguous > 0) {
    report.notes.push_back({"value.ambiguous",
                            Severity::info,
                            {},
                            std::to_string(ambiguous) +
                                " number(s) such as 1,234 could be read in two ways; the comma was taken for " +
                                (style.decimal == U',' ? "the decimal sign" : "a thousands separator")});
  }
}

}  // namespace gridlift::report
