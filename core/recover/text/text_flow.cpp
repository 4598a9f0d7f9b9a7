#include "core/recover/text/text_flow.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/recover/text/headings.h"

namespace gridlift::recover {

namespace {

/// A paragraph is not held open over more pages and blocks than these.
constexpr std::size_t kHeldBreaks = 2;
constexpr std::size_t kHeldBlocks = 64;

}  // namespace

void TextFlow::count_size(double size, std::size_t letters) {
  std::size_t& count = letters_of_size_[static_cast<int>(std::lround(size * 2))];
  count += letters;
  const auto most = std::max_element(letters_of_size_.begin(), letters_of_size_.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  body_size_ = most->first / 2.0;
}

void TextFlow::paragraph(Paragraph paragraph, Place place) {
  const bool over_table =
      std::any_of(held_.begin(), held_.end(), [](const Held& held) { return std::holds_alternative<TableNest>(held); });
  if (is_open_ && runs_on(open_, paragraph, over_table)) {
    append(open_, paragraph, context_);
    open_places_.push_back(std::move(place));
    return;
  }
  close_open();
  open_ = std::move(paragraph);
  open_places_ = {std::move(place)};
  is_open_ = true;
}

void TextFlow::table(TableNest table) {
  hold(std::move(table));
}

void TextFlow::furniture(std::string_view label, std::string text, Place place) {
  Block block;
  block.kind = BlockKind::furniture;
  block.label = label;
  block.text = std::move(text);
  block.sources.push_back(std::move(place));
  hold(std::move(block));
}

void TextFlow::page_break() {
  if (is_open_) ++held_breaks_;
  hold(PageBreak{});
}

void TextFlow::finish() {
  close_open();
}

void TextFlow::hold(Held held) {
  if (is_open_ && (open_.ends || held_breaks_ > kHeldBreaks || held_.size() >= kHeldBlocks)) close_open();
  if (!is_open_) return hand_on(std::move(held));
  held_.push_back(std::move(held));
}

void TextFlow::hand_on(Held held) {
  if (auto* block = std::get_if<Block>(&held)) return out_.block(std::move(*block));
  if (auto* table = std::get_if<TableNest>(&held)) return out_.table(std::move(table->outer), std::move(table->inner));
  out_.page_break();
}

void TextFlow::close_open() {
  if (!is_open_) return;
  is_open_ = false;
  held_breaks_ = 0;
  Block block = as_block(std::move(open_), body_size_);
  block.sources = std::exchange(open_places_, {});
  out_.block(std::move(block));
  for (Held& held : std::exchange(held_, {})) hand_on(std::move(held));
}

}  // namespace gridlift::recover
