// Turning a page by quarters, so that its text reads from left to right.
#pragma once

#include "core/layout.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// The quarters of one turn, and the way back.
class Turn {
 public:
  /// Makes text of this writing read from left to right. Vertical CJK counts as text that reads downwards, whose
  /// lines follow from right to left.
  Turn(Writing from, double width, double height) : from_(from), width_(width), height_(height) {}

  bool is_none() const { return from_ == Writing::right; }

  /// The page turned. Words, edges and fonts keep their indices.
  Page page(Page upright) const;
  /// A box of the turned page, as it stands on the upright one.
  Box back(const Box& box) const;
  /// All boxes in sources and parts turned back; `column_edges` and `row_edges` stay those of the turned page, since
  /// they are only compared with those of other tables in their reading direction.
  void back(Table& table) const;

 private:
  Box there(const Box& box) const;
  void turn_edges(const Word& word, std::vector<float>& edges) const;

  Writing from_;
  double width_;  ///< of the upright page, in points
  double height_;
};

/// The writing of most letters on the page, or `Writing::right` for an empty one.
Writing main_writing(const Page& page);

}  // namespace gridlift::recover
