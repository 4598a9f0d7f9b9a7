// Tables told by their text, with few rules or none: candidate regions, columns, header, rows, verdict.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/recover/page/lines.h"
#include "core/recover/page/prose.h"
#include "core/recover/page/rulings.h"
#include "core/recover/ruled/rule_frames.h"
#include "core/recover/stages.h"
#include "core/recover/stream/mirror.h"
#include "core/recover/stream/side_by_side.h"
#include "core/recover/stream/stream_table.h"

namespace gridlift::recover {

namespace {

constexpr double kBeyond = 2.0;  // text heights that a rule may reach beyond the part of the page that is searched

void trace(Context& context, int page, std::string_view kind, const Box& box, std::string text) {
  if (context.trace != nullptr) context.trace->item({"stream", kind, page, box, std::move(text), -1});
}

Box box_of(const StreamRegion& region) {
  return {region.across.from, region.rows.front().box.y0, region.across.to, region.rows.back().box.y1};
}

void trace_table(Context& context, const Page& page, const StreamTable& table, double confidence) {
  if (context.trace == nullptr) return;
  const Box box = box_of(table.region);
  for (const Span1& column : table.columns.columns)
    trace(context, page.number, "column", {column.from, box.y0, column.to, box.y1}, "");
  for (const BodyRow& row : table.body) {
    const StreamLine& first = table.lines[table.header_lines + row.first];
    const StreamLine& last = table.lines[table.header_lines + row.end - 1];
    trace(context, page.number, "row", {box.x0, first.top, box.x1, last.bottom}, "");
  }
  trace(context, page.number, "table", box, fmt::format("confidence {:.2f}", confidence));
}

/// The baseline of the topmost words that are not taken.
double top_of(const Page& page, const std::vector<bool>& taken) {
  double top = page.height;
  for (std::size_t i = 0; i < page.words.size(); ++i) {
    if (!taken[i] && page.words[i].writing == Writing::right) top = std::min(top, page.words[i].baseline);
  }
  return top;
}

/// The words that are taken, or stand outside the part of the page that is searched.
std::vector<bool> outside_or(std::vector<bool> taken, const Page& page, const Span1& across) {
  for (std::size_t i = 0; i < taken.size(); ++i) taken[i] = taken[i] || !across.contains(page.words[i].box.center_x());
  return taken;
}

constexpr std::size_t kFewLines = 4;
constexpr int kMostHalvings = 3;       // four tables side by side, and more where the middle parts them
constexpr double kBesideReach = 10.0;  // text heights above and below a region that its tables may reach into

void take_page(StreamPage& on, const Page& page, Context& context, std::vector<Fragment>& out, int halvings);

/// Looks for tables on one side of a strip that parts a region.
void take_side(StreamPage& on, const Page& page, const StreamRegion& region, const Span1& side, Context& context,
               std::vector<Fragment>& out, int halvings) {
  const double reach = kBesideReach * region.unit;
  const Span1 down{region.rows.front().box.y0 - reach, region.rows.back().box.y1 + reach};
  std::vector<Ruling> rulings;
  for (const Ruling& ruling : on.rulings) {
    const Span1 across = ruling.horizontal ? Span1{ruling.from, ruling.to} : Span1{ruling.at, ruling.at};
    if (across.from >= side.from && across.to <= side.to) rulings.push_back(ruling);
  }
  std::vector<bool> taken = on.taken;
  for (std::size_t i = 0; i < taken.size(); ++i) {
    const Box& box = on.page.words[i].box;
    taken[i] = taken[i] || !side.contains(box.center_x()) || !down.contains(box.center_y());
  }
  const Span1 across{std::max(on.across.from, side.from), std::min(on.across.to, side.to)};
  StreamPage half{on.page, rulings, on.prose, std::move(taken), on.above, across, on.top, on.halves - 1};
  const std::size_t before = out.size();
  take_page(half, page, context, out, halvings - 1);
  on.halves = half.halves;
  for (std::size_t i = before; i < out.size(); ++i) {
    for (const std::uint32_t word : out[i].words) on.taken[word] = true;
  }
}

/// Reads regions as tables and takes the words of those that are. `page` is the page as it is, `on.page` perhaps its
/// mirror image.
void take_tables(StreamPage& on, const Page& page, std::vector<StreamRegion> regions, Context& context,
                 std::vector<Fragment>& out, int halvings) {
  const auto is_taken = [&](const TextRow& row) {
    return std::any_of(row.words.begin(), row.words.end(), [&](std::uint32_t word) { return on.taken[word]; });
  };
  std::string_view last_reject;
  for (StreamRegion& region : regions) {
    if (std::any_of(region.rows.begin(), region.rows.end(), is_taken)) continue;
    if (const auto gutter = halvings > 0 && on.halves > 0 ? find_gutter(on, region) : std::nullopt) {
      trace(context, on.page.number, "gutter", {gutter->from, box_of(region).y0, gutter->to, box_of(region).y1}, "");
      const std::size_t before = out.size();
      take_side(on, page, region, {-1e9, gutter->to}, context, out, halvings);
      take_side(on, page, region, {gutter->from, 1e9}, context, out, halvings);
      if (out.size() > before) continue;
    }
    StreamTable table = read_region(on.page, std::move(region), on.above);
    StreamVerdict verdict = judge_table(on.page, table);
    // The last lines of a contents page, parted from the others by white.
    const bool tail = table.lines.size() <= kFewLines && table.region.rules.empty() && !table.region.captioned;
    if (verdict.reject.empty() && tail && last_reject == "contents page") verdict.reject = last_reject;
    last_reject = verdict.reject;
    if (&on.page != &page) table = mirrored(std::move(table), page.width);
    const bool meets_next = on.above == nullptr || !on.above->follows || (table.continues && table.region.ends_page);
    if (!meets_next) continue;
    if (!verdict.reject.empty()) {
      trace(context, page.number, "reject", box_of(table.region), std::string(verdict.reject));
      continue;
    }
    trace_table(context, page, table, verdict.confidence);
    auto fragment = make_fragment(page, table, std::move(verdict), context);
    if (!fragment) continue;
    for (const std::uint32_t word : fragment->words) on.taken[word] = true;
    out.push_back(std::move(*fragment));
  }
}

void take_page(StreamPage& on, const Page& page, Context& context, std::vector<Fragment>& out, int halvings) {
  const double unit = text_height(on.page);
  for (const RuleFrame& frame : rule_frames(on.rulings, unit))
    take_tables(on, page, frame_regions(on, frame), context, out, halvings);
  take_tables(on, page, bare_regions(on), context, out, halvings);
}

bool reads_from_right(const Page& page, const std::vector<bool>& taken) {
  std::vector<std::uint32_t> words;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (!taken[i]) words.push_back(i);
  }
  return runs_right_to_left(page, words);
}

}  // namespace

