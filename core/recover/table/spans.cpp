// Spans: a raw flow table to its grid. Columns are counted, not measured (ECMA-376 17.4.17 gridSpan, 17.4.84 vMerge,
// 17.4.22 hMerge, 17.4.15 gridBefore); widths only tell columns that are no more than a hair.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>

#include "core/recover/stages.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// The text height of a flow table, whose fonts are not known: that of common body text, in points.
constexpr double kTextHeight = 10.5;
/// A column under this share of the text height is narrower than the thinnest border that Word draws (a quarter of a
/// point): its two edges are seen as one.
constexpr double kSliver = 0.025;

/// A physical cell with its place in the columns as the file counts them.
struct Placed {
  RawCell* cell;
  int from;
  int to;     ///< one past the last column
  int right;  ///< `to` as the file counts it, where no cell may begin: two cells are merged only if they end together
};

using PlacedRow = std::vector<Placed>;

void append_text(RawCell& to, RawCell& from) {
  if (!trimmed(from.text).empty()) {
    if (!to.text.empty()) to.text += '\n';
    to.text += from.text;
    to.more_places.push_back(std::move(from.place));
  }
  std::move(from.nested.begin(), from.nested.end(), std::back_inserter(to.nested));
}

/// Gives every cell its columns. Cells past the limit lend their text to the last one before it.
std::vector<PlacedRow> place_cells(RawTable& raw, Context& context) {
  const auto most = static_cast<std::int64_t>(std::min<std::uint64_t>(context.limits.table_columns, 1U << 20));
  std::vector<PlacedRow> rows;
  rows.reserve(raw.rows.size());
  for (RawRow& row : raw.rows) {
    PlacedRow placed;
    std::int64_t at = std::clamp<std::int64_t>(row.grid_before, 0, most - 1);
    for (RawCell& cell : row.cells) {
      const bool carried = cell.horizontal == RawCell::Merge::carry_on && !placed.empty() &&
                           placed.back().cell->horizontal != RawCell::Merge::none;
      const std::int64_t to = std::min<std::int64_t>(at + std::max(cell.col_span, 1), most);
      if ((carried || at >= most) && !placed.empty()) {
        if (!carried)
          context.diagnostics.warning("table-columns", "cells past the limit were put into the last column",
                                      raw.place.path);
        append_text(*placed.back().cell, cell);
        placed.back().to = placed.back().right = static_cast<int>(to);
      } else {
        placed.push_back({&cell, static_cast<int>(at), static_cast<int>(to), static_cast<int>(to)});
      }
      at = to;
    }
    rows.push_back(std::move(placed));
  }
  return rows;
}

int count_columns(const std::vector<PlacedRow>& rows) {
  int columns = 0;
  for (const PlacedRow& row : rows) {
    if (!row.empty()) columns = std::max(columns, row.back().to);
  }
  return columns;
}

/// Renumbers the columns: `edge[i]` is the new number of the edge before column i.
void renumber(std::vector<PlacedRow>& rows, const std::vector<int>& edge) {
  for (PlacedRow& row : rows) {
    for (Placed& placed : row) {
      placed.from = edge[static_cast<std::size_t>(placed.from)];
      placed.to = edge[static_cast<std::size_t>(placed.to)];
    }
    std::erase_if(row, [](const Placed& placed) { return placed.from == placed.to; });
  }
}

/// Drops the columns in which no cell begins: nobody can see them, and a hostile span could make millions.
std::vector<int> drop_phantoms(std::vector<PlacedRow>& rows) {
  const int columns = count_columns(rows);
  std::vector<bool> begins(static_cast<std::size_t>(columns) + 1, false);
  for (const PlacedRow& row : rows) {
    for (const Placed& placed : row) begins[static_cast<std::size_t>(placed.from)] = true;
  }
  std::vector<int> kept;  // the old column of each new one
  for (int column = 0; column < columns; ++column) {
    if (begins[static_cast<std::size_t>(column)]) kept.push_back(column);
  }
  // An edge inside a dropped column is the end of the column that swallowed it.
  std::vector<int> edge(static_cast<std::size_t>(columns) + 1, 0);
  for (int column = 0; column <= columns; ++column) {
    const auto next = std::lower_bound(kept.begin(), kept.end(), column);
    edge[static_cast<std::size_t>(column)] = static_cast<int>(next - kept.begin());
  }
  renumber(rows, edge);
  kept.push_back(columns);
  return kept;
}

