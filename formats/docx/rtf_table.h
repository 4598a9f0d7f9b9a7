// Tables of RTF, whose cells have right edges in place of spans.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "formats/story.h"

namespace gridlift::docx {

/// What \trowd and the words after it say of the cells of a row. Lengths in twips.
struct RtfRowShape {
  struct CellShape {
    int right = 0;                                     ///< \cellx
    RawCell::Merge horizontal = RawCell::Merge::none;  ///< \clmgf, \clmrg
    RawCell::Merge vertical = RawCell::Merge::none;    ///< \clvmgf, \clvmrg
  };
  int left = 0;         ///< \trleft
  bool header = false;  ///< \trhdr
  CellShape next{};     ///< of the cell whose \cellx is still to come
  std::vector<CellShape> cells;
};

struct RtfRow {
  RtfRowShape shape;
  std::vector<RawCell> cells;
};

/// The rows as a raw table: the edges of all rows are its columns, those closer than a hair are one, and each cell
/// spans the columns up to its right edge. Cells without a shape follow, a column each.
RawTable table_of_rows(std::vector<RtfRow> rows);

/// The tables that are open at a place, each in a cell of the one before it.
class RtfTables {
 public:
  RtfRowShape shape{};         ///< by the last \trowd
  RtfRowShape nested_shape{};  ///< by the last one in \nesttableprops
  bool row_open = false;       ///< between \trowd and \row

  std::size_t depth() const { return open_.size(); }
  /// Who takes the next block: the innermost open cell, or `outside`.
  Story& innermost(Story& outside) { return open_.empty() ? outside : open_.back().cell; }
  /// Ends the tables within the first `depth`, and begins those that are missing.
  void set_depth(std::size_t depth, Story& outside, Context& context, const std::string& path);
  /// End the innermost open cell or row. REQUIRES: depth() > 0.
  void end_cell(Context& context);
  void end_row();

 private:
  struct Open {
    std::vector<RtfRow> rows{};
    std::vector<RawCell> cells{};  ///< of the open row
    HeldStory cell{};              ///< blocks of the open cell
  };

  void end_table(Story& outside, Context& context, const std::string& path);

  std::vector<Open> open_;
  std::uint64_t copied_ = 0;  // see CellStory
};

}  // namespace gridlift::docx
