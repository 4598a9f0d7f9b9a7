#include "core/recover/table/nesting.h"

#include <doctest/doctest.h>

#include <optional>
#include <vector>

using namespace gridlift;
using gridlift::recover::Fragment;
using gridlift::recover::take_nested;

namespace {

Fragment table_at(const Box& box, std::optional<ParentCell> parent = {}) {
  Fragment fragment;
  fragment.table.parts.push_back({1, box});
  fragment.table.parent = parent;
  return fragment;
}

}  // namespace

TEST_CASE("nested tables follow the one they stand in, and count from it") {
  std::vector<Fragment> tables;
  tables.push_back(table_at({0, 0, 100, 100}));
  tables.push_back(table_at({200, 0, 300, 100}));
  tables.push_back(table_at({210, 10, 290, 90}, ParentCell{1, 2, 3}));
  tables.push_back(table_at({220, 20, 250, 50}, ParentCell{2, 0, 1}));
  const auto nested = take_nested(tables);
  REQUIRE(tables.size() == 2);
  REQUIRE(nested.size() == 2);
  CHECK(nested[0].empty());
  REQUIRE(nested[1].size() == 2);
  CHECK(nested[1][0].parent->table == 0);
  CHECK(nested[1][0].parent->row == 2);
  CHECK(nested[1][0].parent->col == 3);
  CHECK(nested[1][1].parent->table == 1);
}

TEST_CASE("a nested table without its outer one stands alone") {
  std::vector<Fragment> tables;
  tables.push_back(table_at({0, 0, 100, 100}));
  tables.push_back(table_at({210, 10, 290, 90}, ParentCell{1, 2, 3}));
  const auto nested = take_nested(tables);
  REQUIRE(tables.size() == 2);
  REQUIRE(nested.size() == 2);
  CHECK_FALSE(tables[1].table.parent.has_value());
}
