// Running text: lines to headings, list items and paragraphs; paragraphs that a page end cut are joined again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "formats/text/leftovers.h"
#include "formats/text/lines.h"

namespace gridlift::text {

/// Takes the lines that belong to no table, in order, and hands blocks on. It holds one group of lines (between two
/// blank ones) and one paragraph, since only the next tells whether that was cut.
class Prose {
 public:
  Prose(Leftovers& leftovers, Context& context, LayoutSink& sink)
      : leftovers_(leftovers), context_(context), sink_(sink) {}

  void add(const Line& line);
  void blank();
  void page_break();
  /// A line that is not running text: a page's head, foot or number.
  void furniture(const Line& line, std::string label);
  /// Hands on everything that is held: a table or the end of the file follows.
  void flush();

 private:
  struct Piece {
    std::string text;  ///< clean, trimmed
    int indent = 0;    ///< columns of white space before it
    int width = 0;     ///< columns of the text
    int number = 0;    ///< line in the file
    bool carried = false;
  };

  void end_group();
  void paragraphs(std::size_t from, std::size_t to, bool wrapped);
  void hold(Block block);
  void release();
  bool continues(const Block& held, const Block& next) const;

  Leftovers& leftovers_;
  Context& context_;
  LayoutSink& sink_;
  std::vector<Piece> group_;
  std::size_t group_bytes_ = 0;
  std::optional<Block> held_;
  std::vector<Block> after_;  ///< furniture and page breaks that stand between the held paragraph and what follows
  std::size_t breaks_ = 0;    ///< page breaks met since the held block
  bool seen_text_ = false;    ///< something was handed on: the title is behind
};

}  // namespace gridlift::text
