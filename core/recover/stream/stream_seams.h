// Stream seams: where a column of numbers set flush right meets a column of text set flush left, however near.
#pragma once

#include "core/layout.h"
#include "core/recover/stream/stream_regions.h"

namespace gridlift::recover {

/// Adds to the walls of a region the places at which most rows that have words near by on both sides have a number that
/// ends and a text that begins, each at the same x as in the other rows: the white between such columns may be as
/// narrow as a blank. Each is drawn along its rows only; none stands near a wall. O(n log n) in the words of the rows.
void add_seams(const Page& page, StreamRegion& region);

}  // namespace gridlift::recover
