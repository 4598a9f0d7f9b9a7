#include "core/recover/text/tagged_order.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "core/recover/page/rulings.h"

namespace gridlift::recover {

namespace {

constexpr double kMostNamed = 0.8;      // share of the words that the tree must name
constexpr double kMostNonsense = 0.05;  // share of the items that may stand against it
constexpr double kUpwards = 0.5;        // text heights

/// The places in the tree that the words of one item have.
struct Ranks {
  std::size_t first = SIZE_MAX;
  std::size_t last = 0;
  bool named() const { return first != SIZE_MAX; }
};

std::unordered_map<std::int32_t, std::size_t> orders_of(const Page& page) {
  std::unordered_map<std::int32_t, std::size_t> orders;
  for (const TaggedBlock& block : page.tagged_blocks) {
    for (const std::int32_t mark : block.marks) orders.emplace(mark, block.order);
  }
  for (const TaggedTable& table : page.tagged_tables) {
    for (const std::int32_t mark : table.caption) orders.emplace(mark, table.order);
    for (const auto& row : table.rows) {
      for (const TaggedCell& cell : row) {
        for (const std::int32_t mark : cell.marks) orders.emplace(mark, table.order);
      }
    }
  }
  return orders;
}

/// Words with a place in the tree, from top to bottom.
struct NamedWord {
  double x = 0, y = 0;  // middle of its box
  std::size_t order = 0;
};

std::vector<NamedWord> named_words(const Page& page) {
  const auto orders = orders_of(page);
  std::vector<NamedWord> out;
  std::size_t words = 0;
  for (const Word& word : page.words) {
    if (word.mark == kArtifactMark) continue;
    ++words;
    const auto found = word.mark >= 0 ? orders.find(word.mark) : orders.end();
    if (found != orders.end()) out.push_back({word.box.center_x(), word.box.center_y(), found->second});
  }
  if (static_cast<double>(out.size()) < kMostNamed * static_cast<double>(words)) out.clear();
  std::sort(out.begin(), out.end(), [](const NamedWord& a, const NamedWord& b) { return a.y < b.y; });
  return out;
}

Ranks ranks_in(const std::vector<NamedWord>& words, const Box& box) {
  Ranks ranks;
  auto at =
      std::lower_bound(words.begin(), words.end(), box.y0, [](const NamedWord& word, double y) { return word.y < y; });
  for (; at != words.end() && at->y <= box.y1; ++at) {
    if (at->x < box.x0 || at->x > box.x1) continue;
    ranks.first = std::min(ranks.first, at->order);
    ranks.last = std::max(ranks.last, at->order);
  }
  return ranks;
}

struct Placed {
  std::size_t item = 0;
  Box box;
  Ranks ranks;
};

/// Items of one column of text that the tree has in another order than the page, and items that share their words'
/// places.
std::size_t count_nonsense(const std::vector<Placed>& order, double unit) {
  std::size_t count = 0;
  for (std::size_t i = 1; i < order.size(); ++i) {
    const Placed& a = order[i - 1];
    const Placed& b = order[i];
    const bool above = b.box.y1 < a.box.y0 + kUpwards * unit && b.box.y0 < a.box.y0 - kUpwards * unit;
    const bool upwards = above && a.box.across().overlap(b.box.across()) > 0;
    const bool parted = a.ranks.named() && b.ranks.named() && b.ranks.first < a.ranks.last;
    count += upwards || parted ? 1 : 0;
  }
  return count;
}

}  // namespace

void order_by_tags(const Page& page, std::span<const Box> tables, std::vector<PageItem>& items, Context& context) {
  if (page.tagged_blocks.empty() || items.size() < 2) return;
  const std::vector<NamedWord> words = named_words(page);
  if (words.empty()) return;
  std::vector<Placed> order;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Box box = items[i].is_table ? tables[items[i].table] : items[i].paragraph.box;
    Ranks ranks = ranks_in(words, box);
    if (!ranks.named() && i > 0) ranks.first = ranks.last = order.back().ranks.last;
    order.push_back({i, box, ranks});
  }
  const auto before = [](const Placed& a, const Placed& b) { return a.ranks.first < b.ranks.first; };
  if (std::is_sorted(order.begin(), order.end(), before)) return;
  std::stable_sort(order.begin(), order.end(), before);
  if (static_cast<double>(count_nonsense(order, text_height(page))) >
      kMostNonsense * static_cast<double>(order.size())) {
    context.diagnostics.info("tagged-order-ignored", "the order of the structure tree does not fit the page",
                             fmt::format("page {}", page.number));
    return;
  }
  std::vector<PageItem> sorted;
  for (const Placed& placed : order) sorted.push_back(std::move(items[placed.item]));
  items = std::move(sorted);
}

}  // namespace gridlift::recover
