#include "core/recover/paged.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/recover/page/text_rows.h"
#include "core/recover/page/turn.h"
#include "core/recover/stream/table_above.h"
#include "core/recover/text/captions.h"
#include "core/recover/text/furniture.h"
#include "core/recover/text/overlays.h"
#include "core/recover/text/page_text.h"
#include "core/recover/text/tagged_order.h"
#include "core/recover/text/text_flow.h"
#include "core/recover/text/type_columns.h"

namespace gridlift::recover {

namespace {

/// One page on its way, turned so that most of its text reads from left to right.
struct Sheet {
  Turn turn;
  Page page;
  std::vector<bool> taken;  ///< words that are in a table or furniture
  std::vector<Fragment> tables;
  Margins margins;
  Turn margins_turn;                 ///< of the page on which the margins were read
  std::vector<Furniture> overlays;   ///< on the page as given
  std::optional<ProseWidths> prose;  ///< once it was read
  bool passed = false;               ///< handed on: only its margins are kept, for the pages after it
};

constexpr double kTopOfPage = 0.2;         // of its height: a table that begins a page begins above this
constexpr double kLastRow = 6.0;           // in font sizes: the last row of a page may be so many lines high
constexpr double kCellGap = 1.2;           // in font sizes
constexpr std::size_t kWordsOfTable = 12;  ///< words that stand sideways, at least, to look for a table among them

/// The tables most of whose letters read from left to right: the others are found once the page is turned.
std::vector<Fragment> upright_tables(const Page& page, std::vector<Fragment> tables) {
  std::erase_if(tables, [&](const Fragment& fragment) {
    std::size_t letters = 0;
    std::size_t upright = 0;
    for (const std::uint32_t i : fragment.words) {
      const Word& word = page.words[i];
      letters += word.text.size();
      upright += word.writing == Writing::right ? word.text.size() : 0;
    }
    return 2 * upright < letters;
  });
  return tables;
}

/// The lowest row of the page has wide gaps between its words, as a row of cells has.
bool ends_with_cells(const Page& page, const std::vector<bool>& taken) {
  double lowest = 0;
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    if (!taken[i] && page.words[i].writing == Writing::right) lowest = std::max(lowest, page.words[i].baseline);
  }
  std::vector<std::uint32_t> last;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    const Word& word = page.words[i];
    if (!taken[i] && word.writing == Writing::right && word.baseline > lowest - kLastRow * word.size) last.push_back(i);
  }
  const std::vector<TextRow> rows = text_rows(page, last);
  return std::any_of(rows.begin(), rows.end(),
                     [&](const TextRow& row) { return phrases(page, row, kCellGap * row.size).size() > 1; });
}

bool takes_again(const Fragment& fragment, const std::vector<bool>& taken) {
  return std::any_of(fragment.words.begin(), fragment.words.end(), [&](std::uint32_t word) { return taken[word]; });
}

Place placed(const Page& page, const Box& box) {
  Place place;
  place.page = page.number;
  place.bbox = box;
  return place;
}

void trace_page(const Page& page, Trace* trace) {
  if (trace == nullptr) return;
  trace->page(page.number, page.width, page.height);
  for (const Word& word : page.words) trace->item({"page", "word", page.number, word.box, word.text});
  for (const Rule& rule : page.rules) {
    const Box box =
        rule.horizontal ? Box{rule.from, rule.at, rule.to, rule.at} : Box{rule.at, rule.from, rule.at, rule.to};
    trace->item({"page", "rule", page.number, box, {}});
  }
  for (const Fill& fill : page.fills) trace->item({"page", "fill", page.number, fill.box, {}});
}

std::string where(const Page& page) {
  return "page " + std::to_string(page.number);
}

}  // namespace

struct PagedRoad::State {
  State(const RecoverOptions& options_, Context& context_, Stitcher& out_)
      : options(options_), context(context_), flow(context_, out_) {}

  void open(Page page);
  void close_next();
  void close(Sheet& sheet, const std::vector<Furniture>& furniture);
  std::vector<Furniture> take_furniture(std::size_t at);
  std::optional<TypeColumns> columns_of_type(Sheet& sheet);
  std::optional<TableAbove> table_below(Sheet& sheet);
  void claim(Sheet& sheet, std::vector<Fragment> tables);
  std::optional<TableAbove> read_layer(Sheet& sheet, const Turn& outer, std::optional<double> gutter = std::nullopt);
  void read_turned(const Sheet& sheet);

  RecoverOptions options;
  Context& context;
  TextFlow flow;
  std::optional<TableAbove> above;  ///< the table that ended the page before
  std::deque<Sheet> window;         ///< pages handed on, but in reach of those that wait; then those that wait
};

PagedRoad::PagedRoad(const RecoverOptions& options, Context& context, Stitcher& out)
    : state_(std::make_unique<State>(options, context, out)) {}

PagedRoad::~PagedRoad() = default;

void PagedRoad::page(Page page) {
  state_->open(std::move(page));
}

