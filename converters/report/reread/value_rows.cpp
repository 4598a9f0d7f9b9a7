#include "converters/report/reread/value_rows.h"

#include <algorithm>

#include "converters/report/align/row_evidence.h"

namespace gridlift::report {

namespace {

constexpr std::size_t kMostLines = 5;  // of a row above its label, or below it

constexpr double kNextTo = 2.5;     // times the font size: a line left over this far from a row may be its
constexpr double kNextToLines = 3;  // the same in lines of character cells

class Sharing {
 public:
  Sharing(const PlacedText& text, std::span<const std::vector<Piece>> lines, std::span<const RowLines> rows,
          Standing standing, const CellKind& kind)
      : text_(text), lines_(lines), rows_(rows), standing_(standing), kind_(kind) {
    // own_[i]: the lines beside the label of row i; between them those that it shares with its neighbours.
    for (const RowLines& row : rows) {
      const auto at = [&](double y, bool behind) {
        return static_cast<std::size_t>(std::partition_point(lines.begin(), lines.end(),
                                                             [&](const std::vector<Piece>& line) {
                                                               return behind ? line.front().y <= y : line.front().y < y;
                                                             }) -
                                        lines.begin());
      };
      own_.push_back(row.lines.empty() ? Run{} : Run{at(row.lines.front(), false), at(row.lines.back(), true)});
    }
    for (std::size_t i = 0; i + 1 < own_.size(); ++i) own_[i + 1].from = std::max(own_[i + 1].from, own_[i].to);
    for (Run& run : own_) run.to = std::max(run.to, run.from);
  }

  RowsReading run() {
    rate();
    solve();
    return reading();
  }

 private:
  /// A row with some of the lines above and below its own.
  struct Share {
    std::size_t above = 0;
    std::size_t below = 0;
    std::size_t pieces = 0;  // 0: as many as it cannot explain
    std::vector<CellPieces> cells;
  };

  std::size_t free_above(std::size_t row) const { return own_[row].from - (row > 0 ? own_[row - 1].to : 0); }
  std::size_t free_below(std::size_t row) const {
    return (row + 1 < own_.size() ? own_[row + 1].from : lines_.size()) - own_[row].to;
  }

  void rate() {
    shares_.resize(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      const std::size_t most_above = rows_[row].open_above ? 0 : std::min(free_above(row), kMostLines);
      const std::size_t most_below = rows_[row].open_below ? 0 : std::min(free_below(row), kMostLines);
      for (std::size_t above = 0; above <= most_above; ++above) {
        for (std::size_t below = 0; below <= most_below; ++below) add_share(row, above, below);
      }
      if (shares_[row].empty()) shares_[row].push_back({});
    }
  }

  void add_share(std::size_t row, std::size_t above, std::size_t below) {
    const auto lines = lines_.subspan(own_[row].from - above, own_[row].to + below - (own_[row].from - above));
    Share share{above, below, 0, cells_of(lines, kind_.columns)};
    const std::vector<double>& label = rows_[row].lines;
    const double height = height_of(lines, label);
    for (const CellPieces& cell : share.cells) {
      if (!is_cell(cell, rows_[row], label.empty() ? heights_of(tallest(share.cells)) : label, height) ||
          (!rows_[row].of_form && !is_full(cell, width_at(cell))))
        return;
      share.pieces += cell.size();
    }
    std::size_t printed = 0;
    for (const auto& line : lines) printed += line.size();
    if (share.pieces == printed) shares_[row].push_back(std::move(share));
  }

  /// The widest content of what may be the same column.
  double width_at(const CellPieces& cell) const {
    const Span1 span = extent(cell);
    double width = 0;
    for (const auto& line : lines_) {
      for (const Piece& piece : line) {
        if (piece.x0 < span.to && piece.x1 > span.from) width = std::max(width, piece.x1 - piece.x0);
      }
    }
    return width;
  }

  /// From the first line of a row to its last, its label's too.
  static double height_of(std::span<const std::vector<Piece>> lines, const std::vector<double>& label) {
    if (lines.empty() && label.empty()) return 0;
    double top = label.empty() ? lines.front().front().y : label.front();
    double bottom = label.empty() ? top : label.back();
    for (const auto& line : lines) {
      top = std::min(top, line.front().y);
      bottom = std::max(bottom, line.front().y);
    }
    return bottom - top + 1;
  }

