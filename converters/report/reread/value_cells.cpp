#include "converters/report/reread/value_cells.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "converters/report/align/row_evidence.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kOffset = 0.3;   // times the font size: how far lines may stand from where they should
constexpr double kClear = 0.33;   // of a column's width: between cells of which no line tells the order
constexpr double kLetter = 1.15;  // letters of a font differ in width by so much

int sign(double value, double slack) {
  return value > slack ? 1 : value < -slack ? -1 : 0;
}

/// Lines of two contents at one pitch: which is above which follows from where both stand. Line i of n stands at
/// 2i-(n-1) half pitches from the middle, or at i pitches from the top.
bool ordered(std::span<const double> lines, std::span<const double> label, Standing standing) {
  const auto at = [&](std::size_t i, std::size_t n) {
    const auto place = static_cast<double>(i);
    const auto count = static_cast<double>(n);
    if (standing == Standing::top) return place;
    return standing == Standing::bottom ? place - count : place - (count - 1) / 2;
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = 0; j < label.size(); ++j) {
      const double wanted = at(i, lines.size()) - at(j, label.size());
      const int found = sign(lines[i] - label[j], 0);
      const bool may_meet = standing == Standing::near_middle && lines.size() < label.size() && std::abs(wanted) < 0.75;
      if (sign(wanted, 0.1) != found && !(may_meet && found == 0)) return false;
    }
  }
  return true;
}

/// Whether both stand in the middle of a row of so many lines, or half a line above it.
bool rounded(std::span<const double> lines, std::span<const double> label, double height) {
  const auto solid = [](std::span<const double> y) {
    return y.back() - y.front() + 1 == static_cast<double>(y.size());
  };
  const auto above = [&](std::span<const double> y) {
    return std::floor((height - static_cast<double>(y.size())) / 2);
  };
  return solid(lines) && solid(label) && lines.front() - label.front() == above(lines) - above(label);
}

/// How many letters of a line went down together, since none of them could stay on the line above: one, or all where
/// signs decide where lines may end.
std::size_t letters_taken(std::string_view above, std::string_view below) {
  constexpr std::size_t kLooked = 3;  // a sign behind more digits lets the first of them stay
  std::u32string letters;
  for_each_code_point(below, [&](char32_t c) { letters.push_back(c); });
  const auto end = letters.begin() + static_cast<std::ptrdiff_t>(std::min(kLooked, letters.size()));
  const bool signs = !is_digit(last_code_point(above)) || !std::all_of(letters.begin(), end, is_digit);
  return signs ? letters.size() : 1;
}

std::vector<CellPieces> cells_in_order(std::span<const std::vector<Piece>> lines, std::size_t columns) {
  std::vector<CellPieces> cells(lines.empty() ? 0 : columns);
  for (const auto& line : lines) {
    for (std::size_t c = 0; c < line.size(); ++c) cells[c].push_back(line[c]);
  }
  return cells;
}

/// What overlaps from line to line, from left to right; nothing when that has two pieces of one line.
std::vector<CellPieces> overlapping(std::span<const std::vector<Piece>> lines) {
  CellPieces all;
  for (const auto& line : lines) all.insert(all.end(), line.begin(), line.end());
  std::stable_sort(all.begin(), all.end(), [](const Piece& a, const Piece& b) { return a.x0 < b.x0; });
  std::vector<CellPieces> cells;
  double end = 0;
  for (Piece& piece : all) {
    const bool apart = cells.empty() || piece.x0 >= end;
    end = apart ? piece.x1 : std::max(end, piece.x1);
    if (apart) cells.emplace_back();
    cells.back().push_back(std::move(piece));
  }
  for (CellPieces& cell : cells) {
    std::stable_sort(cell.begin(), cell.end(), [](const Piece& a, const Piece& b) { return a.y < b.y; });
    const auto same_line = [](const Piece& a, const Piece& b) { return a.y == b.y; };
    if (std::adjacent_find(cell.begin(), cell.end(), same_line) != cell.end()) return {};
  }
  return cells;
}

}  // namespace

bool stand_together(const PlacedText& text, std::span<const double> lines, std::span<const double> label, double size,
                    Standing standing, double height) {
  if (text.in_cells && standing == Standing::middle_up) return rounded(lines, label, height);
  if (text.in_cells) return ordered(lines, label, standing);
  double off = (lines.front() + lines.back() - label.front() - label.back()) / 2;
  if (standing == Standing::top) off = lines.front() - label.front();
  if (standing == Standing::bottom) off = lines.back() - label.back();
  return std::abs(off) <= kOffset * size;
}

std::vector<CellPieces> cells_of(std::span<const std::vector<Piece>> lines, std::size_t columns) {
  if (std::all_of(lines.begin(), lines.end(), [&](const auto& line) { return line.size() == columns; }))
    return cells_in_order(lines, columns);
  return overlapping(lines);
}

bool order_is_clear(const std::vector<CellPieces>& cells, std::size_t columns) {
  if (cells.empty()) return true;
  const double width =
      (extent(cells.back()).to - extent(cells.front()).from) / static_cast<double>(std::max(columns, cells.size()));
  for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
    const bool on_one_line = std::any_of(cells[i].begin(), cells[i].end(), [&](const Piece& left) {
      return std::any_of(cells[i + 1].begin(), cells[i + 1].end(),
                         [&](const Piece& right) { return left.y == right.y; });
    });
    if (!on_one_line && extent(cells[i + 1]).from - extent(cells[i]).to < width * kClear) return false;
  }
  return true;
}

Span1 extent(const CellPieces& cell) {
  Span1 span{cell.front().x0, cell.front().x1};
  for (const Piece& piece : cell) span = {std::min(span.from, piece.x0), std::max(span.to, piece.x1)};
  return span;
}

std::vector<double> heights_of(const CellPieces& cell) {
  std::vector<double> heights;
  for (const Piece& piece : cell) heights.push_back(piece.y);
  return heights;
}

const CellPieces& tallest(const std::vector<CellPieces>& cells) {
  return *std::max_element(cells.begin(), cells.end(),
                           [](const auto& x, const auto& y) { return x.size() < y.size(); });
}

std::string joined_pieces(const CellPieces& cell) {
  std::string joined;
  for (const Piece& piece : cell) joined += piece.text;
  return joined;
}

bool is_full(const CellPieces& cell, double width) {
  for (std::size_t i = 0; i + 1 < cell.size(); ++i) {
    const Piece& next = cell[i + 1];
    const double letter =
        (next.x1 - next.x0) / static_cast<double>(std::max<std::size_t>(1, count_code_points(next.text)));
    const auto taken = static_cast<double>(letters_taken(cell[i].text, next.text));
    if (cell[i].x1 - cell[i].x0 + kLetter * taken * letter < width) return false;
  }
  return true;
}

bool is_value_like(std::string_view text) {
  if (is_plain_value(text)) return true;
  const std::string normal = nfkc(text);
  return std::all_of(normal.begin(), normal.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == ',' || c == '.'; });
}

}  // namespace gridlift::report
