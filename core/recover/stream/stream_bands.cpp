#include "core/recover/stream/stream_bands.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gridlift::recover {

namespace {

constexpr std::size_t kFewestBands = 4;       // of whatever kind, or
constexpr std::size_t kFewestPlainBands = 2;  // all of them plainly one row each
constexpr std::size_t kFewLines = 4;          // in most bands, but for those that are plainly one row
constexpr double kSameRule = 0.25;            // in text heights: pieces of rules on one line

/// A line between two rows.
struct Cut {
  double y = 0;
  std::vector<bool> covers;  // by column
};

bool covers(double from, double to, const Span1& column) {
  return from <= column.middle() && column.middle() <= to;
}

void add_rule(std::vector<Cut>& cuts, double y, double from, double to, const ColumnSet& columns, double unit) {
  if (cuts.empty() || y > cuts.back().y + kSameRule * unit)
    cuts.push_back({y, std::vector<bool>(columns.size(), false)});
  for (std::size_t col = 0; col < columns.size(); ++col) {
    if (covers(from, to, columns.columns[col])) cuts.back().covers[col] = true;
  }
}

/// All rules that part rows, from the top down.
std::vector<Cut> cuts_of(const StreamRegion& region, const ColumnSet& columns) {
  struct LinePiece {
    double y, from, to;
  };
  std::vector<LinePiece> pieces;
  for (const FrameRule& rule : region.rules) pieces.push_back({rule.y, region.across.from, region.across.to});
  for (const Ruling& rule : region.partial) pieces.push_back({rule.at, rule.from, rule.to});
  std::sort(pieces.begin(), pieces.end(), [](const LinePiece& a, const LinePiece& b) { return a.y < b.y; });
  std::vector<Cut> cuts;
  for (const LinePiece& piece : pieces) add_rule(cuts, piece.y, piece.from, piece.to, columns, region.unit);
  std::erase_if(cuts, [&](const Cut& cut) {
    return 2 * static_cast<std::size_t>(std::count(cut.covers.begin(), cut.covers.end(), true)) < columns.size();
  });
  return cuts;
}

/// The band has values, and all of them stand on one line: however long its texts are, it is one row.
bool is_plainly_one_row(std::span<const StreamLine> lines) {
  const auto holds_values = [](const StreamLine& line) {
    return std::any_of(line.pieces.begin(), line.pieces.end(), [](const LinePiece& piece) {
      return piece.first > 0 && !piece.spans() && (piece.kind == CellKind::number || piece.kind == CellKind::year);
    });
  };
  return std::count_if(lines.begin(), lines.end(), holds_values) == 1;
}

/// Two lines of the band have a value in the same column, and the second is not the rest of the first.
bool has_two_rows(std::span<const StreamLine> lines, std::size_t columns) {
  std::vector<bool> values(columns, false);
  std::vector<bool> open(columns, false);
  for (const StreamLine& line : lines) {
    for (const LinePiece& piece : line.pieces) {
      const bool value = piece.kind == CellKind::number || piece.kind == CellKind::year;
      if (piece.first == 0 || piece.spans()) continue;
      const bool rest = open[piece.first];
      open[piece.first] = piece.broken;
      if (!value || rest) continue;
      if (values[piece.first]) return true;
      values[piece.first] = true;
    }
  }
  return false;
}

}  // namespace

std::optional<StreamBands> find_bands(const StreamRegion& region, std::span<const StreamLine> lines,
                                      const ColumnSet& columns, bool expected) {
  const std::vector<Cut> cuts = cuts_of(region, columns);
  StreamBands bands;
  std::size_t at = 0, next = 0, doubtful = 0, low = 0, plain = 0;
  while (at < lines.size()) {
    while (next < cuts.size() && cuts[next].y < lines[at].baseline - 0.3 * lines[at].size) ++next;
    std::size_t end = at + 1;
    while (end < lines.size() && (next == cuts.size() || lines[end].baseline - 0.3 * lines[end].size < cuts[next].y)) {
      ++end;
    }
    bands.rows.push_back({at, end});
    if (end < lines.size()) bands.parted.push_back(cuts[next].covers);
    doubtful += has_two_rows(lines.subspan(at, end - at), columns.size()) ? 1 : 0;
    const bool one_row = is_plainly_one_row(lines.subspan(at, end - at));
    plain += one_row ? 1 : 0;
    low += one_row || end - at <= kFewLines ? 1 : 0;
    at = end;
  }
  const std::size_t count = bands.rows.size();
  const bool few = count < kFewestBands;
  if (few && !expected && (count < kFewestPlainBands || plain < count)) return std::nullopt;
  if (10 * doubtful > count || 2 * low < count) return std::nullopt;
  return bands;
}

void merge_unparted(const StreamBands& bands, std::size_t columns, std::size_t top, std::vector<StreamCell>& cells) {
  for (std::size_t col = 0; col < columns; ++col) {
    for (std::size_t first = 0; first < bands.rows.size();) {
      std::size_t end = first + 1;
      while (end < bands.rows.size() && !bands.parted[end - 1][col]) ++end;
      if (end > first + 1) {
        StreamCell whole{top + first, col, top + end, col + 1, {}, true};
        const auto inside = [&](const StreamCell& cell) {
          return cell.row >= whole.row && cell.end_row <= whole.end_row && cell.col == col;
        };
        const bool wide = std::any_of(cells.begin(), cells.end(), [&](const StreamCell& cell) {
          return cell.row >= whole.row && cell.row < whole.end_row && cell.col <= col && cell.end_col > col &&
                 cell.end_col - cell.col > 1;
        });
        if (!wide) {
          for (const StreamCell& cell : cells) {
            if (inside(cell)) whole.words.insert(whole.words.end(), cell.words.begin(), cell.words.end());
          }
          std::erase_if(cells, inside);
          cells.push_back(std::move(whole));
        }
      }
      first = end;
    }
  }
}

}  // namespace gridlift::recover
