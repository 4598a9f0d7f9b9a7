// Literal pages for the tests of recovery: words set in an imaginary font, rules and fills where the test puts them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>

#include "core/layout.h"
#include "core/unicode.h"

namespace gridlift::test {

/// Every letter is half its font size wide, a wide (CJK) one the whole size; ascent 0.75, descent 0.25 of the size.
class PageBuilder {
 public:
  explicit PageBuilder(double width = 612, double height = 792) {
    page_.width = width;
    page_.height = height;
    page_.fonts.emplace_back();
  }

  static double width_of(std::string_view text, double size = 10) {
    double width = 0;
    for_each_code_point(text, [&](char32_t c) { width += size * 0.5 * std::max(1, display_width(c)); });
    return width;
  }

  /// Sets `line` with its first letter at x; blanks part words, and are a quarter of the size wide.
  PageBuilder& text(double x, double baseline, std::string_view line, double size = 10) {
    bool blank = false;
    for (std::size_t at = 0; at < line.size();) {
      if (line[at] == ' ') {
        x += size * 0.25;
        blank = true;
        ++at;
        continue;
      }
      const std::size_t end = std::min(line.find(' ', at), line.size());
      x = word(x, baseline, line.substr(at, end - at), size, blank);
      blank = false;
      at = end;
    }
    return *this;
  }

  /// The line ends at x (right), or has its middle there (centered).
  PageBuilder& text_right(double x, double baseline, std::string_view line, double size = 10) {
    return text(x - line_width(line, size), baseline, line, size);
  }
  PageBuilder& text_centered(double x, double baseline, std::string_view line, double size = 10) {
    return text(x - line_width(line, size) / 2, baseline, line, size);
  }

  /// One word that reads from bottom to top, its first letter at y, its baseline at x.
  PageBuilder& text_up(double x, double y, std::string_view letters, double size = 10) {
    Word word = blank_word(letters, size);
    word.writing = Writing::up;
    word.baseline = x;
    word.first_edge = static_cast<std::uint32_t>(page_.edges.size());
    page_.edges.push_back(static_cast<float>(y));
    double at = y;
    for_each_code_point(letters, [&](char32_t c) {
      at -= size * 0.5 * std::max(1, display_width(c));
      page_.edges.push_back(static_cast<float>(at));
    });
    word.box = {x - size * 0.75, at, x + size * 0.25, y};
    page_.words.push_back(std::move(word));
    return *this;
  }

  PageBuilder& horizontal(double y, double x0, double x1, double thickness = 0.5, std::uint32_t color = 0) {
    return rule({true, y, x0, x1, thickness, color, order_});
  }
  PageBuilder& vertical(double x, double y0, double y1, double thickness = 0.5, std::uint32_t color = 0) {
    return rule({false, x, y0, y1, thickness, color, order_});
  }
  PageBuilder& frame(const Box& box, double thickness = 0.5) {
    horizontal(box.y0, box.x0, box.x1, thickness).horizontal(box.y1, box.x0, box.x1, thickness);
    return vertical(box.x0, box.y0, box.y1, thickness).vertical(box.x1, box.y0, box.y1, thickness);
  }
  PageBuilder& rule(Rule rule) {
    rule.order = order_++;
    page_.rules.push_back(rule);
    return *this;
  }
  PageBuilder& fill(const Box& box, std::uint32_t color) {
    page_.fills.push_back({box, color, order_++});
    return *this;
  }

  /// Puts words, rules and fills in another order; painting order stays written in them.
  PageBuilder& shuffled(std::mt19937& random) {
    std::shuffle(page_.words.begin(), page_.words.end(), random);
    std::shuffle(page_.rules.begin(), page_.rules.end(), random);
    std::shuffle(page_.fills.begin(), page_.fills.end(), random);
    return *this;
  }

  const Page& page() const { return page_; }
  Page& page() { return page_; }

 private:
  static double line_width(std::string_view line, double size) {
    const auto blanks = std::count(line.begin(), line.end(), ' ');
    return width_of(line, size) - static_cast<double>(blanks) * size * 0.25;
  }

  Word blank_word(std::string_view letters, double size) const {
    Word word;
    word.text = std::string(letters);
    word.size = size;
    return word;
  }

  double word(double x, double baseline, std::string_view letters, double size, bool space_before) {
    Word word = blank_word(letters, size);
    word.baseline = baseline;
    word.space_before = space_before;
    word.first_edge = static_cast<std::uint32_t>(page_.edges.size());
    double at = x;
    page_.edges.push_back(static_cast<float>(at));
    for_each_code_point(letters, [&](char32_t c) {
      at += size * 0.5 * std::max(1, display_width(c));
      page_.edges.push_back(static_cast<float>(at));
    });
    word.box = {x, baseline - size * 0.75, at, baseline + size * 0.25};
    page_.words.push_back(std::move(word));
    return at;
  }

  Page page_;
  std::uint32_t order_ = 0;
};

}  // namespace gridlift::test
