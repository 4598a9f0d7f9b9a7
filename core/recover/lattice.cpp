// Tables that ruling lines draw: from the lines of a page to grids with spans, words and confidence.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/recover/confidence.h"
#include "core/recover/ruled_grid.h"
#include "core/recover/ruled_splits.h"
#include "core/recover/ruled_table.h"
#include "core/recover/rulings.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

namespace {

void trace(Context& context, int page, std::string_view kind, const Box& box, std::string text) {
  if (context.trace != nullptr) context.trace->item({"lattice", kind, page, box, std::move(text), -1});
}

/// What a table's cells hold, for judging it.
struct Filling {
  std::size_t cells = 0;
  std::size_t filled = 0;
  std::size_t filled_rows = 0;  // rows and columns where some cell with words begins
  std::size_t filled_cols = 0;
  std::size_t most_words = 0;  // of one cell
  std::size_t words = 0;
};

Filling filling_of(const RuledTable& table) {
  Filling out;
  std::vector<char> rows(table.rows(), 0);
  std::vector<char> cols(table.cols(), 0);
  for (const RuledCell& cell : table.cells) {
    ++out.cells;
    if (cell.words.empty()) continue;
    ++out.filled;
    out.words += cell.words.size();
    out.most_words = std::max(out.most_words, cell.words.size());
    rows[cell.face.row] = 1;
    cols[cell.face.col] = 1;
  }
  out.filled_rows = static_cast<std::size_t>(std::count(rows.begin(), rows.end(), 1));
  out.filled_cols = static_cast<std::size_t>(std::count(cols.begin(), cols.end(), 1));
  return out;
}

/// Why ruled cells are no table; empty when they may be one.
std::string_view reject_reason(const RuledTable& table, const Filling& filling) {
  if (table.rows() < 2 || table.cols() < 2) return "one row or column";
  if (filling.filled < 3) return "hardly any text";
  if (filling.filled_rows < 2 || filling.filled_cols < 2) return "text in one row or column only";
  if (filling.filled * 10 < filling.cells) return "mostly empty";
  // A frame around a page or a paragraph: one cell has nearly everything.
  if (filling.words > 60 && filling.most_words * 10 > filling.words * 8) return "box around prose";
  return {};
}

Confidence confidence_of(const RuledTable& table, const Filling& filling) {
  const double cells = static_cast<double>(filling.cells);
  const double full = static_cast<double>(filling.filled) / cells;
  const double crossed = static_cast<double>(table.crossing) / std::max(1.0, static_cast<double>(table.words.size()));
  const Signal signals[] = {
      {"edge-coverage", table.ruled, 2},
      {"fill", std::min(1.0, 0.5 + full), 1},
      {"text-across-lines", 1 - std::min(1.0, 5 * crossed), 1},
      {"size", 1 - 0.5 / static_cast<double>(std::min(filling.filled_rows, filling.filled_cols)), 1},
  };
  return judge(signals);
}

std::vector<Cell> cells_of(const Page& page, const RuledTable& table) {
  std::vector<Cell> cells;
  cells.reserve(table.cells.size());
  for (const RuledCell& ruled : table.cells) {
    Cell cell;
    cell.row = static_cast<int>(ruled.face.row);
    cell.col = static_cast<int>(ruled.face.col);
    cell.row_span = static_cast<int>(ruled.face.rows());
    cell.col_span = static_cast<int>(ruled.face.cols());
    Box box = table.box_of(ruled.face);
    cell.text = cell_text(page, ruled.words, box.width(), box.height());
    if (!ruled.words.empty()) {
      box = ruled.words.front().box;
      for (const CellWord& word : ruled.words) box = box.united(word.box);
    }
    Place place;
    place.page = page.number;
    place.bbox = box;
    cell.sources.push_back(std::move(place));
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

std::optional<Fragment> fragment_of(const Page& page, const RuledTable& table, Confidence confidence,
                                    Context& context) {
  auto grid = CellGrid::make_filled(static_cast<int>(table.rows()), static_cast<int>(table.cols()),
                                    cells_of(page, table), context.budget);
  if (!grid) return std::nullopt;
  Fragment fragment;
  fragment.table.grid = std::move(*grid);
  fragment.table.method = Method::lattice;
  fragment.table.confidence = confidence.value;
  fragment.table.reasons = std::move(confidence.reasons);
  fragment.table.parts.push_back({page.number, table.box()});
  fragment.column_edges = table.xs;
  fragment.row_edges = table.ys;
  fragment.text_height = median_size(page, table.words);
  fragment.rule_above = true;
  fragment.rule_below = true;
  fragment.words = table.words;
  return fragment;
}

}  // namespace

std::vector<Fragment> find_lattice_tables(const Page& page, Context& context) {
  if (page.rules.empty() && page.fills.empty()) return {};
  const double unit = text_height(page);
  const std::vector<Ruling> rulings = visible_rulings(page, unit, context);
  if (context.trace != nullptr) {
    for (const Ruling& r : rulings) {
      const Box box = r.horizontal ? Box{r.from, r.at, r.to, r.at} : Box{r.at, r.from, r.at, r.to};
      trace(context, page.number, "rule", box, r.edge ? "edge" : "line");
    }
  }
  const WordIndex index(page);
  std::vector<Fragment> out;
  for (const RulingGroup& group : group_rulings(rulings, unit, context)) {
    const RuledGrid grid = make_ruled_grid(group, unit);
    if (grid.xs.empty()) continue;
    RuledTable table = fill_cells(page, index, grid);
    split_columns(page, table, unit);
    drop_slivers(table, unit);
    split_rows(page, table, unit);
    const Filling filling = filling_of(table);
    if (const std::string_view reason = reject_reason(table, filling); !reason.empty()) {
      trace(context, page.number, "reject", group.box, std::string(reason));
      continue;
    }
    Confidence confidence = confidence_of(table, filling);
    for (const RuledCell& cell : table.cells) trace(context, page.number, "cell", table.box_of(cell.face), "");
    trace(context, page.number, "table", table.box(), fmt::format("confidence {:.2f}", confidence.value));
    if (auto fragment = fragment_of(page, table, std::move(confidence), context)) out.push_back(std::move(*fragment));
  }
  return out;
}

}  // namespace gridlift::recover
