// RTF chunks: the blocks, notes and tables of an RTF document that a DOCX file carries inside.
#pragma once

#include <string>
#include <string_view>

#include "core/context.h"
#include "core/layout.h"
#include "formats/reader.h"
#include "formats/story.h"

namespace gridlift::docx {

/// Reads RTF (1.9.1) in any of its charsets: headings, paragraphs, list items with the numbers written beside them, and
/// tables, nested ones too, into `story`; then notes, headers and footers to `sink`. Any input will do: what is not
/// understood is left out as markup, text is kept. `path` is the chunk's, for places.
void read_rtf(std::string_view rtf, const std::string& path, const ReadOptions& options, Context& context,
              LayoutSink& sink, Story& story);

}  // namespace gridlift::docx
