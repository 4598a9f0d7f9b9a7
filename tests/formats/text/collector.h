// Reads text through the registered reader and keeps what the sink gets, in order.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "formats/reader.h"

namespace gridlift {

struct Collector : LayoutSink {
  void page(Page page) override { pages.push_back(std::move(page)); }
  void block(FlowBlock flow) override {
    if (flow.raw) {
      for (const RawRow& row : flow.raw->rows) {
        for (const RawCell& cell : row.cells) context.ledger.out(cell.text);
      }
      if (flow.raw->caption) context.ledger.out(*flow.raw->caption);
      tables.push_back(std::move(*flow.raw));
    } else {
      if (flow.block.kind != BlockKind::furniture) context.ledger.out(flow.block.label);
      context.ledger.out(flow.block.text);
      blocks.push_back(std::move(flow.block));
    }
  }
  void page_break() override { ++breaks; }

  Context context{Limits{}};
  std::vector<Page> pages;
  std::vector<Block> blocks;
  std::vector<RawTable> tables;
  int breaks = 0;
};

/// Reads; fails the test when that fails or when text was lost or doubled.
inline Collector collect(std::string_view text, const ReadOptions& options = {}) {
  Collector sink;
  const auto done = find_reader("text")->read(std::as_bytes(std::span(text)), options, sink.context, sink);
  REQUIRE(done.has_value());
  if (sink.pages.empty()) {
    CHECK(sink.context.ledger.lost_chars() == 0);
    CHECK(sink.context.ledger.surplus_chars() == 0);
  }
  return sink;
}

/// A table as text: cells "text" with ">n" for columns spanned, "^" for a cell carried on from above; rows by "/".
inline std::string shape(const RawTable& table) {
  std::string out;
  for (const RawRow& row : table.rows) {
    if (!out.empty()) out += " / ";
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      const RawCell& cell = row.cells[i];
      if (i > 0) out += '|';
      out += cell.vertical == RawCell::Merge::carry_on ? "^" : cell.text;
      if (cell.col_span > 1) out += ">" + std::to_string(cell.col_span);
    }
  }
  return out;
}

}  // namespace gridlift
