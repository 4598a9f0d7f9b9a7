#include "core/recover/ruled/faces.h"

#include <cstdint>

#include "core/recover/ruled/disjoint_sets.h"

namespace gridlift::recover {

namespace {

/// A unit edge parts its neighbours when lines cover this share of it.
constexpr float kRuled = 0.55F;

/// The area that each unit belongs to, told by its first unit.
class Areas {
 public:
  explicit Areas(const RuledGrid& grid) : cols_(grid.cols()), sets_(grid.rows() * grid.cols()) {
    for (std::size_t row = 0; row < grid.rows(); ++row) {
      for (std::size_t col = 0; col < cols_; ++col) {
        if (row > 0 && grid.above(row, col) < kRuled) sets_.unite(unit(row, col), unit(row - 1, col));
        if (col > 0 && grid.left(row, col) < kRuled) sets_.unite(unit(row, col), unit(row, col - 1));
      }
    }
  }
  std::uint32_t at(std::size_t row, std::size_t col) { return sets_.find(unit(row, col)); }

 private:
  std::uint32_t unit(std::size_t row, std::size_t col) const { return static_cast<std::uint32_t>(row * cols_ + col); }
  std::size_t cols_;
  DisjointSets sets_;
};

}  // namespace

std::vector<Face> find_faces(const RuledGrid& grid) {
  Areas areas(grid);
  const std::size_t rows = grid.rows();
  const std::size_t cols = grid.cols();
  std::vector<char> taken(rows * cols, 0);
  std::vector<Face> faces;
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t col = 0; col < cols; ++col) {
      if (taken[row * cols + col] != 0) continue;
      const std::uint32_t area = areas.at(row, col);
      const auto free_in_area = [&](std::size_t r, std::size_t c) {
        return taken[r * cols + c] == 0 && areas.at(r, c) == area;
      };
      Face face{row, col, row + 1, col + 1};
      while (face.end_col < cols && free_in_area(row, face.end_col)) ++face.end_col;
      const auto whole_row = [&](std::size_t r) {
        for (std::size_t c = face.col; c < face.end_col; ++c) {
          if (!free_in_area(r, c)) return false;
        }
        return true;
      };
      while (face.end_row < rows && whole_row(face.end_row)) ++face.end_row;
      for (std::size_t r = face.row; r < face.end_row; ++r) {
        for (std::size_t c = face.col; c < face.end_col; ++c) taken[r * cols + c] = 1;
      }
      faces.push_back(face);
    }
  }
  return faces;
}

}  // namespace gridlift::recover
