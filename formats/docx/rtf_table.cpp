#include "formats/docx/rtf_table.h"

#include <algorithm>
#include <utility>

namespace gridlift::docx {

namespace {

constexpr int kTextHeight = 210;            // twips: that of common body text
constexpr int kSameEdge = kTextHeight / 8;  // rows of one table are drawn with edges that differ by rounding
constexpr int kUnknownWidth = 1440;         // twips, of a cell without a shape

/// Right edges of the cells of a row, each past the one before.
std::vector<int> right_edges(const RtfRow& row) {
  std::vector<int> edges;
  int last = row.shape.left;
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const int right = i < row.shape.cells.size() ? row.shape.cells[i].right : last + kUnknownWidth;
    last = std::max(right, last + kSameEdge + 1);
    edges.push_back(last);
  }
  return edges;
}

/// The edges of all rows, sorted, without those that are a hair from another.
std::vector<int> column_edges(const std::vector<RtfRow>& rows) {
  std::vector<int> all;
  for (const RtfRow& row : rows) {
    all.push_back(row.shape.left);
    const std::vector<int> right = right_edges(row);
    all.insert(all.end(), right.begin(), right.end());
  }
  std::sort(all.begin(), all.end());
  std::vector<int> edges;
  for (const int edge : all) {
    if (edges.empty() || edge - edges.back() > kSameEdge) edges.push_back(edge);
  }
  return edges;
}

int index_of(const std::vector<int>& edges, int edge) {
  return static_cast<int>(std::upper_bound(edges.begin(), edges.end(), edge) - edges.begin()) - 1;
}

}  // namespace

RawTable table_of_rows(std::vector<RtfRow> rows) {
  RawTable table;
  const std::vector<int> edges = column_edges(rows);
  for (RtfRow& row : rows) {
    RawRow raw;
    raw.header = row.shape.header;
    const std::vector<int> right = right_edges(row);
    int column = index_of(edges, row.shape.left);
    raw.grid_before = column;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      RawCell& cell = row.cells[i];
      const int end = index_of(edges, right[i]);
      cell.col_span = std::max(1, end - column);
      column += cell.col_span;
      if (i < row.shape.cells.size()) {
        cell.horizontal = row.shape.cells[i].horizontal;
        cell.vertical = row.shape.cells[i].vertical;
      }
      raw.cells.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(raw));
  }
  return table;
}

void RtfTables::set_depth(std::size_t depth, Story& outside, Context& context, const std::string& path) {
  while (open_.size() > depth) end_table(outside, context, path);
  while (open_.size() < depth) open_.emplace_back();
}

void RtfTables::end_cell(Context& context) {
  if (!context.budget.spend(Budget::Resource::items)) return;
  RawCell cell;
  CellStory story(cell, copied_, context);
  open_.back().cell.release(story);
  open_.back().cells.push_back(std::move(cell));
}

void RtfTables::end_row() {
  Open& table = open_.back();
  if (table.cells.empty()) return;
  const RtfRowShape& said = open_.size() > 1 ? nested_shape : shape;
  RtfRow row;
  row.shape.left = said.left;
  row.shape.header = said.header;
  // No more shapes than cells: a row of one cell may have been given thousands.
  const auto count = static_cast<std::ptrdiff_t>(std::min(said.cells.size(), table.cells.size()));
  row.shape.cells.assign(said.cells.begin(), said.cells.begin() + count);
  row.cells = std::exchange(table.cells, {});
  table.rows.push_back(std::move(row));
}

void RtfTables::end_table(Story& outside, Context& context, const std::string& path) {
  // A cell or row that was cut off.
  if (!open_.back().cell.empty()) end_cell(context);
  end_row();
  std::vector<RtfRow> rows = std::move(open_.back().rows);
  open_.pop_back();
  if (rows.empty()) return;
  RawTable raw = table_of_rows(std::move(rows));
  raw.depth = static_cast<int>(open_.size());
  raw.place.path = path;
  innermost(outside).table(std::move(raw));
}

}  // namespace gridlift::docx
