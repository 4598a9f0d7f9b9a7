#include "core/recover/turned.h"

#include <algorithm>
#include <utility>

namespace gridlift::recover {

namespace {

/// A box of the page as it was on the turned page.
Box turn(const Page& page, Writing writing, const Box& b) {
  if (writing == Writing::up) return {page.height - b.y1, b.x0, page.height - b.y0, b.x1};
  return {b.y0, page.width - b.x1, b.y1, page.width - b.x0};
}

Rule turn(const Page& page, Writing writing, Rule rule) {
  const Box box =
      rule.horizontal ? Box{rule.from, rule.at, rule.to, rule.at} : Box{rule.at, rule.from, rule.at, rule.to};
  const Box to = turn(page, writing, box);
  rule.horizontal = !rule.horizontal;
  rule.at = rule.horizontal ? to.y0 : to.x0;
  rule.from = rule.horizontal ? to.x0 : to.y0;
  rule.to = rule.horizontal ? to.x1 : to.y1;
  return rule;
}

}  // namespace

TurnedPage turned(const Page& page, Writing writing) {
  TurnedPage out;
  Page& to = out.page;
  to.number = page.number;
  to.width = page.height;
  to.height = page.width;
  to.fonts = page.fonts;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (page.words[i].writing != writing) continue;
    Word word = page.words[i];
    word.writing = Writing::right;
    word.box = turn(page, writing, word.box);
    word.baseline = writing == Writing::up ? word.baseline : page.width - word.baseline;
    to.words.push_back(std::move(word));
    out.words.push_back(i);
  }
  to.edges = page.edges;
  if (writing == Writing::up) {
    const auto height = static_cast<float>(page.height);
    for (float& edge : to.edges) edge = height - edge;
  }
  for (const Rule& rule : page.rules) to.rules.push_back(turn(page, writing, rule));
  for (const Fill& fill : page.fills) to.fills.push_back({turn(page, writing, fill.box), fill.color, fill.order});
  for (const Picture& picture : page.pictures) to.pictures.push_back({turn(page, writing, picture.box)});
  return out;
}

Box turned_back(const Page& page, Writing writing, const Box& b) {
  if (writing == Writing::up) return {b.y0, page.height - b.x1, b.y1, page.height - b.x0};
  return {page.width - b.y1, b.x0, page.width - b.y0, b.x1};
}

}  // namespace gridlift::recover
