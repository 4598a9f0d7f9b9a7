// Tagged: tables by the structure tree of the file, where the page bears them out.
//
// The tree says which marked content is which cell; the page says where that content stands. A table is accepted when
// its rows follow each other down the page, its columns follow each other across it, and no strange words stand among
// them. Producers that tag prose, layout or nonsense as tables fail one of these.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/recover/page/rulings.h"
#include "core/recover/stages.h"
#include "core/recover/table/cell_text.h"
#include "core/recover/table/confidence.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kLeastOrdered = 0.97;  ///< share of neighbouring cells that must stand as the tree says
constexpr double kMostStrange = 0.03;   ///< share of words in the table's box that are in none of its cells
constexpr double kMostLetters = 600;    ///< mean letters of a filled cell; more is prose
constexpr double kOverlap = 0.35;       ///< neighbours may reach this share of the text height into each other

using WordsByMark = std::unordered_map<std::int32_t, std::vector<std::uint32_t>>;

struct Slot {  // a cell with its place
  int row = 0, col = 0, row_span = 1, col_span = 1;
  bool header = false;
  std::vector<std::uint32_t> words;
  Box box;  // of the words
};

struct Grid {
  int rows = 0, cols = 0;
  int header_rows = 0;
  std::vector<Slot> slots;
  std::vector<std::uint32_t> words;
  std::vector<std::uint32_t> caption;
  Box box;
};

