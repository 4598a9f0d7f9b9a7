// Nesting: which of a page's tables stand in a cell of another one.
#pragma once

#include <vector>

#include "core/document.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// A table with those that stand in its cells. `inner` have `parent.table` relative to the outer one, which is 0.
struct TableNest {
  Fragment outer;
  std::vector<Table> inner;
};

/// Takes the nested tables (parent set) out of a page's tables. The result has one list for each table that stays:
/// those nested in it. A nested table whose outer one is gone, since it was not trusted, stays as a table of its own.
std::vector<std::vector<Table>> take_nested(std::vector<Fragment>& tables);

}  // namespace gridlift::recover
