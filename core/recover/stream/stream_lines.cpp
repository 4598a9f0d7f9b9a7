#include "core/recover/stream/stream_lines.h"

#include <algorithm>
#include <string>
#include <utility>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kWiderBlank = 1.4;  // times the usual blank: a gap at a river that parts two cells
constexpr double kLabelSize = 0.8;   // in text heights: smaller words are marks

bool is_value(const Word& word) {
  const CellKind kind = kind_of(word.text);
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

/// The river that two neighbouring words stand on both sides of, or the end.
std::size_t river_between(const ColumnSet& columns, double from, double to) {
  const auto river = std::lower_bound(columns.rivers.begin(), columns.rivers.end(), from,
                                      [](const River& r, double x) { return r.to <= x; });
  if (river == columns.rivers.end() || river->from >= to) return columns.rivers.size();
  return static_cast<std::size_t>(river - columns.rivers.begin());
}

/// Whether words with the ordinary distance of a blank, but a river between them, stand in two cells. `blank` is the
/// usual one of the region, in text heights.
bool parted(const Word& left, const Word& right, const River& river, double unit, double blank) {
  if (is_value(left) && is_value(right)) return true;
  if (right.box.x0 - left.box.x1 > kWiderBlank * blank * unit && right.size > kLabelSize * unit) return true;
  // A number at its place in a column of numbers, after a label that fills its column.
  return is_value(right) && right.box.x0 >= river.from - 0.1 * unit && left.box.x1 <= river.to;
}

void finish(const Page& page, const ColumnSet& columns, double unit, LinePiece& piece) {
  piece.x0 = page.words[piece.words.front()].box.x0;
  piece.x1 = piece.x0;
  for (const std::uint32_t word : piece.words) piece.x1 = std::max(piece.x1, page.words[word].box.x1);
  const ColumnReach columns_reached = reach(columns, piece.x0, piece.x1, unit);
  piece.first = columns_reached.first;
  piece.last = columns_reached.last;
  const std::string text = piece_text(page, piece);
  piece.kind = kind_of(text);
  piece.ordinal = ordinal_of(text);
  piece.broken = is_broken_value(text);
}

/// Two phrases in one column (a number and its mark, a sign apart from its number) are one piece; where a wide piece
/// reaches into a column that its neighbour stands in, the column is the neighbour's.
std::vector<LinePiece> without_overlaps(const Page& page, const ColumnSet& columns, double unit,
                                        std::vector<LinePiece> pieces) {
  std::vector<LinePiece> out;
  for (LinePiece& piece : pieces) {
    if (!out.empty() && out.back().last >= piece.first) {
      LinePiece& last = out.back();
      if (last.first < piece.first) {
        last.last = piece.first - 1;
      } else if (last.last < piece.last) {
        piece.first = last.last + 1;
      } else {  // also texts printed over each other
        const std::size_t first = last.first;
        last.words.insert(last.words.end(), piece.words.begin(), piece.words.end());
        finish(page, columns, unit, last);
        last.first = std::min(first, last.last);
        continue;
      }
    }
    out.push_back(std::move(piece));
  }
  return out;
}

}  // namespace

std::string piece_text(const Page& page, const LinePiece& piece) {
  std::string out;
  for (const std::uint32_t word : piece.words) {
    if (!out.empty() && page.words[word].space_before) out += ' ';
    out += page.words[word].text;
  }
  return out;
}

std::vector<StreamLine> cut_lines(const Page& page, const StreamRegion& region, const ColumnSet& columns) {
  std::vector<StreamLine> out;
  const double blank = usual_blank(page, region.rows);
  for (const TextRow& row : region.rows) {
    StreamLine line{{}, row.baseline, row.size, row.box.y0, row.box.y1};
    for (const Phrase& phrase : phrases(page, row, region.gap, walls_beside(region, row))) {
      LinePiece piece;
      for (std::size_t i = phrase.first; i < phrase.end; ++i) {
        if (!piece.words.empty()) {
          const Word& left = page.words[piece.words.back()];
          const Word& right = page.words[row.words[i]];
          const std::size_t river = river_between(columns, left.box.x1, right.box.x0);
          if (river < columns.rivers.size() && parted(left, right, columns.rivers[river], region.unit, blank)) {
            finish(page, columns, region.unit, piece);
            line.pieces.push_back(std::exchange(piece, {}));
          }
        }
        piece.words.push_back(row.words[i]);
      }
      finish(page, columns, region.unit, piece);
      line.pieces.push_back(std::move(piece));
    }
    line.pieces = without_overlaps(page, columns, region.unit, std::move(line.pieces));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace gridlift::recover
