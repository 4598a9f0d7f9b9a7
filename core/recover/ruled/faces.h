// Faces: the areas that the lines of a ruled grid enclose, made rectangular. They are the cells with their spans.
#pragma once

#include <cstddef>
#include <vector>

#include "core/recover/ruled/ruled_grid.h"

namespace gridlift::recover {

/// A rectangle of units of a ruled grid.
struct Face {
  std::size_t row = 0;
  std::size_t col = 0;
  std::size_t end_row = 1;  ///< one past the last
  std::size_t end_col = 1;

  std::size_t rows() const { return end_row - row; }
  std::size_t cols() const { return end_col - col; }
};

/// Every unit lies in exactly one face, in row order. Units that no line parts are one face; an area that is no
/// rectangle is cut into the fewest broad ones from the top.
std::vector<Face> find_faces(const RuledGrid& grid);

}  // namespace gridlift::recover
