// Prose: the lines of running text on a page, told from cells by how they fill a column of type.
#pragma once

#include <span>
#include <vector>

#include "core/layout.h"
#include "core/recover/page/rulings.h"

namespace gridlift::recover {

/// The blocks of running text on a page, as prose_words finds them.
std::vector<Box> prose_blocks(const Page& page, std::span<const Ruling> rulings, const std::vector<bool>& taken);

/// For each word of the page whether it stands in running text: three or more lines below each other, of letters, that
/// start at one edge and mostly reach the other one. Lines that rules part again and again are no prose. Words with
/// `taken` set are left out. `rulings` as of visible_rulings; `is_mirrored`: the page is a mirror image, in which
/// right-to-left text begins at the left. O(n log n).
std::vector<bool> prose_words(const Page& page, std::span<const Ruling> rulings, std::span<const Span1> columns,
                              const std::vector<bool>& taken, bool is_mirrored);

}  // namespace gridlift::recover
