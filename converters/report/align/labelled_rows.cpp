#include "converters/report/align/labelled_rows.h"

#include <algorithm>

#include "converters/report/align/align_columns.h"
#include "converters/report/values/values.h"

namespace gridlift::report {

namespace {

constexpr double kRowFits = 0.6;  // least similarity at which a row label counts as found

}  // namespace

LabelledRows labelled_rows(const Document& document, std::span<const std::size_t> tables) {
  LabelledRows rows;
  for (const std::size_t t : tables) {
    const CellGrid& grid = document.tables[t].grid;
    const std::size_t first = rows.refs.size();
    for (int row = 0; row < grid.rows(); ++row) rows.refs.push_back({t, row});
    rows.labels.resize(rows.refs.size());
    for (const Cell& cell : grid.cells()) {
      if (may_be_value(cell.text, true)) continue;
      rows.labels[first + static_cast<std::size_t>(cell.row)].emplace_back(cell.col, make_label(cell.text));
    }
  }
  return rows;
}

double row_score(const std::vector<std::pair<int, Label>>& labels, const LineSpec& expected) {
  double own = 0;
  double group = 0;
  for (const auto& [col, label] : labels) {
    own = std::max(own, best_similarity(label, expected.labels));
    for (const auto& names : expected.groups) group = std::max(group, best_similarity(label, names));
  }
  return own >= kRowFits ? own + 0.05 * group : 0;
}

}  // namespace gridlift::report