/// Joins the two edges of each column that is a hair wide and holds no text. `edges` are the old columns of the edges.
void collapse_slivers(std::vector<PlacedRow>& rows, const std::vector<int>& edges, const RawTable& raw,
                      Context& context) {
  if (raw.column_widths.size() + 1 < edges.size() || static_cast<std::size_t>(edges.back()) > raw.column_widths.size())
    return;
  const std::size_t columns = edges.size() - 1;
  std::vector<bool> sliver(columns, false);
  bool any = false;
  for (std::size_t i = 0; i < columns; ++i) {
    double width = 0;
    for (int column = edges[i]; column < edges[i + 1]; ++column)
      width += raw.column_widths[static_cast<std::size_t>(column)];
    sliver[i] = width > 0 && width < kSliver * kTextHeight;
    any = any || sliver[i];
  }
  if (!any || columns < 2) return;
  for (const PlacedRow& row : rows) {
    for (const Placed& placed : row) {
      if (placed.to == placed.from + 1 && !trimmed(placed.cell->text).empty())
        sliver[static_cast<std::size_t>(placed.from)] = false;
    }
  }
  std::vector<int> edge(columns + 1, 0);
  int dropped = 0;
  for (std::size_t i = 0; i < columns; ++i) {
    dropped += sliver[i] ? 1 : 0;
    edge[i + 1] = static_cast<int>(i) + 1 - dropped;
  }
  if (dropped == 0 || dropped == static_cast<int>(columns)) return;
  for (PlacedRow& row : rows) {
    for (Placed& placed : row) {
      // An end behind a sliver is the one before it.
      for (int at = placed.to; at > placed.from + 1 && sliver[static_cast<std::size_t>(at) - 1] &&
                               placed.right == edges[static_cast<std::size_t>(at)];)
        placed.right = edges[static_cast<std::size_t>(--at)];
    }
  }
  renumber(rows, edge);
  context.diagnostics.info("sliver-collapsed", std::to_string(dropped) + " columns a hair wide were collapsed",
                           raw.place.path);
}

/// A cell of the grid on its way, and the raw cell that it began as.
struct Anchor {
  Cell cell;
  RawCell* raw;
  bool open = false;  ///< merged downwards: a cell below may carry it on
  int right = 0;      ///< as of Placed
};

/// Cells of the grid from the placed rows: a cell that carries on joins the open one above with the same columns.
std::vector<Anchor> merge_rows(std::vector<PlacedRow>& rows) {
  std::vector<Anchor> anchors;
  std::vector<std::pair<int, std::size_t>> above;  // column -> anchor, of the row above, by column
  std::vector<std::pair<int, std::size_t>> here;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    here.clear();
    std::size_t next_above = 0;
    for (const Placed& placed : rows[r]) {
      RawCell& raw = *placed.cell;
      while (next_above < above.size() && above[next_above].first < placed.from) ++next_above;
      const bool found = next_above < above.size() && above[next_above].first == placed.from;
      Anchor* up = found ? &anchors[above[next_above].second] : nullptr;
      if (raw.vertical == RawCell::Merge::carry_on && up != nullptr && up->open && up->right == placed.right) {
        ++up->cell.row_span;
        append_text(*up->raw, raw);
        here.emplace_back(placed.from, above[next_above].second);
        continue;
      }
      Anchor anchor;
      anchor.raw = &raw;
      anchor.right = placed.right;
      anchor.open = raw.vertical != RawCell::Merge::none;
      anchor.cell.row = static_cast<int>(r);
      anchor.cell.col = placed.from;
      anchor.cell.col_span = placed.to - placed.from;
      here.emplace_back(placed.from, anchors.size());
      anchors.push_back(std::move(anchor));
    }
    std::swap(above, here);
  }
  return anchors;
}

void fill_cells(std::vector<Anchor>& anchors) {
  for (Anchor& anchor : anchors) {
    RawCell& raw = *anchor.raw;
    anchor.cell.text = std::move(raw.text);
    anchor.cell.header = raw.header;
    anchor.cell.rule = std::move(raw.rule);
    anchor.cell.sources.push_back(std::move(raw.place));
    std::move(raw.more_places.begin(), raw.more_places.end(), std::back_inserter(anchor.cell.sources));
  }
}