std::vector<Fragment> find_stream_tables(const Page& page, const std::vector<bool>& taken, const TableAbove* above,
                                         const Span1& across, Context& context) {
  std::vector<Fragment> out;
  if (page.words.empty()) return out;
  const double unit = text_height(page);
  const std::vector<bool> passed = outside_or(taken, page, across);
  std::vector<Ruling> rulings = visible_rulings(page, unit, context);
  std::erase_if(rulings, [&](const Ruling& ruling) {
    const Span1 reach = ruling.horizontal ? Span1{ruling.from, ruling.to} : Span1{ruling.at, ruling.at};
    return reach.from < across.from - kBeyond * unit || reach.to > across.to + kBeyond * unit;
  });
  const double top = top_of(page, passed);
  const auto search = [&](const Page& seen, const TableAbove* before, const Span1& part) {
    std::vector<Span1> columns;  // of the table above, from either side where lines may begin
    for (std::size_t col = 0; before != nullptr && col < before->cols(); ++col) {
      columns.push_back({before->texts[col].from, before->room(col).to});
      columns.push_back({before->room(col).from, before->texts[col].to});
    }
    const std::vector<bool> prose = prose_words(seen, rulings, columns, passed, &seen != &page);
    StreamPage on{seen, rulings, prose, passed, before, part, top};
    take_page(on, page, context, out, kMostHalvings);
  };
  if (reads_from_right(page, passed)) {
    const Page image = mirrored(page);
    rulings = mirrored(std::move(rulings), page.width);
    std::optional<TableAbove> before;
    if (above != nullptr) before = mirrored(*above, page.width);
    search(image, before ? &*before : nullptr, mirrored(across, page.width));
  } else {
    search(page, above, across);
  }
  std::stable_sort(out.begin(), out.end(), [](const Fragment& a, const Fragment& b) {
    return a.table.parts.front().bbox->y0 < b.table.parts.front().bbox->y0;
  });
  return out;
}

}  // namespace gridlift::recover
