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

struct TaggedHeading {
  int level = 0;
  Box box;  // of its words; none: empty
  std::size_t letters = 0;
};

/// The headings of the tree with the boxes of their words, from top to bottom; `letters`: of all words of the page.
std::vector<TaggedHeading> headings_of(const Page& page, std::size_t& letters) {
  std::vector<TaggedHeading> headings;
  std::unordered_map<std::int32_t, std::size_t> of_mark;
  for (const TaggedBlock& block : page.tagged_blocks) {
    if (block.level == 0) continue;
    for (const std::int32_t mark : block.marks) of_mark.emplace(mark, headings.size());
    headings.push_back({block.level, {}, 0});
  }
  letters = 0;
  if (headings.empty()) return headings;
  for (const Word& word : page.words) {
    const std::size_t count = count_code_points(word.text);
    letters += count;
    const auto found = word.mark >= 0 ? of_mark.find(word.mark) : of_mark.end();
    if (found == of_mark.end()) continue;
    TaggedHeading& heading = headings[found->second];
    heading.box = heading.letters == 0 ? word.box : heading.box.united(word.box);
    heading.letters += count;
  }
  std::erase_if(headings, [](const TaggedHeading& heading) { return heading.letters == 0; });
  std::sort(headings.begin(), headings.end(),
            [](const TaggedHeading& a, const TaggedHeading& b) { return a.box.y0 < b.box.y0; });
  return headings;
}

bool same_box(const Box& a, const Box& b, double slack) {
  return std::abs(a.x0 - b.x0) <= slack && std::abs(a.x1 - b.x1) <= slack && std::abs(a.y0 - b.y0) <= slack &&
         std::abs(a.y1 - b.y1) <= slack;
}

}  // namespace

void read_tagged_headings(const Page& page, std::vector<PageItem>& items, Context& context) {
  if (page.tagged_blocks.empty()) return;
  std::size_t letters = 0;
  const std::vector<TaggedHeading> headings = headings_of(page, letters);
  std::size_t claimed = 0;
  for (const TaggedHeading& heading : headings) claimed += heading.letters;
  if (letters > kFewLetters && static_cast<double>(claimed) > kMostHeadings * static_cast<double>(letters)) {
    context.diagnostics.info("tagged-headings-ignored", "the structure tree calls most of the page's text headings",
                             fmt::format("page {}", page.number));
    return;
  }
  for (PageItem& item : items) {
    if (item.is_table) continue;
    const Box& box = item.paragraph.box;
    const double slack = kSameBox * item.paragraph.size;
    auto at = std::lower_bound(headings.begin(), headings.end(), box.y0 - slack,
                               [](const TaggedHeading& heading, double y) { return heading.box.y0 < y; });
    for (; at != headings.end() && at->box.y0 <= box.y0 + slack; ++at) {
      if (same_box(at->box, box, slack)) item.paragraph.tagged_level = at->level;
    }
  }
}

}  // namespace gridlift::recover
