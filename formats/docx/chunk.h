// Chunks: w:altChunk, whole documents of other formats inside a document (ECMA-376 17.17.2).
#pragma once

#include <string_view>

#include "core/context.h"
#include "formats/docx/content.h"
#include "formats/docx/package.h"
#include "formats/reader.h"
#include "formats/story.h"

namespace gridlift::docx {

/// Reads the chunk in part `target` into `story`: DOCX, HTML, RTF or plain text. Others are left out with a cut
/// diagnostic.
void read_chunk(const Package& package, const std::string& target, State& state, LayoutSink& sink, Story& story);

/// Reads a whole package: body to `body`, notes and furniture to `sink`. `chunk_depth` counts the documents around it.
Result<void> read_document(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink, Story& body,
                           int chunk_depth);

}  // namespace gridlift::docx
