// Tables drawn with characters: `+---+`, reStructuredText grids, Unicode boxes; spans as the lines show them.
#pragma once

#include <cstddef>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// How many lines, from the first, may be a drawn box; 0: none begins there.
std::size_t box_length(Lines lines);

/// Reads the box as a table: each rectangle that its lines enclose is a cell (the scan of corners that docutils
/// describes for grid tables, with box characters told by the directions of their arms). False when the rectangles do
/// not tile the box, as in a picture, or when there is but one; nothing is counted then.
bool read_box(Lines lines, Context& context, RawTable& table);

/// Its header ends at a rule of equal signs: a grid table of reStructuredText or pandoc, where backslashes escape
/// marks.
bool is_grid_table(Lines lines);

}  // namespace gridlift::text
