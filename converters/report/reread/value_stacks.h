// Which values of one column belong to which rows, where no rules part them and numbers run over lines.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "converters/report/reread/placed_text.h"

namespace gridlift::report {

/// What one column prints on one line.
struct Piece {
  std::string text;
  double x0 = 0;
  double x1 = 0;
  double y = 0;
  double size = 1;
  std::vector<std::size_t> words;  ///< of the text
};

/// How the contents of a row's cells stand to each other.
enum class Standing : std::uint8_t { middle, top, bottom };

/// A row by the lines of its label.
struct RowLines {
  std::vector<double> lines;  ///< y, from the top; at least one
  bool open_above = false;    ///< the row that the form has above it was not found: what is there may be its
  bool open_below = false;
};

/// The pieces of one cell, or that it cannot be told which they are.
struct Stack {
  Run pieces;
  bool sure = true;
  bool empty() const { return pieces.from == pieces.to; }
};

struct ColumnReading {
  std::vector<Stack> stacks;  ///< one for each row
  std::size_t explained = 0;  ///< pieces that are part of some row
};

/// Parts the pieces of a column, from the top down, among rows, from the top down: each stack of lines must stand to
/// its row's label as `standing` says, its lines must be full but for the last, and together they must make one value.
/// Of all ways the one that explains most pieces is taken; where several do, or a piece next to a row is left over,
/// that row's stack is not sure. `width`: of the column's widest content.
ColumnReading read_column(const PlacedText& text, std::span<const Piece> pieces, std::span<const RowLines> rows,
                          Standing standing, double width, bool any_text);

/// Whether lines stand to each other as `standing` says.
bool stand_together(const PlacedText& text, std::span<const double> lines, std::span<const double> label, double size,
                    Standing standing);

/// Whether what stands at a height may belong to a row, as far as their distance tells.
bool is_next_to(const PlacedText& text, double y, double size, const RowLines& row);

/// The pieces of one cell as one text.
std::string joined_pieces(std::span<const Piece> pieces);

}  // namespace gridlift::report
