// The words of a document with their places: what a second reading looks at where recovery was not sure of a table.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/layout.h"
#include "core/place.h"

namespace gridlift::report {

/// One word. x and y are points, or columns and lines of character cells; y grows over all pages of the document.
struct PlacedWord {
  std::string text;
  double x0 = 0;
  double x1 = 0;
  double y = 0;          ///< its line's baseline
  double size = 1;       ///< font size; in character cells the columns of a wide letter
  int page = 0;          ///< index in PlacedText::pages
  std::size_t line = 0;  ///< index in PlacedText::lines
  Place place;

  double middle() const { return (x0 + x1) / 2; }
};

/// A run of indices [from, to).
struct Run {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// All words by page, then line, then from left to right.
struct PlacedText {
  std::vector<PlacedWord> words;
  std::vector<Run> lines;  ///< of words
  std::vector<Run> pages;  ///< of lines
  bool in_cells = false;   ///< character cells: lines tell what stands above what, and no distances

  /// Whether the line at `below` may go on with what stands on the line at `above`, by their distance.
  bool is_near(double above, double below, double size) const {
    constexpr double kPitch = 1.9;  // times the font size
    constexpr double kLines = 3;    // lines of other columns may stand between
    return below - above <= (in_cells ? kLines : kPitch * size);
  }
};

/// Takes the pages of a layout. Blocks, which have no places, are not taken.
class WordCollector : public LayoutSink {
 public:
  explicit WordCollector(bool in_cells) { text_.in_cells = in_cells; }

  void page(Page page) override;
  void block(FlowBlock) override {}
  void page_break() override {}
  PlacedText take() { return std::move(text_); }

 private:
  PlacedText text_;
  double height_ = 0;  // of the pages before
};

/// The same text with each letter one column wide, as programs place it that count letters and not their widths.
/// REQUIRES: in_cells.
PlacedText with_letters_counted(const PlacedText& text);

}  // namespace gridlift::report
