// Ruled verdict: whether ruled cells are a table at all, and how sure that is.
#pragma once

#include <string_view>

#include "core/layout.h"
#include "core/recover/ruled/ruled_table.h"
#include "core/recover/table/confidence.h"

namespace gridlift::recover {

/// Why ruled cells are no table (a frame, a chart, a form, boxes around prose), or one whose columns its lines do not
/// show, so that its text has to tell them; empty when they are a table. A single row counts only where a page begins
/// or ends with it, since the rest of its table may stand on the next page.
std::string_view reject_reason(const Page& page, const WordIndex& index, const RuledTable& table);

/// From: how much of its borders is drawn, how many cells are filled, how much text runs across lines, how many cells
/// only their text parts, and its size.
Confidence confidence_of(const Page& page, const RuledTable& table);

}  // namespace gridlift::recover
