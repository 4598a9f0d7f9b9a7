// Paragraphs: the lines of a column put together where one runs on in the next.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// Lines that the author wrote as one text.
struct Paragraph {
  std::string text;  ///< UTF-8; '\n' only in code, whose lines are not joined
  Box box;
  double size = 0;    ///< font size of most letters, in points
  double indent = 0;  ///< from the left edge of its column to its first line, in points
  int lines = 1;
  bool bold = false;   ///< all of it
  bool begins = true;  ///< its first line is set as the first of a paragraph: indented, or out-dented
  bool ends = true;    ///< its last line ends where the next word would have had room
  bool centered = false;
  int tagged_level = 0;  ///< of a heading by the structure tree, where the page bears it out; 0: nothing is said
  int tagged_item = 0;   ///< of a list item by the structure tree: the number of lists around it; 0: nothing is said
  bool at_top = false;   ///< the first of a column, or below a table: it may go on with what stands elsewhere
};

class TaggedTexts;

/// Parts the lines of one column, given from top to bottom, where `tags` say so, and by leading, indent, size, weight,
/// list labels, and lines that end early (the first word of the next would have had room). Text over line ends is
/// joined as core/text_join.h says; each hyphen that the line break had set is counted as out.
std::vector<Paragraph> find_paragraphs(const Page& page, std::span<const TextLine> lines, const TaggedTexts& tags,
                                       Context& context);

/// True when `next`, the first text of the next column or page, goes on with the sentence of `open`. With a table
/// between them (`over_table`), a capital letter begins a new one.
bool runs_on(const Paragraph& open, const Paragraph& next, bool over_table);

/// Makes `next` a part of `open`. REQUIRES: runs_on.
void append(Paragraph& open, const Paragraph& next, Context& context);

}  // namespace gridlift::recover
