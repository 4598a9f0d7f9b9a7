// A table as lines of text whose columns stand below each other, by East Asian width.
#pragma once

#include <string>

#include "core/document.h"

namespace gridlift {

/// Appends one line for each row, without trailing blanks; rows without ink are left out. Line breaks inside a cell
/// become blanks; a row with a long cell of several lines is prose, and is written cell by cell. A merged cell stands
/// once, at its first slot. A text longer than a column may be wide runs on and pushes what follows to the right: no
/// text is broken, and no column is padded without bound. Adds no characters of its own.
void append_aligned(std::string& out, const Table& table);

}  // namespace gridlift
