#include "core/recover/table/nesting.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace gridlift::recover {

namespace {

Box box_of(const Fragment& fragment) {
  return fragment.table.parts.empty() ? Box{} : fragment.table.parts.front().bbox.value_or(Box{});
}

}  // namespace

std::vector<std::vector<Table>> take_nested(std::vector<Fragment>& tables) {
  const auto middle = std::stable_partition(
      tables.begin(), tables.end(), [](const Fragment& fragment) { return !fragment.table.parent.has_value(); });
  const auto outermost = static_cast<std::size_t>(middle - tables.begin());
  std::vector<std::vector<Table>> inner(outermost);
  std::vector<Fragment> alone;
  for (auto it = middle; it != tables.end(); ++it) {
    const Box box = box_of(*it);
    std::size_t outer = 0;
    while (outer < outermost && !box_of(tables[outer]).contains(box)) ++outer;
    const std::size_t before = outer < outermost ? inner[outer].size() : 0;
    if (outer == outermost) {
      it->table.parent.reset();
      alone.push_back(std::move(*it));
      continue;
    }
    // Deeper ones follow the table they stand in, which is the last so far that holds their box.
    it->table.parent->table = 0;
    for (std::size_t i = before; i-- > 0;) {
      const Box around = inner[outer][i].parts.front().bbox.value_or(Box{});
      if (!around.contains(box)) continue;
      it->table.parent->table = i + 1;
      break;
    }
    inner[outer].push_back(std::move(it->table));
  }
  tables.erase(middle, tables.end());
  std::move(alone.begin(), alone.end(), std::back_inserter(tables));
  inner.resize(tables.size());
  return inner;
}

}  // namespace gridlift::recover
