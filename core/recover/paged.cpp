#include "core/recover/paged.h"

#include <array>
#include <utility>
#include <vector>

#include "core/recover/page_text.h"
#include "core/recover/text_flow.h"
#include "core/recover/turn.h"

namespace gridlift::recover {

namespace {

/// One page on its way, turned so that most of its text reads from left to right.
struct Sheet {
  Turn turn;
  Page page;
  std::vector<bool> taken;  ///< words that are in a table or furniture
  std::vector<Fragment> tables;
};

std::string where(const Page& page) {
  return "page " + std::to_string(page.number);
}

}  // namespace

struct PagedRoad::State {
  State(const RecoverOptions& options_, Context& context_, Stitcher& out_)
      : options(options_), context(context_), flow(context_, out_) {}

  void open(Page page);
  void close(Sheet sheet);
  void claim(Sheet& sheet, std::vector<Fragment> tables);
  void read_turned(const Sheet& sheet);

  RecoverOptions options;
  Context& context;
  TextFlow flow;
};

PagedRoad::PagedRoad(const RecoverOptions& options, Context& context, Stitcher& out)
    : state_(std::make_unique<State>(options, context, out)) {}

PagedRoad::~PagedRoad() = default;

void PagedRoad::page(Page page) {
  state_->open(std::move(page));
}

void PagedRoad::finish() {
  state_->flow.finish();
}

void PagedRoad::State::open(Page page) {
  if (context.trace != nullptr) context.trace->page(page.number, page.width, page.height);
  const Turn turn(main_writing(page), page.width, page.height);
  Sheet sheet{turn, turn.page(std::move(page)), {}, {}};
  sheet.taken.resize(sheet.page.words.size());
  for (const Word& word : sheet.page.words) flow.count_size(word.size, word.text.size());
  claim(sheet, find_lattice_tables(sheet.page, context));
  close(std::move(sheet));
}

/// Takes tables over, and their words, save those that the user does not trust.
void PagedRoad::State::claim(Sheet& sheet, std::vector<Fragment> tables) {
  for (Fragment& fragment : tables) {
    if (fragment.table.confidence < options.min_confidence) {
      context.diagnostics.info("table-dropped", "a table below the wanted confidence is given as text",
                               where(sheet.page));
      continue;
    }
    for (const std::uint32_t word : fragment.words) sheet.taken[word] = true;
    read_looks(fragment, sheet.page);
    sheet.tables.push_back(std::move(fragment));
  }
}

void PagedRoad::State::close(Sheet sheet) {
  claim(sheet, find_stream_tables(sheet.page, sheet.taken, context));
  std::vector<Box> boxes;
  for (const Fragment& fragment : sheet.tables) boxes.push_back(fragment.table.parts.front().bbox.value_or(Box{}));
  const auto place = [&](const Box& box) {
    Place at;
    at.page = sheet.page.fragment ? 0 : sheet.page.number;
    at.bbox = sheet.turn.back(box);
    return at;
  };
  for (PageItem& item : read_page(sheet.page, sheet.taken, boxes, context)) {
    if (!item.is_table) {
      const Box box = item.paragraph.box;
      flow.paragraph(std::move(item.paragraph), place(box));
      continue;
    }
    Fragment& fragment = sheet.tables[item.table];
    sheet.turn.back(fragment.table);
    flow.table(std::move(fragment));
  }
  read_turned(sheet);
  flow.page_break();
}

/// Words that stand another way than most of the page: labels of axes, notes in the margin.
void PagedRoad::State::read_turned(const Sheet& sheet) {
  for (const Writing writing : {Writing::up, Writing::down, Writing::left, Writing::vertical}) {
    std::vector<bool> taken = sheet.taken;
    bool any = false;
    for (std::size_t i = 0; i < taken.size(); ++i) {
      taken[i] = taken[i] || sheet.page.words[i].writing != writing;
      any = any || !taken[i];
    }
    if (!any) continue;
    const Turn turn(writing, sheet.page.width, sheet.page.height);
    const Page turned = turn.page(sheet.page);
    for (PageItem& item : read_page(turned, taken, {}, context)) {
      Place at;
      at.page = sheet.page.number;
      at.bbox = sheet.turn.back(turn.back(item.paragraph.box));
      flow.paragraph(std::move(item.paragraph), std::move(at));
    }
  }
}

}  // namespace gridlift::recover
