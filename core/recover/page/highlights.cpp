#include "core/recover/page/highlights.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <tuple>

namespace gridlift::recover {

namespace {

// In font sizes.
constexpr double kHighest = 1.8;    // a mark is as high as its line
constexpr double kTouching = 0.05;  // fills this near are one mark
constexpr double kFlush = 0.15;     // one end stands at the letters;
constexpr double kBlank = 0.45;     // at the other one a blank may be marked as well

/// Words that the marks of one page may be compared with; past them no fill is a mark.
constexpr std::size_t kMostLooks = 5'000'000;

/// Words by the middle of their height.
class ByHeight {
 public:
  explicit ByHeight(const Page& page) : page_(page), order_(page.words.size()) {
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
      return std::tuple(page.words[a].box.center_y(), a) < std::tuple(page.words[b].box.center_y(), b);
    });
  }

  /// True when the words in the middle of `mark` stand on one line and begin and end with it.
  bool marked(const Box& mark) {
    auto at = std::partition_point(order_.begin(), order_.end(),
                                   [&](std::uint32_t i) { return page_.words[i].box.center_y() < mark.y0; });
    const Word* first = nullptr;
    Span1 reach;
    for (; at != order_.end() && page_.words[*at].box.center_y() <= mark.y1; ++at) {
      if (++looked_at_ > kMostLooks) return false;
      const Word& word = page_.words[*at];
      if (!mark.across().contains(word.box.center_x())) continue;
      if (word.writing != Writing::right || mark.height() > kHighest * word.size) return false;
      if (first == nullptr) {
        first = &word;
        reach = word.box.across();
        continue;
      }
      if (std::abs(word.baseline - first->baseline) > kFlush * first->size) return false;
      reach = {std::min(reach.from, word.box.x0), std::max(reach.to, word.box.x1)};
    }
    if (first == nullptr) return false;
    const double left = std::abs(reach.from - mark.x0) / first->size;
    const double right = std::abs(mark.x1 - reach.to) / first->size;
    return std::min(left, right) < kFlush && std::max(left, right) < kBlank;
  }

 private:
  const Page& page_;
  std::vector<std::uint32_t> order_;
  std::size_t looked_at_ = 0;
};

}  // namespace

std::vector<bool> highlights(const Page& page) {
  std::vector<bool> out(page.fills.size());
  double largest = 0;
  for (const Word& word : page.words) largest = std::max(largest, word.size);
  std::vector<std::uint32_t> low;
  for (std::uint32_t i = 0; i < page.fills.size(); ++i) {
    const Box& box = page.fills[i].box;
    if (box.height() > 0 && box.width() > 0 && box.height() <= kHighest * largest) low.push_back(i);
  }
  if (low.empty()) return out;
  std::sort(low.begin(), low.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Fill& left = page.fills[a];
    const Fill& right = page.fills[b];
    return std::tie(left.color, left.box.y0, left.box.y1, left.box.x0, a) <
           std::tie(right.color, right.box.y0, right.box.y1, right.box.x0, b);
  });
  ByHeight words(page);
  for (std::size_t begin = 0, end; begin < low.size(); begin = end) {
    Box mark = page.fills[low[begin]].box;
    for (end = begin + 1; end < low.size(); ++end) {
      const Fill& next = page.fills[low[end]];
      const bool level = next.color == page.fills[low[begin]].color && next.box.y0 == mark.y0 && next.box.y1 == mark.y1;
      if (!level || next.box.x0 > mark.x1 + kTouching * mark.height()) break;
      mark.x1 = std::max(mark.x1, next.box.x1);
    }
    if (!words.marked(mark)) continue;
    for (std::size_t i = begin; i < end; ++i) out[low[i]] = true;
  }
  return out;
}

}  // namespace gridlift::recover
