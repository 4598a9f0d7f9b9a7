// Lookalikes: what stands in columns and is no table: lists, contents pages, indexes, code with line numbers.
#pragma once

#include <string_view>

#include "core/layout.h"
#include "core/recover/stream/stream_table.h"

namespace gridlift::recover {

/// What a region is instead of a table; empty when it looks like none of these. One pass over its words.
std::string_view lookalike(const Page& page, const StreamTable& table);

}  // namespace gridlift::recover
