// Headings by the structure tree of the file, where the paragraphs of the page bear them out.
#pragma once

#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/text/page_text.h"

namespace gridlift::recover {

/// Gives the paragraphs that are exactly one heading of the tree its level. A tree that calls most of a page's text
/// headings is nonsense: it is ignored with the diagnostic `tagged-headings-ignored`.
void read_tagged_headings(const Page& page, std::vector<PageItem>& items, Context& context);

}  // namespace gridlift::recover
