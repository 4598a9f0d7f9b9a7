// Ruled sections: open frames that a title over the whole width parts, put together again.
#pragma once

#include <vector>

#include "core/layout.h"
#include "core/recover/ruled/ruled_grid.h"
#include "core/recover/ruled/ruled_table.h"

namespace gridlift::recover {

/// A table without lines at its sides falls into groups of rulings where a section title spans it: no line of the
/// title's row touches those above and below. Unites groups that stand one above the other with the same ends, columns
/// in common and one line of text between them that is no caption. Larger areas first, as in `groups`.
std::vector<RulingGroup> unite_sections(const Page& page, const WordIndex& index, std::vector<RulingGroup> groups,
                                        double unit);

}  // namespace gridlift::recover