void PagedRoad::finish() {
  while (!state_->window.empty() && !state_->window.back().passed) state_->close_next();
  state_->window.clear();
  state_->flow.finish();
}

void PagedRoad::State::open(Page page) {
  trace_page(page, context.trace);
  std::vector<Furniture> overlays = take_overlays(page);
  const Turn turn(main_writing(page), page.width, page.height);
  const Turn none(Writing::right, page.width, page.height);
  for (const Word& word : page.words) flow.count_size(word.size, word.text.size());
  // A page set sideways may have its header upright, like its neighbours.
  std::optional<Page> upright;
  if (!turn.is_none()) upright = page;
  Sheet sheet{turn, turn.page(std::move(page)), {}, {}, {}, none, std::move(overlays), {}};
  sheet.taken.resize(sheet.page.words.size());
  claim(sheet, upright_tables(sheet.page, find_lattice_tables(sheet.page, context)));
  if (!sheet.page.fragment) {
    sheet.margins = read_margins(upright ? *upright : sheet.page, sheet.taken);
    if (upright && sheet.margins.top.empty() && sheet.margins.bottom.empty()) {
      sheet.margins = read_margins(sheet.page, sheet.taken);
      sheet.margins_turn = turn;
    }
  }
  window.push_back(std::move(sheet));
  const auto waiting = std::count_if(window.begin(), window.end(), [](const Sheet& s) { return !s.passed; });
  if (static_cast<std::size_t>(waiting) > kFurnitureReach) close_next();
}

/// Hands the first waiting page on, and lets go of what no waiting page can see any more.
void PagedRoad::State::close_next() {
  const auto next = std::find_if(window.begin(), window.end(), [](const Sheet& s) { return !s.passed; });
  const auto at = static_cast<std::size_t>(next - window.begin());
  close(*next, take_furniture(at));
  next->passed = true;
  next->page = {};
  next->tables.clear();
  if (at + 1 > kFurnitureReach) window.pop_front();
}

std::vector<Furniture> PagedRoad::State::take_furniture(std::size_t at) {
  Sheet& sheet = window[at];
  if (sheet.page.fragment) return {};
  std::vector<const Margins*> neighbours;
  for (std::size_t i = 0; i < window.size(); ++i) {
    const bool near = i != at && (i < at ? at - i : i - at) <= kFurnitureReach;
    if (near && !window[i].page.fragment) neighbours.push_back(&window[i].margins);
  }
  std::vector<Furniture> found = find_furniture(sheet.margins, neighbours);
  for (const Furniture& furniture : found) {
    for (const std::uint32_t word : furniture.words) sheet.taken[word] = true;
    if (context.trace != nullptr)
      context.trace->item(
          {"furniture", furniture.label, sheet.page.number, sheet.margins_turn.back(furniture.box), furniture.text});
  }
  return found;
}

/// Takes tables over, and their words, save those that the user does not trust.
void PagedRoad::State::claim(Sheet& sheet, std::vector<Fragment> tables) {
  for (Fragment& fragment : tables) {
    if (fragment.table.confidence < options.min_confidence) {
      const CellGrid& grid = fragment.table.grid;
      context.diagnostics.info("table-dropped",
                               fmt::format("a table of {} rows and {} columns at confidence {:.2f} is given as text",
                                           grid.rows(), grid.cols(), fragment.table.confidence),
                               where(sheet.page));
      continue;
    }
    for (const std::uint32_t word : fragment.words) sheet.taken[word] = true;
    read_looks(fragment, sheet.page);
    sheet.tables.push_back(std::move(fragment));
  }
}

/// The columns that a page is set in, by its own prose, or that of the nearest pages when it has none.
std::optional<TypeColumns> PagedRoad::State::columns_of_type(Sheet& sheet) {
  if (sheet.page.fragment || !may_have_columns(sheet.page)) return std::nullopt;
  const auto prose_of = [&](Sheet& other) -> const ProseWidths& {
    if (!other.prose && !other.passed) other.prose = read_prose_widths(other.page, other.taken, context);
    if (!other.prose) other.prose = ProseWidths{};
    return *other.prose;
  };
  if (const ProseWidths& own = prose_of(sheet); own.across || own.columns) return own.columns;
  const auto here = std::find_if(window.begin(), window.end(), [&](const Sheet& other) { return &other == &sheet; });
  const auto at = here - window.begin();
  std::optional<TypeColumns> known;
  for (std::ptrdiff_t reach = 1; reach < std::ssize(window) && !known; ++reach) {
    for (const std::ptrdiff_t other : {at - reach, at + reach}) {
      if (other < 0 || other >= std::ssize(window) || known) continue;
      const ProseWidths& near = prose_of(window[static_cast<std::size_t>(other)]);
      if (near.page_width == sheet.page.width) known = near.columns;
    }
  }
  if (!known) known = columns_by_tables(sheet.page, sheet.taken);
  sheet.prose->columns = known;  // and hands it on to the pages after it
  return known;
}

