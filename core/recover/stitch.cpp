#include "core/recover/stitch.h"

#include <optional>
#include <utility>

namespace gridlift::recover {

struct Stitcher::State {
  RecoverOptions options;
  Context& context;
  DocumentSink& out;

  void hand_on(Fragment fragment, std::vector<Table> nested);
  void hand_on(Block block);
};

void Stitcher::State::hand_on(Fragment fragment, std::vector<Table> nested) {
  Table& table = fragment.table;
  find_headers(table);
  for (const Cell& cell : table.grid.cells()) context.ledger.out(cell.text);
  if (table.caption) context.ledger.out(*table.caption);
  Block block;
  block.kind = BlockKind::table;
  for (const TablePart& part : table.parts) {
    Place place;
    place.page = part.page;
    place.bbox = part.bbox;
    block.sources.push_back(std::move(place));
  }
  block.table = out.table(std::move(table));
  for (Table& inner : nested) {
    find_headers(inner);
    if (inner.parent) inner.parent->table += block.table;
    out.table(std::move(inner));
  }
  out.block(std::move(block));
}

void Stitcher::State::hand_on(Block block) {
  context.ledger.out(block.label);
  context.ledger.out(block.text);
  out.block(std::move(block));
}

Stitcher::Stitcher(const RecoverOptions& options, Context& context, DocumentSink& out)
    : state_(std::make_unique<State>(State{options, context, out})) {}

Stitcher::~Stitcher() = default;

void Stitcher::table(Fragment fragment, std::vector<Table> nested) {
  state_->hand_on(std::move(fragment), std::move(nested));
}

void Stitcher::block(Block block) {
  state_->hand_on(std::move(block));
}

void Stitcher::page_break() {}

void Stitcher::finish() {}

}  // namespace gridlift::recover
