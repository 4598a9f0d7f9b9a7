// Prose: the lines of running text on a page, told from cells by how they fill a column of type.
#pragma once

#include <vector>

#include "core/layout.h"

namespace gridlift::recover {

/// For each word of the page whether it stands in running text: three or more lines below each other, of letters, that
/// start at one edge and mostly reach the other one. Words with `taken` set are left out. O(n log n).
std::vector<bool> prose_words(const Page& page, const std::vector<bool>& taken);

}  // namespace gridlift::recover