/// The table that begins the next page, when the last row of this one might be a row of it: of a table with no more
/// than a row or two here, only its next part tells that it is one.
std::optional<TableAbove> PagedRoad::State::table_below(Sheet& sheet) {
  const auto here = std::find_if(window.begin(), window.end(), [&](const Sheet& other) { return &other == &sheet; });
  if (here == window.end() || here + 1 == window.end() || sheet.page.fragment) return std::nullopt;
  const Sheet& next = *(here + 1);
  if (next.page.fragment || next.page.width != sheet.page.width || !ends_with_cells(sheet.page, sheet.taken))
    return std::nullopt;
  Context quiet(context.limits);
  const std::vector<Fragment> tables = find_stream_tables(next.page, next.taken, nullptr, {0, next.page.width}, quiet);
  if (tables.empty() || tables.front().table.parts.front().bbox->y0 > kTopOfPage * next.page.height)
    return std::nullopt;
  std::optional<TableAbove> out = table_above(tables.front(), nullptr);
  if (out) out->follows = true;
  return out;
}

void PagedRoad::State::close(Sheet& sheet, const std::vector<Furniture>& furniture) {
  const auto hand_on = [&](bool footers) {
    for (const Furniture& row : furniture) {
      if (row.at_bottom == footers)
        flow.furniture(row.label, row.text, placed(sheet.page, sheet.margins_turn.back(row.box)));
    }
  };
  hand_on(false);
  claim(sheet, upright_tables(sheet.page, find_tagged_tables(sheet.page, sheet.taken, context)));
  const TableAbove* before = above ? &*above : nullptr;
  const std::optional<TypeColumns> columns = columns_of_type(sheet);
  claim(sheet, columns ? find_tables_in_columns(sheet.page, sheet.taken, *columns, before, context)
                       : find_stream_tables(sheet.page, sheet.taken, before, {0, sheet.page.width}, context));
  if (const auto next = table_below(sheet); next && (!columns || sheet.tables.empty()))
    claim(sheet, find_stream_tables(sheet.page, sheet.taken, &*next, {0, sheet.page.width}, context));
  std::optional<double> gutter;
  if (columns) gutter = (columns->left.to + columns->right.from) / 2;
  above = read_layer(sheet, Turn(Writing::right, 0, 0), gutter);
  read_turned(sheet);
  hand_on(true);
  for (Furniture& overlay : sheet.overlays)
    flow.furniture(overlay.label, std::move(overlay.text), placed(sheet.page, overlay.box));
  flow.page_break();
}

/// Hands on the tables of a page, and its text in the main direction. `outer` leads from there to the page as given.
/// Gives the table that it ends with.
std::optional<TableAbove> PagedRoad::State::read_layer(Sheet& sheet, const Turn& outer, std::optional<double> gutter) {
  std::vector<std::vector<Table>> nested = take_nested(sheet.tables);
  std::vector<Box> boxes;
  for (const Fragment& fragment : sheet.tables) boxes.push_back(fragment.table.parts.front().bbox.value_or(Box{}));
  std::vector<PageItem> items = read_page(sheet.page, sheet.taken, boxes, gutter, context);
  order_by_tags(sheet.page, boxes, items, context);
  bind_captions(items, sheet.tables, sheet.page);
  std::optional<TableAbove> last;
  for (PageItem& item : items) {
    if (!item.is_table) {
      const Box box = outer.back(sheet.turn.back(item.paragraph.box));
      flow.paragraph(std::move(item.paragraph), placed(sheet.page, box));
      continue;
    }
    Fragment& fragment = sheet.tables[item.table];
    if (&item == &items.back()) last = table_above(fragment, above ? &*above : nullptr);
    sheet.turn.back(fragment.table);
    outer.back(fragment.table);
    for (Table& inner : nested[item.table]) {
      sheet.turn.back(inner);
      outer.back(inner);
    }
    flow.table({std::move(fragment), std::move(nested[item.table])});
  }
  return last;
}

/// Words that stand another way than most of the page: tables set sideways, labels of axes, notes in the margin.
void PagedRoad::State::read_turned(const Sheet& sheet) {
  for (const Writing writing : {Writing::up, Writing::down, Writing::left, Writing::vertical}) {
    std::vector<bool> taken = sheet.taken;
    std::size_t words = 0;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      taken[i] = taken[i] || sheet.page.words[i].writing != writing;
      words += taken[i] ? 0U : 1U;
    }
    if (words == 0) continue;
    const Turn turn(writing, sheet.page.width, sheet.page.height);
    Sheet layer{turn, turn.page(sheet.page), std::move(taken), {}, {}, turn, {}, {}};
    if (words >= kWordsOfTable) {
      std::vector<Fragment> tables = upright_tables(layer.page, find_lattice_tables(layer.page, context));
      std::erase_if(tables, [&](const Fragment& fragment) { return takes_again(fragment, layer.taken); });
      claim(layer, std::move(tables));
      claim(layer, find_stream_tables(layer.page, layer.taken, nullptr, {0, layer.page.width}, context));
    }
    read_layer(layer, sheet.turn);
  }
}

}  // namespace gridlift::recover
