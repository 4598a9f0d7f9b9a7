// Highlights: fills that mark words as a felt pen does, and rule nothing.
#pragma once

#include <vector>

#include "core/layout.h"

namespace gridlift::recover {

/// For each fill of the page whether it lies behind words of one line and begins and ends where they do. Fills of one
/// colour that touch on a line are one mark. O(n log n) in words and fills.
std::vector<bool> highlights(const Page& page);

}  // namespace gridlift::recover
