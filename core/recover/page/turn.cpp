#include "core/recover/page/turn.h"

#include <algorithm>
#include <array>
#include <utility>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// Vertical CJK is laid out like text that was turned to read downwards.
Writing quarter_of(Writing writing) {
  return writing == Writing::vertical ? Writing::down : writing;
}

int quarters(Writing writing) {
  switch (writing) {
    case Writing::right:
      return 0;
    case Writing::down:
    case Writing::vertical:
      return 1;
    case Writing::left:
      return 2;
    case Writing::up:
      return 3;
  }
  return 0;
}

/// The writing that text of `writing` has once the page is turned so that `from` reads to the right.
Writing turned(Writing writing, Writing from) {
  if (writing == Writing::vertical && quarters(from) != 1) return writing;
  constexpr std::array<Writing, 4> kClockwise = {Writing::right, Writing::down, Writing::left, Writing::up};
  return kClockwise[static_cast<std::size_t>((quarters(writing) - quarters(from) + 4) % 4)];
}

}  // namespace

Box Turn::there(const Box& box) const {
  switch (quarter_of(from_)) {
    case Writing::down:
      return {box.y0, width_ - box.x1, box.y1, width_ - box.x0};
    case Writing::left:
      return {width_ - box.x1, height_ - box.y1, width_ - box.x0, height_ - box.y0};
    case Writing::up:
      return {height_ - box.y1, box.x0, height_ - box.y0, box.x1};
    default:
      return box;
  }
}

Box Turn::back(const Box& box) const {
  switch (quarter_of(from_)) {
    case Writing::down:
      return {width_ - box.y1, box.x0, width_ - box.y0, box.x1};
    case Writing::left:
      return {width_ - box.x1, height_ - box.y1, width_ - box.x0, height_ - box.y0};
    case Writing::up:
      return {box.y0, height_ - box.x1, box.y1, height_ - box.x0};
    default:
      return box;
  }
}

/// Letter edges run along the writing direction: only that coordinate is kept, so only its sign can change.
void Turn::turn_edges(const Word& word, std::vector<float>& edges) const {
  const bool along_x = word.writing == Writing::right || word.writing == Writing::left;
  const bool mirrored =
      quarter_of(from_) == Writing::left || quarter_of(from_) == (along_x ? Writing::down : Writing::up);
  if (!mirrored) return;
  const auto extent = static_cast<float>(along_x ? width_ : height_);
  const std::size_t end = std::min(edges.size(), word.first_edge + count_code_points(word.text) + 1);
  for (std::size_t i = word.first_edge; i < end; ++i) edges[i] = extent - edges[i];
}

Page Turn::page(Page upright) const {
  if (is_none()) return upright;
  for (Word& word : upright.words) {
    turn_edges(word, upright.edges);
    const bool along_x = word.writing == Writing::right || word.writing == Writing::left;
    const Box baseline = along_x ? Box{word.box.x0, word.baseline, word.box.x1, word.baseline}
                                 : Box{word.baseline, word.box.y0, word.baseline, word.box.y1};
    word.writing = turned(word.writing, from_);
    const Box line = there(baseline);
    const bool now_along_x = word.writing == Writing::right || word.writing == Writing::left;
    word.baseline = now_along_x ? line.y0 : line.x0;
    word.box = there(word.box);
  }
  for (Rule& rule : upright.rules) {
    const Box line =
        there(rule.horizontal ? Box{rule.from, rule.at, rule.to, rule.at} : Box{rule.at, rule.from, rule.at, rule.to});
    if (quarter_of(from_) != Writing::left) rule.horizontal = !rule.horizontal;
    rule.at = rule.horizontal ? line.y0 : line.x0;
    rule.from = rule.horizontal ? line.x0 : line.y0;
    rule.to = rule.horizontal ? line.x1 : line.y1;
  }
  for (Fill& fill : upright.fills) fill.box = there(fill.box);
  for (Picture& picture : upright.pictures) picture.box = there(picture.box);
  if (quarter_of(from_) != Writing::left) std::swap(upright.width, upright.height);
  return upright;
}

void Turn::back(Table& table) const {
  if (is_none()) return;
  for (TablePart& part : table.parts) {
    if (part.bbox) part.bbox = back(*part.bbox);
  }
  for (Place& place : table.caption_sources) {
    if (place.bbox) place.bbox = back(*place.bbox);
  }
  const int rows = table.grid.rows();
  const int cols = table.grid.cols();
  std::vector<Cell> cells = table.grid.release();
  for (Cell& cell : cells) {
    for (Place& place : cell.sources) {
      if (place.bbox) place.bbox = back(*place.bbox);
    }
  }
  if (auto grid = CellGrid::make(rows, cols, std::move(cells))) table.grid = *std::move(grid);
}

Writing main_writing(const Page& page) {
  std::array<std::size_t, 5> letters{};
  for (const Word& word : page.words) letters[static_cast<std::size_t>(word.writing)] += word.text.size();
  const auto most = std::max_element(letters.begin(), letters.end());
  return static_cast<Writing>(most - letters.begin());
}

}  // namespace gridlift::recover
