// A table as lines of text whose columns stand below each other, by East Asian width.
#pragma once

#include <string>

#include "core/document.h"

namespace gridlift {

/// Appends one line for each row (more where a cell has line breaks), without trailing blanks; rows without ink are
/// left out. A merged cell stands once, at its first slot. A text longer than a column may be wide runs on and pushes
/// what follows to the right: no text is broken, and no column is padded without bound. Adds no characters of its own.
void append_aligned(std::string& out, const Table& table);

}  // namespace gridlift
