// Stream seams: where a column of numbers set flush right meets a column of text set flush left, however near.
#pragma once

#include <span>
#include <vector>

#include "core/layout.h"
#include "core/recover/stream_regions.h"

namespace gridlift::recover {

/// Places at which most rows that have words near by on both sides have a number that ends and a text that begins, each
/// at the same x as in the other rows: the white between such columns may be as narrow as a blank. By x, each drawn
/// along its rows only. O(n log n) in the words of the rows.
std::vector<Wall> find_seams(const Page& page, std::span<const TextRow> rows, double unit);

}  // namespace gridlift::recover
