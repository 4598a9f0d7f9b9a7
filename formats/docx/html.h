// HTML chunks: the blocks and tables of an HTML page that a DOCX file carries inside.
#pragma once

#include <string_view>

#include "core/context.h"
#include "formats/docx/story.h"

namespace gridlift::docx {

/// Reads HTML as browsers show it without styles: headings, paragraphs, list items, tables with rowspan and colspan.
/// Any input will do: what is not understood is left out as markup, text is always kept. UTF-8.
void read_html(std::string_view html, Context& context, Story& story);

}  // namespace gridlift::docx
