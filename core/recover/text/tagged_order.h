// Reading order by the structure tree of the file, where it is one that a reader of the page could take.
#pragma once

#include <span>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/text/page_text.h"

namespace gridlift::recover {

/// Puts the items of a page in the order of the tree. `tables` are the boxes of its tables. Words that the tree does
/// not name stay behind what stands before them. Left as it is when the tree names less than most of the page's words.
/// A tree that jumps up inside a column of text, or parts what stands in one paragraph, is nonsense: it is ignored with
/// the diagnostic `tagged-order-ignored`. O(n log n) in words.
void order_by_tags(const Page& page, std::span<const Box> tables, std::vector<PageItem>& items, Context& context);

}  // namespace gridlift::recover
