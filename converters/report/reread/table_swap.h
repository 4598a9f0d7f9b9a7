// Puts a table in the place of what a document has there: other tables, and blocks between them.
#pragma once

#include <cstddef>
#include <vector>

#include "converters/report/reread/placed_text.h"
#include "core/document.h"

namespace gridlift::report {

/// `tables`: indices of those that go; `claimed`: the words of `text` that are in `table`. What else stands in the old
/// tables, and in blocks whose text lies within the extent of the new one, stays as paragraphs before and after it.
void swap_tables(Document& document, const std::vector<std::size_t>& tables, Table table, const PlacedText& text,
                 const std::vector<char>& claimed);

}  // namespace gridlift::report
