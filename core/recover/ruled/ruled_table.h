// Ruled tables: a ruled grid with the words of the page in its cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/layout.h"
#include "core/recover/ruled/faces.h"
#include "core/recover/ruled/ruled_grid.h"
#include "core/recover/table/cell_text.h"

namespace gridlift::recover {

/// The words of a page sorted by height, so that those in a box are found without a scan of the page.
class WordIndex {
 public:
  explicit WordIndex(const Page& page);
  /// Words whose middle lies in the box, in ascending order of index.
  std::vector<std::uint32_t> inside(const Box& box) const;

 private:
  const Page& page_;
  std::vector<std::uint32_t> by_middle_;
};

struct RuledCell {
  Face face;
  std::vector<CellWord> words;
  bool holds_table = false;  ///< a smaller ruled frame stands in it: its text is not split further
};

struct RuledTable {
  std::vector<double> xs;  ///< column edges, ascending, in points
  std::vector<double> ys;
  std::vector<RuledCell> cells;      ///< tile the grid
  std::vector<std::uint32_t> words;  ///< all words inside, ascending
  std::size_t crossing = 0;          ///< words that a line between two cells cuts
  std::size_t inferred = 0;          ///< cells that no line, but their text parts from their neighbours
  std::size_t gapped = 0;            ///< stretches of inner column lines that are drawn in part of a row only
  double ruled = 1;                  ///< share of the borders between cells that is drawn
  bool drawn = true;                 ///< by lines, not only by shaded areas
  bool rule_above = true;            ///< a line closes it at the top; at the bottom
  bool rule_below = true;

  std::size_t rows() const { return ys.size() - 1; }
  std::size_t cols() const { return xs.size() - 1; }
  Box box() const { return {xs.front(), ys.front(), xs.back(), ys.back()}; }
  Box box_of(const Face& f) const { return {xs[f.col], ys[f.row], xs[f.end_col], ys[f.end_row]}; }
};

/// Puts the words inside a grid into its faces. A word that a line between two cells cuts is parted where the line runs
/// between two of its letters; one of letters alone runs over, and stays whole. Giant letters (a watermark) are left
/// out.
RuledTable fill_cells(const Page& page, const WordIndex& index, const RuledGrid& grid, double unit);

/// Takes out rows and columns that part nothing, and slivers without text: what is left when a border is drawn twice.
void drop_slivers(RuledTable& table, double unit);

}  // namespace gridlift::recover
