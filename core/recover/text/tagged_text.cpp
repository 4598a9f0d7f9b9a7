#include "core/recover/text/tagged_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <unordered_map>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kMostHeadings = 0.5;     ///< share of a page's letters that can be headings
constexpr std::size_t kFewLetters = 200;  ///< a page with less, such as a title page, may be headings all over
constexpr double kSameBox = 0.5;          ///< edges of a paragraph and its tag may differ by this, in font sizes

bool same_box(const Box& a, const Box& b, double slack) {
  return std::abs(a.x0 - b.x0) <= slack && std::abs(a.x1 - b.x1) <= slack && std::abs(a.y0 - b.y0) <= slack &&
         std::abs(a.y1 - b.y1) <= slack;
}

}  // namespace

TaggedTexts::TaggedTexts(const Page& page, Context& context) : page_(page) {
  for (const TaggedBlock& block : page.tagged_blocks) {
    if (block.level == 0 && block.item == 0) continue;
    for (const std::int32_t mark : block.marks) of_mark_.emplace(mark, texts_.size());
    texts_.push_back({block.level, block.item, {}, 0});
  }
  if (texts_.empty()) return;
  std::size_t letters = 0, claimed = 0;
  for (const Word& word : page.words) {
    const std::size_t count = count_code_points(word.text);
    letters += count;
    const auto found = word.mark >= 0 ? of_mark_.find(word.mark) : of_mark_.end();
    if (found == of_mark_.end()) continue;
    Text& text = texts_[found->second];
    text.box = text.letters == 0 ? word.box : text.box.united(word.box);
    text.letters += count;
    claimed += text.level > 0 ? count : 0;
  }
  const bool nonsense =
      letters > kFewLetters && static_cast<double>(claimed) > kMostHeadings * static_cast<double>(letters);
  if (nonsense) {
    context.diagnostics.info("tagged-headings-ignored", "the structure tree calls most of the page's text headings",
                             fmt::format("page {}", page.number));
    std::erase_if(of_mark_, [&](const auto& mark) { return texts_[mark.second].level > 0; });
  }
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    if (texts_[i].letters > 0 && !(nonsense && texts_[i].level > 0)) by_top_.push_back(i);
  }
  std::sort(by_top_.begin(), by_top_.end(),
            [&](std::size_t a, std::size_t b) { return texts_[a].box.y0 < texts_[b].box.y0; });
}

int TaggedTexts::of(const TextLine& line) const {
  int text = -1;
  for (const std::uint32_t index : line.words) {
    const auto found = of_mark_.find(page_.words[index].mark);
    if (found == of_mark_.end()) return -1;
    const int here = static_cast<int>(found->second);
    if (text >= 0 && here != text) return -1;
    text = here;
  }
  return text;
}

void TaggedTexts::give_level(Paragraph& paragraph) const {
  const double slack = kSameBox * paragraph.size;
  auto at = std::lower_bound(by_top_.begin(), by_top_.end(), paragraph.box.y0 - slack,
                             [&](std::size_t text, double y) { return texts_[text].box.y0 < y; });
  for (; at != by_top_.end() && texts_[*at].box.y0 <= paragraph.box.y0 + slack; ++at) {
    const Text& text = texts_[*at];
    if (!same_box(text.box, paragraph.box, slack)) continue;
    paragraph.tagged_level = text.level;
    paragraph.tagged_item = text.item;
  }
}

}  // namespace gridlift::recover
