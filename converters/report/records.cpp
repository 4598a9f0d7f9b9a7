#include "converters/report/records.h"

#include <map>
#include <string_view>
#include <tuple>
#include <utility>

#include "core/header_paths.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

/// How the numbers of a document are written, and those of each column that tells it by itself.
class Styles {
 public:
  explicit Styles(const Document& document) {
    std::vector<std::string_view> all;
    for (const Table& table : document.tables) {
      std::vector<std::vector<std::string_view>> columns(static_cast<std::size_t>(table.grid.cols()));
      for (const Cell& cell : table.grid.cells()) {
        if (cell.header || !has_digit(cell.text)) continue;
        all.push_back(cell.text);
        columns[static_cast<std::size_t>(cell.col)].push_back(cell.text);
      }
      std::vector<NumberStyle> styles;
      for (const auto& texts : columns) styles.push_back(infer_style(texts));
      by_column_.push_back(std::move(styles));
    }
    document_ = infer_style(all);
  }

  const NumberStyle& of(std::size_t table, const Cell& cell) const {
    const NumberStyle& own = by_column_[table][static_cast<std::size_t>(cell.col)];
    return own.certain ? own : document_;
  }

 private:
  static bool has_digit(std::string_view text) {
    bool found = false;
    if (text.size() < 60) for_each_code_point(text, [&](char32_t c) { found = found || is_digit(c); });
    return found;
  }

  NumberStyle document_;
  std::vector<std::vector<NumberStyle>> by_column_;
};

std::string unit_of(const Table& table, const std::vector<std::string>& column_path) {
  for (auto text = column_path.rbegin(); text != column_path.rend(); ++text) {
    if (auto unit = declared_unit(*text); !unit.empty()) return unit;
  }
  return table.caption ? declared_unit(*table.caption) : std::string();
}

/// Where numbers that can be read in two ways stand, and how they were read.
struct AmbiguousColumn {
  std::size_t table;
  int col;
  bool decimal;
  std::string example;  ///< the first of them
  bool operator<(const AmbiguousColumn& other) const {
    return std::tie(table, col, decimal) < std::tie(other.table, other.col, other.decimal);
  }
};

}  // namespace

void read_records(const Document& document, Report& report) {
  const Styles styles(document);
  std::map<AmbiguousColumn, std::size_t> ambiguous;
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
      const NumberStyle& style = styles.of(t, cell);
      record.value = parse_value(cell.text, style);
      record.unit = record.value.unit.empty() ? unit_of(table, record.column_path) : record.value.unit;
      record.sources = cell.sources;
      if (record.value.ambiguous)
        ++ambiguous.try_emplace({t, cell.col, record.value.decimals > 0, record.value.text}, 0).first->second;
      report.records.push_back(std::move(record));
    }
  }
  for (const auto& [place, count] : ambiguous) {
    report.notes.push_back({"value.ambiguous",
                            Severity::info,
                            {},
                            std::to_string(count) + " number(s) such as '" + place.example + "' in column " +
                                std::to_string(place.col + 1) + " of table " + std::to_string(place.table + 1) +
                                " could be read in two ways; the sign was taken for " +
                                (place.decimal ? "the decimal sign" : "a thousands separator")});
  }
}

}  // namespace gridlift::report