std::vector<std::uint32_t> words_of(const std::vector<std::int32_t>& marks, const WordsByMark& by_mark) {
  std::vector<std::uint32_t> words;
  for (const std::int32_t mark : marks) {
    const auto found = by_mark.find(mark);
    if (found != by_mark.end()) words.insert(words.end(), found->second.begin(), found->second.end());
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

Box box_of(const Page& page, const std::vector<std::uint32_t>& words) {
  Box box = page.words[words.front()].box;
  for (const std::uint32_t word : words) box = box.united(page.words[word].box);
  return box;
}

/// Puts the cells into slots as HTML does: each in the first free column of its row.
Grid lay_out(const Page& page, const TaggedTable& table, const WordsByMark& by_mark, const Limits& limits) {
  Grid grid;
  grid.rows = static_cast<int>(table.rows.size());
  grid.header_rows = table.header_rows;
  const int widest = static_cast<int>(std::min<std::uint64_t>(limits.table_columns, 4096));
  std::vector<int> free_from;  // for each column the first row in which it is free
  for (int row = 0; row < grid.rows; ++row) {
    std::size_t col = 0;
    for (const TaggedCell& cell : table.rows[static_cast<std::size_t>(row)]) {
      while (col < free_from.size() && free_from[col] > row) ++col;
      if (col >= static_cast<std::size_t>(widest)) break;
      std::size_t end = col + 1;
      const auto wanted = std::min(col + static_cast<std::size_t>(cell.col_span), static_cast<std::size_t>(widest));
      while (end < wanted && (end >= free_from.size() || free_from[end] <= row)) ++end;
      if (free_from.size() < end) free_from.resize(end, 0);
      Slot slot;
      slot.row = row;
      slot.col = static_cast<int>(col);
      slot.row_span = std::min(cell.row_span, grid.rows - row);
      slot.col_span = static_cast<int>(end - col);
      slot.header = cell.header;
      slot.words = words_of(cell.marks, by_mark);
      if (!slot.words.empty()) slot.box = box_of(page, slot.words);
      std::fill(free_from.begin() + static_cast<std::ptrdiff_t>(col),
                free_from.begin() + static_cast<std::ptrdiff_t>(end), row + slot.row_span);
      grid.words.insert(grid.words.end(), slot.words.begin(), slot.words.end());
      grid.slots.push_back(std::move(slot));
      col = end;
    }
  }
  grid.cols = static_cast<int>(free_from.size());
  grid.caption = words_of(table.caption, by_mark);
  std::sort(grid.words.begin(), grid.words.end());
  if (!grid.words.empty()) grid.box = box_of(page, grid.words);
  return grid;
}

/// The room of each row (or column) by its cells that span no other, as an interval; empty where it has none.
std::vector<std::optional<Span1>> rooms(const Grid& grid, bool across) {
  std::vector<std::optional<Span1>> found(static_cast<std::size_t>(across ? grid.cols : grid.rows));
  for (const Slot& slot : grid.slots) {
    if (slot.words.empty() || (across ? slot.col_span : slot.row_span) != 1) continue;
    const Span1 extent = across ? slot.box.across() : slot.box.down();
    auto& room = found[static_cast<std::size_t>(across ? slot.col : slot.row)];
    room = room ? Span1{std::min(room->from, extent.from), std::max(room->to, extent.to)} : extent;
  }
  return found;
}

/// Share of neighbouring rooms that follow each other with little overlap.
double ordered_share(const std::vector<std::optional<Span1>>& rooms, double slack) {
  const Span1* last = nullptr;
  int pairs = 0;
  int good = 0;
  for (const auto& room : rooms) {
    if (!room) continue;
    if (last != nullptr) {
      ++pairs;
      if (room->from >= last->to - slack && room->middle() > last->middle()) ++good;
    }
    last = &*room;
  }
  return pairs == 0 ? 1 : static_cast<double>(good) / pairs;
}

/// Edges between rooms: in the middle of the white between neighbours.
std::vector<double> edges_of(const std::vector<std::optional<Span1>>& rooms, Span1 whole) {
  std::vector<double> edges{whole.from};
  for (std::size_t i = 1; i < rooms.size(); ++i) {
    double before = edges.back();
    double after = whole.to;
    if (rooms[i - 1]) before = std::max(before, rooms[i - 1]->to);
    for (std::size_t j = i; j < rooms.size(); ++j) {
      if (!rooms[j]) continue;
      after = rooms[j]->from;
      break;
    }
    edges.push_back(std::max(edges.back(), (before + std::max(before, after)) / 2));
  }
  edges.push_back(whole.to);
  return edges;
}

struct Verdict {
  std::string_view reject;
  Confidence confidence;
};

Verdict check(const Page& page, const Grid& grid, double unit) {
  std::size_t filled = 0;
  std::size_t letters = 0;
  for (const Slot& slot : grid.slots) {
    if (!slot.words.empty()) ++filled;
    for (const std::uint32_t word : slot.words) letters += count_code_points(page.words[word].text);
  }
  if (grid.rows < 2 || grid.cols < 2 || filled < 3) return {"too small", {}};
  if (static_cast<double>(letters) > kMostLetters * static_cast<double>(filled)) return {"prose", {}};
  const double rows = ordered_share(rooms(grid, false), kOverlap * unit);
  const double cols = ordered_share(rooms(grid, true), kOverlap * unit);
  if (rows < kLeastOrdered) return {"rows out of order", {}};
  if (cols < kLeastOrdered) return {"columns out of order", {}};
  std::size_t inside = 0;
  for (const Word& word : page.words) {
    if (word.mark != kArtifactMark && grid.box.contains(word.box.center_x(), word.box.center_y())) ++inside;
  }
  const double own = static_cast<double>(grid.words.size());
  const double strange = std::max(0.0, static_cast<double>(inside) - own) / own;
  if (strange > kMostStrange) return {"strange words inside", {}};
  const double fill = static_cast<double>(filled) / static_cast<double>(grid.slots.size());
  const Signal signals[] = {{"tagged", 1, 2},
                            {"rows-in-order", rows, 1},
                            {"columns-in-order", cols, 1},
                            {"own-words", 1 - strange, 1},
                            {"fill", std::min(1.0, 0.5 + fill), 1}};
  return {"", judge(signals)};
}

std::string text_of(const Page& page, const std::vector<std::uint32_t>& words, double width, double height,
                    TextLedger& ledger) {
  std::vector<CellWord> parts;
  parts.reserve(words.size());
  for (const std::uint32_t word : words) parts.push_back(whole_word(page, word));
  return cell_text(page, std::move(parts), width, height, &ledger);
}

Place place_of(const Page& page, const Box& box) {
  Place place;
  place.page = page.number;
  place.bbox = box;
  return place;
}

/// Leading rows (columns) in which every cell with words is a TH, and at least one is.
int leading_headers(const Grid& grid, bool rows, int from_row) {
  const int count = rows ? grid.rows : grid.cols;
  for (int i = 0; i < count; ++i) {
    bool any = false;
    bool all = true;
    for (const Slot& slot : grid.slots) {
      const int at = rows ? slot.row : slot.col;
      if (at != i || slot.words.empty() || slot.row < from_row) continue;
      any = any || slot.header;
      all = all && slot.header;
    }
    if (!any || !all) return i;
  }
  return 0;  // nothing but headers says nothing
}

std::optional<Fragment> build(const Page& page, Grid grid, Confidence confidence, double unit, Context& context) {
  Fragment fragment;
  fragment.column_edges = edges_of(rooms(grid, true), grid.box.across());
  fragment.row_edges = edges_of(rooms(grid, false), grid.box.down());
  std::vector<Cell> cells;
  for (const Slot& slot : grid.slots) {
    Cell cell;
    cell.row = slot.row;
    cell.col = slot.col;
    cell.row_span = slot.row_span;
    cell.col_span = slot.col_span;
    cell.header = slot.header;
    if (!slot.words.empty()) {
      const auto edge = [](const std::vector<double>& edges, int at) { return edges[static_cast<std::size_t>(at)]; };
      const double width =
          edge(fragment.column_edges, slot.col + slot.col_span) - edge(fragment.column_edges, slot.col);
      const double height = edge(fragment.row_edges, slot.row + slot.row_span) - edge(fragment.row_edges, slot.row);
      cell.text = text_of(page, slot.words, width, height, context.ledger);
      cell.sources.push_back(place_of(page, slot.box));
    }
    cells.push_back(std::move(cell));
  }
  auto made = CellGrid::make_filled(grid.rows, grid.cols, std::move(cells), context.budget);
  if (!made) return std::nullopt;
  Table& table = fragment.table;
  table.grid = *std::move(made);
  table.method = Method::tagged;
  table.header_rows = std::max(grid.header_rows, leading_headers(grid, true, 0));
  table.header_cols = leading_headers(grid, false, table.header_rows);
  table.confidence = confidence.value;
  table.reasons = std::move(confidence.reasons);
  table.parts.push_back({page.number, grid.box});
  if (!grid.caption.empty()) {
    const Box box = box_of(page, grid.caption);
    table.caption = text_of(page, grid.caption, page.width, page.height, context.ledger);
    table.caption_sources.push_back(place_of(page, box));
  }
  fragment.text_height = unit;
  fragment.words = std::move(grid.words);
  fragment.words.insert(fragment.words.end(), grid.caption.begin(), grid.caption.end());
  return fragment;
}

}  // namespace

std::vector<Fragment> find_tagged_tables(const Page& page, const std::vector<bool>& taken, Context& context) {
  std::vector<Fragment> found;
  if (page.tagged_tables.empty()) return found;
  WordsByMark by_mark;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (page.words[i].mark >= 0) by_mark[page.words[i].mark].push_back(i);
  }
  const double unit = text_height(page);
  std::vector<bool> claimed = taken;
  for (const TaggedTable& table : page.tagged_tables) {
    Grid grid = lay_out(page, table, by_mark, context.limits);
    if (grid.words.empty()) continue;
    const auto is_claimed = [&](std::uint32_t word) { return claimed[word]; };
    // Lines have told this one already.
    if (std::any_of(grid.words.begin(), grid.words.end(), is_claimed)) continue;
    grid.caption.erase(std::remove_if(grid.caption.begin(), grid.caption.end(), is_claimed), grid.caption.end());
    Verdict verdict = check(page, grid, unit);
    if (!verdict.reject.empty()) {
      context.diagnostics.info("tagged-table-ignored",
                               fmt::format("a table of the structure tree does not fit the page: {}", verdict.reject),
                               fmt::format("page {}", page.number));
      if (context.trace != nullptr)
        context.trace->item({"tagged", "reject", page.number, grid.box, std::string(verdict.reject), -1});
      continue;
    }
    auto fragment = build(page, std::move(grid), std::move(verdict.confidence), unit, context);
    if (!fragment) continue;
    for (const std::uint32_t word : fragment->words) claimed[word] = true;
    if (context.trace != nullptr)
      context.trace->item({"tagged", "table", page.number, *fragment->table.parts.front().bbox, "", -1});
    found.push_back(*std::move(fragment));
  }
  return found;
}

}  // namespace gridlift::recover
