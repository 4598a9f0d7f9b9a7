// Recovery on the flow road: raw tables of any shape, blocks of any kind.
#include "core/recover/recover.h"

#include <string>
#include <utility>

#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

namespace {

/// Counts what a reader would count, and hands it on.
class Source {
 public:
  Source(Draw& draw, Context& context) : draw_(draw), context_(context) {}

  FlowBlock block() {
    FlowBlock flow;
    static constexpr BlockKind kKinds[] = {BlockKind::paragraph, BlockKind::paragraph, BlockKind::heading,
                                           BlockKind::list_item, BlockKind::note,      BlockKind::furniture};
    if (draw_.coin()) {
      flow.block.kind = BlockKind::table;
      flow.raw = table(0);
      return flow;
    }
    flow.block.kind = kKinds[draw_.below(6)];
    flow.block.text = counted(draw_.text(8));
    if (flow.block.kind == BlockKind::heading) flow.block.level = draw_.between(1, 9);
    if (flow.block.kind == BlockKind::list_item) flow.block.label = counted(draw_.word(3));
    if (flow.block.kind == BlockKind::furniture) flow.block.label = "header";
    flow.caption = draw_.once_in(5);
    flow.joins_previous = draw_.once_in(6);
    return flow;
  }

 private:
  std::string counted(std::string text) {
    context_.ledger.in(text);
    return text;
  }

  RawCell cell(int depth) {
    RawCell cell;
    cell.text = draw_.text();
    if (draw_.once_in(4)) cell.col_span = draw_.once_in(10) ? INT32_MAX : draw_.between(1, 6);
    cell.vertical = static_cast<RawCell::Merge>(draw_.below(6) % 3);
    if (draw_.once_in(8)) cell.horizontal = static_cast<RawCell::Merge>(draw_.below(3));
    cell.header = draw_.once_in(8);
    if (depth < 3 && draw_.once_in(20)) {
      cell.nested.push_back(table(depth + 1));
      for (const RawRow& row : cell.nested.back().rows) {
        for (const RawCell& inner : row.cells) cell.text += "\n" + inner.text;
      }
    }
    if (depth == 0) context_.ledger.in(cell.text);  // what is nested is in it, and counts once
    return cell;
  }

  RawTable table(int depth) {
    RawTable table;
    table.depth = depth;
    const int rows = draw_.between(1, 7);  // no reader hands on a table without rows or cells
    const int cols = draw_.between(1, 7);
    for (int r = 0; r < rows; ++r) {
      RawRow row;
      for (int c = draw_.once_in(5) ? draw_.between(1, 7) : cols; c > 0; --c) row.cells.push_back(cell(depth));
      if (draw_.once_in(8)) row.grid_before = draw_.between(0, 4);
      row.header = draw_.once_in(4);
      table.rows.push_back(std::move(row));
    }
    if (draw_.coin()) {
      for (int c = draw_.between(0, 8); c > 0; --c) table.column_widths.push_back(draw_.length(2));
    }
    table.first_row_is_header = draw_.once_in(4);
    table.first_col_is_header = draw_.once_in(4);
    if (depth == 0 && draw_.once_in(6)) table.caption = counted(draw_.word());
    table.method = draw_.once_in(3) ? Method::text : Method::docx;
    return table;
  }

  Draw& draw_;
  Context& context_;
};

}  // namespace

void run_recover(Bytes bytes) {
  Draw draw(bytes);
  Context context(small_limits());
  Document document;
  DocumentBuilder builder(document);
  RecoverOptions options;
  options.stitch = !draw.once_in(8);
  options.keep_slivers = draw.once_in(8);
  Recovery recovery(options, context, builder);
  Source source(draw, context);
  while (!draw.empty() && document.tables.size() < 200) {
    if (draw.once_in(10)) recovery.page_break();
    recovery.block(source.block());
  }
  recovery.finish();
  expect_sound(document);
  expect(context.ledger.lost_chars() == 0 || context.diagnostics.partial(), "recovery lost text");
}

}  // namespace gridlift::fuzz
