// The text flow: hands blocks on, and joins a paragraph that goes on in the next column or on the next page.
#pragma once

#include <map>
#include <string_view>
#include <variant>
#include <vector>

#include "core/context.h"
#include "core/document.h"
#include "core/recover/crossing/stitch.h"
#include "core/recover/table/nesting.h"
#include "core/recover/text/paragraphs.h"

namespace gridlift::recover {

/// Holds the last paragraph while it may go on, and what came after it: tables, furniture, the break of a page.
class TextFlow {
 public:
  /// `context` and `out` must outlive it.
  TextFlow(Context& context, Stitcher& out) : context_(context), out_(out) {}

  /// `place` is where it stands on the page as the user sees it.
  void paragraph(Paragraph paragraph, Place place);
  void table(TableNest table);
  void furniture(std::string_view label, std::string text, Place place);
  void page_break();
  /// Hands on all that is held.
  void finish();

  /// Counts letters, to know the font size of running text. Call it before the paragraphs of the same page.
  void count_size(double size, std::size_t letters);

 private:
  struct PageBreak {};
  using Held = std::variant<Block, TableNest, PageBreak>;

  void hold(Held held);
  void hand_on(Held held);
  void close_open();

  Context& context_;
  Stitcher& out_;
  bool is_open_ = false;
  Paragraph open_;
  std::vector<Place> open_places_;
  std::vector<Held> held_;
  std::size_t held_breaks_ = 0;
  std::map<int, std::size_t> letters_of_size_;  ///< key: half points
  double body_size_ = 0;
};

}  // namespace gridlift::recover
