// Cells of values by their lines: what stands together, and what one number that runs over lines looks like.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converters/report/reread/placed_text.h"
#include "core/geometry.h"

namespace gridlift::report {

/// What one cell prints on one line.
struct Piece {
  std::string text;
  double x0 = 0;
  double x1 = 0;
  double y = 0;
  double size = 1;
  std::vector<std::size_t> words;  ///< of the text
};

/// The pieces of one cell, from the top down.
using CellPieces = std::vector<Piece>;

/// How the contents of a row's cells stand to each other.
enum class Standing : std::uint8_t {
  middle,
  top,
  bottom,
  middle_up,    ///< of character cells: in the middle, or half a line above it
  near_middle,  ///< of character cells: a line between two of the label may have come on one of them
};

/// Whether lines stand to each other as `standing` says, in a row of `height` lines of character cells.
bool stand_together(const PlacedText& text, std::span<const double> lines, std::span<const double> label, double size,
                    Standing standing, double height);

/// The lines of a row as cells from left to right: what overlaps from line to line is one. Lines of `columns` pieces
/// have one of each. Empty when a cell would have two pieces on one line.
std::vector<CellPieces> cells_of(std::span<const std::vector<Piece>> lines, std::size_t columns);

/// In character cells only the order on one line is that of the page: whether cells that share no line stand far enough
/// apart for their order to be certain all the same.
bool order_is_clear(const std::vector<CellPieces>& cells, std::size_t columns);

Span1 extent(const CellPieces& cell);

/// The y of each of a cell's lines.
std::vector<double> heights_of(const CellPieces& cell);

/// The cell of the most lines. REQUIRES: there are some.
const CellPieces& tallest(const std::vector<CellPieces>& cells);

/// The pieces as one text.
std::string joined_pieces(const CellPieces& cell);

/// Whether all lines of a cell but its last are as full as a column's width makes them: only then are they one value.
bool is_full(const CellPieces& cell, double width);

/// A text that may be a value or a part of one.
bool is_value_like(std::string_view text);

}  // namespace gridlift::report
