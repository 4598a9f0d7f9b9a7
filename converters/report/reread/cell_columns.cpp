#include "converters/report/reread/cell_columns.h"

#include <algorithm>

namespace gridlift::report {

namespace {

/// The only one of some stretches that a cell overlaps.
std::optional<std::size_t> only_under(const Span1& cell, std::span<const std::optional<Span1>> stretches) {
  std::optional<std::size_t> found;
  for (std::size_t c = 0; c < stretches.size(); ++c) {
    if (!stretches[c] || stretches[c]->overlap(cell) <= 0) continue;
    if (found) return std::nullopt;
    found = c;
  }
  return found;
}

/// The columns of a row's cells by stretches of the columns; empty when one stands under none or two.
std::vector<std::size_t> columns_under(const RowCells& row, std::span<const std::optional<Span1>> stretches) {
  std::vector<std::size_t> columns;
  for (const CellPieces& cell : row.cells) {
    const auto column = only_under(extent(cell), stretches);
    if (!column || (!columns.empty() && *column <= columns.back())) return {};
    columns.push_back(*column);
  }
  return columns;
}

}  // namespace

CellColumns columns_on_page(const RowsReading& reading, std::span<const Band> bands) {
  CellColumns out;
  for (const RowCells& row : reading.rows) {
    std::vector<std::size_t> columns;
    for (const CellPieces& cell : row.cells) {
      const double middle = extent(cell).middle();
      const auto band =
          std::find_if(bands.begin(), bands.end(), [&](const Band& b) { return b.across.contains(middle); });
      if (band == bands.end() || !band->column || (!columns.empty() && *band->column <= columns.back())) break;
      columns.push_back(*band->column);
    }
    out.push_back(columns.size() == row.cells.size() ? std::optional(columns) : std::nullopt);
  }
  return out;
}

CellColumns columns_in_text(const RowsReading& reading, std::span<const std::optional<Span1>> header) {
  std::vector<std::optional<Span1>> full(header.size());  // what the cells of full rows cover
  bool borne_out = std::all_of(header.begin(), header.end(), [](const auto& label) { return label.has_value(); });
  bool any_full = false;
  std::size_t cells = 0;
  for (const RowCells& row : reading.rows) {
    cells += row.cells.size();
    if (row.cells.empty()) continue;
    const std::vector<std::size_t> under = columns_under(row, header);
    borne_out = borne_out && !under.empty();
    if (row.cells.size() != header.size()) continue;
    any_full = true;
    for (std::size_t c = 0; c < header.size(); ++c) {
      const Span1 cell = extent(row.cells[c]);
      full[c] = full[c] ? Span1{std::min(full[c]->from, cell.from), std::max(full[c]->to, cell.to)} : cell;
    }
  }
  const bool by_header = borne_out && any_full && cells >= header.size();
  CellColumns out;
  for (const RowCells& row : reading.rows) {
    std::vector<std::size_t> columns;
    if (row.cells.size() == header.size()) {
      for (std::size_t c = 0; c < header.size(); ++c) columns.push_back(c);
    } else if (by_header) {
      columns = columns_under(row, header);
    } else if (any_full) {
      columns = columns_under(row, full);
    }
    const bool told = row.cells.empty() || !columns.empty();
    out.push_back(told ? std::optional(columns) : std::nullopt);
  }
  return out;
}

}  // namespace gridlift::report
