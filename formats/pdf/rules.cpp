#include "formats/pdf/rules.h"

#include <algorithm>

namespace gridlift::pdf {

namespace {

/// A rectangle thinner than this fraction of the text height is a line.
constexpr double kThin = 0.3;
bool is_white(std::uint32_t color) {
  return (color >> 16 & 0xFF) >= 0xFA && (color >> 8 & 0xFF) >= 0xFA && (color & 0xFF) >= 0xFA;
}

/// When the first thing was painted that is not white: white before it cannot be seen, and hides nothing.
std::uint32_t first_ink(const Capture& capture) {
  std::uint32_t first = UINT32_MAX;
  for (const Area& area : capture.areas) {
    if (!is_white(area.color)) first = std::min(first, area.order);
  }
  for (const Stroke& stroke : capture.strokes) {
    if (!is_white(stroke.color)) first = std::min(first, stroke.order);
  }
  return first;
}

}  // namespace

void make_rules(const Capture& capture, double text_height, Page& page) {
  const double thin = kThin * text_height;
  const Box sheet{0, 0, page.width, page.height};
  const std::uint32_t first = first_ink(capture);
  for (const Area& area : capture.areas) {
    if (area.order < first && is_white(area.color)) continue;
    const Box box = Box{area.x0, area.y0, area.x1, area.y1}.intersection(sheet);
    if (box.x0 > box.x1 || box.y0 > box.y1) continue;
    if (std::min(box.width(), box.height()) > thin) {
      page.fills.push_back({box, area.color, area.order});
      continue;
    }
    Rule rule;
    rule.horizontal = box.width() >= box.height();
    rule.at = rule.horizontal ? box.center_y() : box.center_x();
    rule.from = rule.horizontal ? box.x0 : box.y0;
    rule.to = rule.horizontal ? box.x1 : box.y1;
    rule.thickness = rule.horizontal ? box.height() : box.width();
    rule.color = area.color;
    rule.order = area.order;
    page.rules.push_back(rule);
  }
  for (const Stroke& stroke : capture.strokes) {
    if (stroke.order < first && is_white(stroke.color)) continue;
    const Span1 along = stroke.horizontal ? sheet.across() : sheet.down();
    const Span1 across = stroke.horizontal ? sheet.down() : sheet.across();
    Rule rule{stroke.horizontal,
              stroke.at,
              std::max<double>(stroke.from, along.from),
              std::min<double>(stroke.to, along.to),
              stroke.thickness,
              stroke.color,
              stroke.order};
    if (rule.from > rule.to || !across.contains(rule.at)) continue;
    // A stroke as wide as a line of text is a bar.
    if (rule.thickness > thin && rule.to - rule.from > thin) {
      const double low = rule.at - rule.thickness / 2;
      const double high = rule.at + rule.thickness / 2;
      const Box box = rule.horizontal ? Box{rule.from, low, rule.to, high} : Box{low, rule.from, high, rule.to};
      page.fills.push_back({box.intersection(sheet), rule.color, rule.order});
      continue;
    }
    page.rules.push_back(rule);
  }
  for (const Box& picture : capture.pictures) {
    const Box box = picture.intersection(sheet);
    if (!box.empty()) page.pictures.push_back({box});
  }
}

}  // namespace gridlift::pdf
