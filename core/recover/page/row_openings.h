// What a row of words says by its first ones: a caption, or the notes below a table.
#pragma once

#include "core/layout.h"
#include "core/recover/page/text_rows.h"

namespace gridlift::recover {

/// True for the first line of a caption: "Table 3", "Exhibit A-2:", "表 1", "Fig. 2".
bool opens_caption(const Page& page, const TextRow& row);
/// True for the first line of notes below a table: "Source:", "Note.", "* ...".
bool opens_notes(const Page& page, const TextRow& row);

}  // namespace gridlift::recover
