// Counted cells: groups of cells, each ended by an empty line, put together to rows.
#pragma once

#include <vector>

#include "core/recover/flattened/flattened.h"

namespace gridlift::recover {

/// A group may be a part of a row only, where a cell held an empty paragraph. The cheapest way to cut the groups into
/// rows: joining groups costs, and so do captions in succession, rows that begin with a value where rows begin with a
/// label or go on over more than one empty line, cells carried on from more cells than the row above has, and values
/// without a header of their own.
std::vector<FieldRow> join_groups(std::vector<FieldGroup> groups);

}  // namespace gridlift::recover
