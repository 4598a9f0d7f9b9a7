#include "core/recover/stream/mirror.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace gridlift::recover {

Span1 mirrored(const Span1& span, double width) {
  return {width - span.to, width - span.from};
}

Page mirrored(const Page& page) {
  Page out;
  out.number = page.number;
  out.width = page.width;
  out.height = page.height;
  out.fragment = page.fragment;
  out.fonts = page.fonts;
  out.words = page.words;
  for (Word& word : out.words) {
    const Span1 across = mirrored(word.box.across(), page.width);
    word.box.x0 = across.from;
    word.box.x1 = across.to;
  }
  return out;
}

std::vector<Ruling> mirrored(std::vector<Ruling> rulings, double width) {
  for (Ruling& ruling : rulings) {
    if (!ruling.horizontal) {
      ruling.at = width - ruling.at;
      continue;
    }
    const Span1 across = mirrored(Span1{ruling.from, ruling.to}, width);
    ruling.from = across.from;
    ruling.to = across.to;
  }
  // Sorted again as visible_rulings sorts them: by direction, place and start.
  std::ranges::sort(rulings, [](const Ruling& a, const Ruling& b) {
    if (a.horizontal != b.horizontal) return a.horizontal;
    return a.at != b.at ? a.at < b.at : a.from < b.from;
  });
  return rulings;
}

TableAbove mirrored(TableAbove above, double width) {
  for (Span1& text : above.texts) text = mirrored(text, width);
  std::ranges::reverse(above.texts);
  if (above.middle) above.middle = width - *above.middle;
  for (KnownLabel& label : above.header) {
    const std::size_t col = above.cols() - label.end_col;
    label.end_col = above.cols() - label.col;
    label.col = col;
  }
  std::ranges::sort(above.header, {}, [](const KnownLabel& label) { return std::pair(label.row, label.col); });
  return above;
}

StreamTable mirrored(StreamTable table, double width) {
  const std::size_t cols = table.columns.size();
  for (Span1& column : table.columns.columns) column = mirrored(column, width);
  std::ranges::reverse(table.columns.columns);
  for (River& river : table.columns.rivers) {
    const Span1 white = mirrored(Span1{river.from, river.to}, width);
    river.from = white.from;
    river.to = white.to;
  }
  std::ranges::reverse(table.columns.rivers);
  table.region.across = mirrored(table.region.across, width);
  table.region.middle = width - table.region.middle;
  for (StreamCell& cell : table.cells) {
    const std::size_t col = cols - cell.end_col;
    cell.end_col = cols - cell.col;
    cell.col = col;
  }
  return table;
}

}  // namespace gridlift::recover
