// Stream regions: the stretches of a page that may be a table without a grid of lines.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout.h"
#include "core/recover/page/rulings.h"
#include "core/recover/page/text_rows.h"
#include "core/recover/ruled/rule_frames.h"

namespace gridlift::recover {

struct TableAbove;

/// A vertical rule inside a region, drawn in one piece or more: section titles may stand in its gaps.
struct Wall {
  double x = 0;
  std::vector<Span1> drawn;  ///< ascending
};

/// Rows that stand together and are parted into columns, with the lines drawn between them.
struct StreamRegion {
  std::vector<TextRow> rows;     ///< from the top down; captions, notes and prose around them are left out
  Span1 across;                  ///< between the ends of its rules, or of its text
  double middle = 0;             ///< x of the middle of titles over all columns
  std::vector<FrameRule> rules;  ///< horizontal rules over its whole width, from just above to just below
  std::vector<Ruling> partial;   ///< shorter horizontal rules inside, by y
  std::vector<Wall> walls;       ///< vertical rules along most of it, by x
  double unit = 0;               ///< its text height, in points
  double gap = 0;                ///< wider gaps part two phrases, in points
  bool tops_page = false;        ///< nothing but furniture stands above it
  bool ends_page = false;        ///< nothing stands below it
  bool rest = false;             ///< only the rest of one cell of the table that ended the page before
  bool captioned = false;        ///< a line "Table 3 ..." stands next to it
};

/// x of the walls that part a row of the region, ascending.
std::vector<double> walls_beside(const StreamRegion& region, const TextRow& row);

/// What the search works on, made once for a page.
struct StreamPage {
  const Page& page;
  std::span<const Ruling> rulings;  ///< visible rulings of the page
  std::vector<bool> prose;          ///< words of running text
  std::vector<bool> taken;          ///< words of tables found so far
  const TableAbove* above;          ///< the table that ended the page before, or nullptr
  Span1 across;                     ///< the part of the page's width that is searched
  double top;                       ///< baseline of the topmost words in it that are not taken
  int halves = 64;                  ///< more parts of one page are not searched by themselves: each costs as much as it
};

/// Regions between or next to the rules of one frame.
std::vector<StreamRegion> frame_regions(const StreamPage& on, const RuleFrame& frame);

/// Regions told by their text alone.
std::vector<StreamRegion> bare_regions(const StreamPage& on);

}  // namespace gridlift::recover