  /// In character cells a line on which nothing stands parts rows.
  bool has_blank_between(const Piece& upper, const Piece& lower) const {
    if (!text_.in_cells) return false;
    const std::size_t lines = text_.words[lower.words.front()].line - text_.words[upper.words.front()].line;
    return static_cast<double>(lines) < lower.y - upper.y;
  }

  bool is_cell(const CellPieces& cell, const RowLines& row, const std::vector<double>& label, double height) const {
    const std::vector<double> heights = heights_of(cell);
    for (std::size_t i = 0; i + 1 < heights.size(); ++i) {
      if (!text_.is_near(heights[i], heights[i + 1], cell[i].size) || has_blank_between(cell[i], cell[i + 1]))
        return false;
    }
    const std::string joined = joined_pieces(cell);
    if (!kind_.any_text && !is_plain_value(joined) && !(row.cut && is_value_like(joined))) return false;
    const double size = cell.front().size;
    return stand_together(text_, heights, label, size, standing_, height) ||
           (row.cut && stand_together(text_, heights, label, size, Standing::top, height));
  }

  /// before_[r][s]: most pieces explained by the rows up to r, r having its share s; after_ those from r.
  void solve() {
    const auto fits = [&](std::size_t row, const Share& upper, const Share& lower) {
      return upper.below + lower.above <= free_below(row);
    };
    before_.resize(rows_.size());
    after_.resize(rows_.size());
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      for (const Share& share : shares_[row]) {
        std::size_t best = 0;
        for (std::size_t s = 0; row > 0 && s < shares_[row - 1].size(); ++s) {
          if (fits(row - 1, shares_[row - 1][s], share)) best = std::max(best, before_[row - 1][s]);
        }
        before_[row].push_back(best + share.pieces);
      }
    }
    for (std::size_t row = rows_.size(); row-- > 0;) {
      for (const Share& share : shares_[row]) {
        std::size_t best = 0;
        for (std::size_t s = 0; row + 1 < rows_.size() && s < shares_[row + 1].size(); ++s) {
          if (fits(row, share, shares_[row + 1][s])) best = std::max(best, after_[row + 1][s]);
        }
        after_[row].push_back(best + share.pieces);
      }
    }
  }

  RowsReading reading() const {
    RowsReading out;
    out.rows.resize(rows_.size());
    for (std::size_t s = 0; !rows_.empty() && s < shares_.back().size(); ++s)
      out.explained = std::max(out.explained, before_.back()[s]);
    std::vector<char> taken(lines_.size(), 0);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
      std::size_t ways = 0;
      for (std::size_t s = 0; s < shares_[row].size(); ++s) {
        const Share& share = shares_[row][s];
        if (before_[row][s] + after_[row][s] - share.pieces != out.explained) continue;
        ++ways;
        out.rows[row].cells = share.cells;
        for (std::size_t l = own_[row].from - share.above; share.pieces > 0 && l < own_[row].to + share.below; ++l)
          taken[l] = 1;
      }
      out.rows[row].sure = ways == 1 && (!text_.in_cells || order_is_clear(out.rows[row].cells, kind_.columns));
    }
    for (std::size_t l = 0; l < lines_.size(); ++l) {
      for (std::size_t row = 0; taken[l] == 0 && row < rows_.size(); ++row) {
        if (is_next_to(l, row)) out.rows[row].sure = false;
      }
    }
    return out;
  }

  /// Whether a line may belong to a row, as far as their distance tells.
  bool is_next_to(std::size_t line, std::size_t row) const {
    if (rows_[row].lines.empty()) return row + 1 >= rows_.size() || line < own_[row + 1].from;
    const Piece& piece = lines_[line].front();
    const double reach = text_.in_cells ? kNextToLines : kNextTo * piece.size;
    return piece.y > rows_[row].lines.front() - reach && piece.y < rows_[row].lines.back() + reach;
  }

  const PlacedText& text_;
  std::span<const std::vector<Piece>> lines_;
  std::span<const RowLines> rows_;
  Standing standing_;
  CellKind kind_;
  std::vector<Run> own_;  // lines of each row
  std::vector<std::vector<Share>> shares_;
  std::vector<std::vector<std::size_t>> before_;
  std::vector<std::vector<std::size_t>> after_;
};

}  // namespace

RowsReading read_rows(const PlacedText& text, std::span<const std::vector<Piece>> lines, std::span<const RowLines> rows,
                      Standing standing, const CellKind& kind) {
  return Sharing(text, lines, rows, standing, kind).run();
}

}  // namespace gridlift::report
