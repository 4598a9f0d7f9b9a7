// Tables that ruling lines draw: from the lines of a page to grids with spans, words and confidence.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/recover/page/rulings.h"
#include "core/recover/ruled/ruled_grid.h"
#include "core/recover/ruled/ruled_margins.h"
#include "core/recover/ruled/ruled_sections.h"
#include "core/recover/ruled/ruled_splits.h"
#include "core/recover/ruled/ruled_table.h"
#include "core/recover/ruled/ruled_verdict.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

namespace {

/// Bars and boxes of a drawing are less sure than this; no table of the sets that confidence is weighed by is.
constexpr double kLeastSure = 0.55;

void trace(Context& context, int page, std::string_view kind, const Box& box, std::string text) {
  if (context.trace != nullptr) context.trace->item({"lattice", kind, page, box, std::move(text), -1});
}

Place place_of(const Page& page, const std::vector<CellWord>& words) {
  Box box = words.front().box;
  for (const CellWord& word : words) box = box.united(word.box);
  Place place;
  place.page = page.number;
  place.bbox = box;
  return place;
}

std::vector<Cell> cells_of(const Page& page, const RuledTable& table, TextLedger& ledger) {
  std::vector<Cell> cells;
  cells.reserve(table.cells.size());
  for (const RuledCell& ruled : table.cells) {
    Cell cell;
    cell.row = static_cast<int>(ruled.face.row);
    cell.col = static_cast<int>(ruled.face.col);
    cell.row_span = static_cast<int>(ruled.face.rows());
    cell.col_span = static_cast<int>(ruled.face.cols());
    const Box box = table.box_of(ruled.face);
    cell.text = cell_text(page, ruled.words, box.width(), box.height(), &ledger);
    if (ruled.words.empty()) {
      Place place;
      place.page = page.number;
      place.bbox = box;
      cell.sources.push_back(std::move(place));
    } else {
      cell.sources.push_back(place_of(page, ruled.words));
    }
    cells.push_back(std::move(cell));
  }
  return cells;
}

double median_size(const Page& page, const std::vector<std::uint32_t>& words) {
  std::vector<double> sizes;
  sizes.reserve(words.size());
  for (const std::uint32_t word : words) sizes.push_back(page.words[word].size);
  if (sizes.empty()) return 0;
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

std::optional<Fragment> fragment_of(const Page& page, const RuledTable& table, Context& context) {
  auto grid = CellGrid::make_filled(static_cast<int>(table.rows()), static_cast<int>(table.cols()),
                                    cells_of(page, table, context.ledger), context.budget);
  if (!grid) return std::nullopt;
  Confidence confidence = confidence_of(page, table);
  trace(context, page.number, "table", table.box(), fmt::format("confidence {:.2f}", confidence.value));
  Fragment fragment;
  fragment.table.grid = std::move(*grid);
  fragment.table.method = Method::lattice;
  fragment.table.confidence = confidence.value;
  fragment.table.reasons = std::move(confidence.reasons);
  fragment.table.parts.push_back({page.number, table.box()});
  fragment.column_edges = table.xs;
  fragment.row_edges = table.ys;
  fragment.text_height = median_size(page, table.words);
  fragment.rule_above = table.rule_above;
  fragment.rule_below = table.rule_below;
  fragment.words = table.words;
  return fragment;
}

/// Marks the cells of a table that hold one of the smaller groups. `groups` go on with those after the table's own.
void mark_nested(RuledTable& table, std::span<const RulingGroup> groups) {
  constexpr std::size_t kMostGroups = 1000;
  for (const RulingGroup& inner : groups.first(std::min(groups.size(), kMostGroups))) {
    if (inner.rulings.size() < 6 || !table.box().contains(inner.box)) continue;
    const auto cell = std::find_if(table.cells.begin(), table.cells.end(),
                                   [&](const RuledCell& c) { return table.box_of(c.face).contains(inner.box); });
    if (cell != table.cells.end()) cell->holds_table = true;
  }
}

/// The tables found so far on a page.
struct Found {
  std::vector<Fragment> fragments;
  std::vector<RuledTable> tables;  // by fragment
  std::vector<bool> taken;         // by word of the page
};

/// The cell of a table found before that holds a box; false when the box overlaps a table in another way.
bool find_parent(const Found& found, const Box& box, std::optional<ParentCell>& parent) {
  for (std::size_t i = found.tables.size(); i-- > 0;) {
    const RuledTable& outer = found.tables[i];
    if (!outer.box().contains(box.center_x(), box.center_y())) continue;
    const auto cell = std::find_if(outer.cells.begin(), outer.cells.end(),
                                   [&](const RuledCell& c) { return outer.box_of(c.face).contains(box); });
    if (cell == outer.cells.end()) return false;
    parent = ParentCell{i, static_cast<int>(cell->face.row), static_cast<int>(cell->face.col)};
    return true;
  }
  return true;
}

/// Judges one group of rulings and keeps it when it is a table.
void take_group(const Page& page, const WordIndex& index, double unit, std::span<const RulingGroup> groups,
                Found& found, Context& context) {
  const RulingGroup& group = groups.front();
  const auto reject = [&](std::string_view reason) {
    trace(context, page.number, "reject", group.box, std::string(reason));
  };
  std::optional<ParentCell> parent;
  if (!find_parent(found, group.box, parent)) return reject("overlaps another table");
  const RuledGrid grid = make_ruled_grid(group, unit);
  if (grid.xs.empty()) return;
  RuledTable table = fill_cells(page, index, grid, unit);
  const auto is_taken = [&](std::uint32_t word) { return found.taken[word]; };
  if (!parent && std::ranges::any_of(table.words, is_taken)) return reject("shares text with another table");
  mark_nested(table, groups.subspan(1));
  split_columns(page, table, unit);
  drop_slivers(table, unit);
  split_rows(page, table, unit);
  if (const std::string_view reason = reject_reason(page, index, table); !reason.empty()) return reject(reason);
  std::optional<RuledTitle> title;
  if (!parent && heads_a_body(page, index, found.taken, table, unit)) return reject("header of rows without lines");
  if (!parent) {
    take_in_stub(page, index, found.taken, table, unit);
    take_in_rows(page, index, found.taken, table, unit);
    title = take_out_title(page, table);
  }
  for (const RuledCell& cell : table.cells) trace(context, page.number, "cell", table.box_of(cell.face), "");
  std::optional<Fragment> fragment = fragment_of(page, table, context);
  if (!fragment) return;
  if (fragment->table.confidence < kLeastSure) return reject("hardly a sign of a table");
  if (title) {
    fragment->table.caption = std::move(title->text);
    fragment->table.caption_sources.push_back(place_of(page, title->words));
  }
  fragment->table.parent = parent;
  for (const std::uint32_t word : table.words) found.taken[word] = true;
  found.fragments.push_back(std::move(*fragment));
  found.tables.push_back(std::move(table));
}

}  // namespace

std::vector<Fragment> find_lattice_tables(const Page& page, Context& context) {
  if (page.words.empty() || (page.rules.empty() && page.fills.empty())) return {};
  const double unit = text_height(page);
  const std::vector<Ruling> rulings = visible_rulings(page, unit, context);
  for (const Ruling& r : rulings) {
    if (context.trace == nullptr) break;
    const Box box = r.horizontal ? Box{r.from, r.at, r.to, r.at} : Box{r.at, r.from, r.at, r.to};
    trace(context, page.number, "rule", box, r.edge ? "edge" : "line");
  }
  std::vector<RulingGroup> groups = group_rulings(rulings, unit, context);
  if (groups.empty()) return {};
  const WordIndex index(page);
  groups = unite_sections(page, index, std::move(groups), unit);
  Found found;
  found.taken.assign(page.words.size(), false);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    take_group(page, index, unit, std::span(groups).subspan(i), found, context);
  }
  return std::move(found.fragments);
}

}  // namespace gridlift::recover
