#include "core/recover/flow.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "core/recover/text/captions.h"
#include "core/text_join.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kLongestCaption = 120;  // letters; a longer paragraph is prose

bool reads_as_caption(std::string_view text) {
  return count_code_points(text) <= kLongestCaption && names_table(text);
}

bool may_be_caption(const FlowBlock& flow) {
  if (flow.block.kind != BlockKind::paragraph && flow.block.kind != BlockKind::list_item) return false;
  return (flow.caption && !names_figure(flow.block.text)) || reads_as_caption(flow.block.text);
}

std::string line_of(const Block& block) {
  return block.label.empty() ? block.text : block.label + " " + block.text;
}

}  // namespace

void Flow::block(FlowBlock flow) {
  if (flow.raw) {
    table(*std::move(flow.raw));
  } else {
    text(std::move(flow));
  }
}

void Flow::table(RawTable raw) {
  release_table();
  std::vector<Fragment> fragments = resolve_spans(std::move(raw), options_, context_);
  if (fragments.empty()) return;
  bind_above(fragments.front().table);
  release_text();
  table_ = std::move(fragments);
}

/// A caption that was held goes to the table after it.
void Flow::bind_above(Table& table) {
  if (!text_ || table.caption || !may_be_caption(*text_)) return;
  table.caption = line_of(text_->block);
  table.caption_sources = std::move(text_->block.sources);
  captions_above_ = true;
  text_.reset();
  if (std::exchange(break_after_text_, false)) out_.page_break();
}

/// A caption right after a table is its own, unless this document's captions stand above.
bool Flow::bind_below(const FlowBlock& flow) {
  if (table_.empty() || captions_above_ || !may_be_caption(flow)) return false;
  Table& table = table_.front().table;
  if (table.caption || !flow.caption) return false;
  table.caption = line_of(flow.block);
  table.caption_sources = flow.block.sources;
  return true;
}

void Flow::text(FlowBlock flow) {
  if (trimmed(flow.block.text).empty() && flow.block.label.empty()) {
    // An empty paragraph says nothing but that the tables around it are two.
    release_table();
    release_text();
    out_.end_table();
    return;
  }
  if (flow.joins_previous && flow.block.label.empty() && text_ && text_->block.kind != BlockKind::heading) {
    Block& before = text_->block;
    if (seam_between(before.text, flow.block.text) == Seam::healed_hyphen)
      context_.ledger.out(trimmed(before.text).substr(trimmed(before.text).size() - 1));
    before.text = joined(before.text, flow.block.text);
    std::move(flow.block.sources.begin(), flow.block.sources.end(), std::back_inserter(before.sources));
    break_after_text_ = false;
    return;
  }
  if (bind_below(flow)) {
    release_table();
    return;
  }
  release_table();
  release_text();
  text_ = std::move(flow);
}

void Flow::release_table() {
  if (table_.empty()) return;
  std::vector<Fragment> fragments = std::exchange(table_, {});
  std::vector<Table> nested;
  for (auto inner = fragments.begin() + 1; inner != fragments.end(); ++inner) nested.push_back(std::move(inner->table));
  out_.table(std::move(fragments.front()), std::move(nested));
}

void Flow::release_text() {
  if (!text_) return;
  out_.block(std::move(text_->block));
  text_.reset();
  if (std::exchange(break_after_text_, false)) out_.page_break();
}

void Flow::page_break() {
  release_table();
  if (text_) {
    break_after_text_ = true;
  } else {
    out_.page_break();
  }
}

void Flow::finish() {
  release_table();
  release_text();
}

}  // namespace gridlift::recover