/// Header rows that the file declares: the flagged rows at the top, unless all are; with what their cells reach down
/// to.
int declared_header_rows(const RawTable& raw, const CellGrid& grid) {
  int rows = raw.header_rows;
  if (rows == 0) {
    while (rows < grid.rows() && raw.rows[static_cast<std::size_t>(rows)].header) ++rows;
    if (rows == grid.rows()) rows = 0;
  }
  if (rows == 0 && raw.first_row_is_header) rows = 1;
  if (rows == 0) return 0;
  for (const Cell& cell : grid.cells()) {
    if (cell.row >= rows) break;
    rows = std::max(rows, cell.end_row());
  }
  return rows < grid.rows() ? rows : 0;
}

std::string text_of(const std::vector<Anchor>& anchors) {
  std::string text;
  for (const Anchor& anchor : anchors) {
    if (anchor.cell.text.empty()) continue;
    if (!text.empty()) text += '\n';
    text += anchor.cell.text;
  }
  return text;
}

CellGrid make_grid(const RawTable& raw, std::vector<Anchor>& anchors, int rows, int columns, Context& context) {
  const std::uint64_t slots = static_cast<std::uint64_t>(rows) * static_cast<std::uint64_t>(columns);
  if (slots <= context.budget.left(Budget::Resource::grid_slots)) {
    std::vector<Cell> cells;
    cells.reserve(anchors.size());
    for (Anchor& anchor : anchors) cells.push_back(std::move(anchor.cell));
    auto grid = CellGrid::make_filled(rows, columns, std::move(cells), context.budget);
    return grid ? *std::move(grid) : CellGrid();
  }
  context.diagnostics.cut("grid-limit", "the table is too large for a grid (grid-slots): its text is in one cell",
                          raw.place.path);
  Cell all;
  all.text = text_of(anchors);
  all.sources.push_back(raw.place);
  std::vector<Cell> one;
  one.push_back(std::move(all));
  return *CellGrid::make(1, 1, std::move(one));
}

void resolve(RawTable& raw, const std::optional<ParentCell>& parent, const RecoverOptions& options, Context& context,
             std::vector<Fragment>& out) {
  std::vector<PlacedRow> rows = place_cells(raw, context);
  const std::vector<int> edges = drop_phantoms(rows);
  if (!options.keep_slivers) collapse_slivers(rows, edges, raw, context);
  const int columns = count_columns(rows);
  if (columns == 0) return;
  std::vector<Anchor> anchors = merge_rows(rows);
  struct Inner {
    RawCell* cell;
    int row;
    int col;
  };
  std::vector<Inner> inner;
  for (const Anchor& anchor : anchors) {
    if (!anchor.raw->nested.empty()) inner.push_back({anchor.raw, anchor.cell.row, anchor.cell.col});
  }
  fill_cells(anchors);

  Fragment fragment;
  Table& table = fragment.table;
  table.grid = make_grid(raw, anchors, static_cast<int>(rows.size()), columns, context);
  const bool whole = table.grid.rows() == static_cast<int>(rows.size());
  table.method = raw.method;
  table.confidence = raw.confidence;
  table.reasons = std::move(raw.reasons);
  table.caption = std::move(raw.caption);
  table.caption_sources = std::move(raw.caption_sources);
  table.parent = parent;
  if (whole) table.header_rows = declared_header_rows(raw, table.grid);
  table.header_cols = raw.header_cols > 0 ? raw.header_cols : raw.first_col_is_header && columns > 1 ? 1 : 0;
  const std::size_t own = out.size();
  out.push_back(std::move(fragment));
  for (const Inner& place : inner) {
    for (RawTable& nested : place.cell->nested) {
      const ParentCell here{own, whole ? place.row : 0, whole ? place.col : 0};
      resolve(nested, here, options, context, out);
    }
  }
}

}  // namespace

std::vector<Fragment> resolve_spans(RawTable raw, const RecoverOptions& options, Context& context) {
  std::vector<Fragment> out;
  resolve(raw, std::nullopt, options, context, out);
  return out;
}

}  // namespace gridlift::recover
