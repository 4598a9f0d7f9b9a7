// Ruled splits: cells that the author left to the eye in a table that is ruled only in part.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layout.h"
#include "core/recover/ruled/ruled_table.h"

namespace gridlift::recover {

/// Indices of the words that are set from left to right, upright.
std::vector<std::uint32_t> level_words(const Page& page, const std::vector<CellWord>& words);

/// Carries column lines on through faces that they are missing from (columns ruled in the header alone), where at least
/// three text rows leave a wide gap at the line and hardly any runs across it.
void split_columns(const Page& page, RuledTable& table, double unit);

/// Parts a ruled row into its text rows where several cells list values line by line; lines that were wrapped stay
/// together.
void split_rows(const Page& page, RuledTable& table, double unit);

}  // namespace gridlift::recover
