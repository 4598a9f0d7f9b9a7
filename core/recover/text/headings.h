// Headings and list items: what a paragraph is, told by its size, weight, numbering and length.
#pragma once

#include "core/document.h"
#include "core/recover/text/paragraphs.h"

namespace gridlift::recover {

/// The paragraph as heading, list item or plain paragraph. `body_size` is the font size of running text, in points.
/// Levels come from the numbering where there is one ("第二章", "一、", "（一）", "1.2.3"), else from size and weight.
/// A list item's label is taken off its text; a heading's number stays.
Block as_block(Paragraph paragraph, double body_size);

}  // namespace gridlift::recover
