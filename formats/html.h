// HTML: the blocks and tables of a page that another file carries inside (DOCX chunks, tables in Markdown).
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include "core/context.h"
#include "formats/story.h"

namespace gridlift {

/// Reads HTML as browsers show it without styles: headings, paragraphs, list items, tables with rowspan and colspan.
/// Any input will do: what is not understood is left out as markup, text is always kept. UTF-8. `place_of` tells the
/// place of a byte, for cells, asked from the first to the last; without it they have none.
void read_html(std::string_view html, Context& context, Story& story,
               const std::function<Place(std::size_t)>& place_of = {});

}  // namespace gridlift
