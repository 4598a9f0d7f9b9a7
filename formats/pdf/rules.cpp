#include "formats/pdf/rules.h"

#include <algorithm>

namespace gridlift::pdf {

namespace {

/// A rectangle thinner than this fraction of the text height is a line.
constexpr double kThin = 0.3;
constexpr std::uint32_t kWhite = 0xFFFFFF;

bool is_white(std::uint32_t color) {
  return (color >> 16 & 0xFF) >= 0xFA && (color >> 8 & 0xFF) >= 0xFA && (color & 0xFF) >= 0xFA;
}

}  // namespace

void make_rules(const Capture& capture, double text_height, Page& page) {
  const double thin = kThin * text_height;
  const Box sheet{0, 0, page.width, page.height};
  bool colored = false;
  for (const Area& area : capture.areas) {
    Box box{area.x0, area.y0, area.x1, area.y1};
    box = box.intersection(sheet);
    if (box.x0 > box.x1 || box.y0 > box.y1) continue;
    if (std::min(box.width(), box.height()) > thin) {
      if (!is_white(area.color) || colored) page.fills.push_back({box, area.color, area.order});
      colored = colored || !is_white(area.color);
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
    Rule rule{stroke.horizontal, stroke.at, stroke.from, stroke.to, stroke.thickness, stroke.color, stroke.order};
    const double low = rule.at - rule.thickness / 2;
    const double high = rule.at + rule.thickness / 2;
    if (rule.thickness > thin && rule.to - rule.from > thin) {
      const Box box = rule.horizontal ? Box{rule.from, low, rule.to, high} : Box{low, rule.from, high, rule.to};
      page.fills.push_back({box.intersection(sheet), rule.color, rule.order});
      continue;
    }
    page.rules.push_back(rule);
  }
  const auto invisible = [&](const Rule& rule) {
    if (!is_white(rule.color)) return false;
    const double middle = (rule.from + rule.to) / 2;
    const double x = rule.horizontal ? middle : rule.at;
    const double y = rule.horizontal ? rule.at : middle;
    return std::none_of(page.fills.begin(), page.fills.end(), [&](const Fill& fill) {
      return fill.order <= rule.order && fill.color != kWhite && fill.box.contains(x, y);
    });
  };
  if (page.fills.size() < 1000)
    page.rules.erase(std::remove_if(page.rules.begin(), page.rules.end(), invisible), page.rules.end());
  for (const Box& box : capture.pictures) page.pictures.push_back({box.intersection(sheet)});
}

}  // namespace gridlift::pdf
