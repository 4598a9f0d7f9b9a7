// Tables told by their text, with few rules or none: candidate regions, columns, header, rows, verdict.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/recover/prose.h"
#include "core/recover/rule_frames.h"
#include "core/recover/rulings.h"
#include "core/recover/stages.h"
#include "core/recover/stream_table.h"

namespace gridlift::recover {

namespace {

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

/// Reads regions as tables and takes the words of those that are.
void take_tables(StreamPage& on, std::vector<StreamRegion> regions, Context& context, std::vector<Fragment>& out) {
  for (StreamRegion& region : regions) {
    const StreamTable table = read_region(on.page, std::move(region), on.above);
    StreamVerdict verdict = judge_table(on.page, table);
    if (!verdict.reject.empty()) {
      trace(context, on.page.number, "reject", box_of(table.region), std::string(verdict.reject));
      continue;
    }
    trace_table(context, on.page, table, verdict.confidence);
    auto fragment = make_fragment(on.page, table, std::move(verdict), context);
    if (!fragment) continue;
    for (const std::uint32_t word : fragment->words) on.taken[word] = true;
    out.push_back(std::move(*fragment));
  }
}

}  // namespace

std::vector<Fragment> find_stream_tables(const Page& page, const std::vector<bool>& taken, const TableAbove* above,
                                         Context& context) {
  std::vector<Fragment> out;
  if (page.words.empty()) return out;
  const double unit = text_height(page);
  const std::vector<Ruling> rulings = visible_rulings(page, unit, context);
  std::vector<Span1> columns;  // of the table above, from either side where lines may begin
  for (std::size_t col = 0; above != nullptr && col < above->cols(); ++col) {
    columns.push_back({above->texts[col].from, above->room(col).to});
    columns.push_back({above->room(col).from, above->texts[col].to});
  }
  StreamPage on{page, rulings, prose_words(page, rulings, columns, taken), taken, above, top_of(page, taken)};
  for (const RuleFrame& frame : rule_frames(rulings, unit)) take_tables(on, frame_regions(on, frame), context, out);
  take_tables(on, bare_regions(on), context, out);
  std::stable_sort(out.begin(), out.end(), [](const Fragment& a, const Fragment& b) {
    return a.table.parts.front().bbox->y0 < b.table.parts.front().bbox->y0;
  });
  return out;
}

}  // namespace gridlift::recover
