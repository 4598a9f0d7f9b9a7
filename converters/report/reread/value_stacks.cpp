#include "converters/report/reread/value_stacks.h"

#include <algorithm>
#include <cmath>

#include "converters/report/align/row_evidence.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr std::size_t kMostLines = 6;  // of one value
constexpr double kOffset = 0.3;        // times the font size: how far lines may stand from where they should
constexpr double kNextTo = 2.5;        // the same: a piece left over this far from a row may be its
constexpr double kLetter = 1.15;       // letters of a font differ in width by so much
constexpr double kNextToLines = 3;     // the same in lines of character cells

/// "3,4": a sign behind the first letter.
bool begins_with_sign_behind(std::string_view text) {
  std::size_t at = 0;
  if (!text.empty()) next_code_point(text, at);
  return at < text.size() && !is_digit(first_code_point(text.substr(at)));
}

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
      if (sign(at(i, lines.size()) - at(j, label.size()), 0.1) != sign(lines[i] - label[j], 0)) return false;
    }
  }
  return true;
}

class Reader {
 public:
  Reader(const PlacedText& text, std::span<const Piece> pieces, std::span<const RowLines> rows, Standing standing,
         double width, bool any_text)
      : text_(text), pieces_(pieces), rows_(rows), standing_(standing), width_(width), any_text_(any_text) {}

  ColumnReading run() {
    collect();
    solve();
    return reading();
  }

 private:
  struct Fit {
    std::size_t from, to, row;
  };

  bool is_full(std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i + 1 < to; ++i) {
      const Piece& piece = pieces_[i];
      const auto letters = static_cast<double>(std::max<std::size_t>(1, count_code_points(pieces_[i + 1].text)));
      const double letter = (pieces_[i + 1].x1 - pieces_[i + 1].x0) / letters;
      // A sign that no line begins with takes the letter before it along.
      const double taken = begins_with_sign_behind(pieces_[i + 1].text) ? 2 : 1;
      if (piece.x1 - piece.x0 + kLetter * taken * letter < width_) return false;
    }
    return true;
  }

  bool is_value(std::size_t from, std::size_t to) const {
    const std::string joined = joined_pieces(pieces_.subspan(from, to - from));
    return any_text_ || is_plain_value(joined);
  }

  void collect() {
    std::vector<double> lines;
    for (std::size_t from = 0; from < pieces_.size(); ++from) {
      lines.clear();
      for (std::size_t to = from + 1; to <= pieces_.size() && to - from <= kMostLines; ++to) {
        const Piece& last = pieces_[to - 1];
        if (to - from > 1 && !text_.is_near(lines.back(), last.y, last.size)) break;
        lines.push_back(last.y);
        if (!is_full(from, to) || !is_value(from, to)) continue;
        for (std::size_t row = 0; row < rows_.size(); ++row) {
          if (is_between_neighbours(lines, row) && stand_together(text_, lines, rows_[row].lines, last.size, standing_))
            fits_.push_back({from, to, row});
        }
      }
    }
  }

  /// The lines of other rows' labels are in other cells; so are those of a row's that was not found.
  bool is_between_neighbours(const std::vector<double>& lines, std::size_t row) const {
    const RowLines& own = rows_[row];
    if (own.open_above && lines.front() < own.lines.front()) return false;
    if (own.open_below && lines.back() > own.lines.back()) return false;
    if (row > 0 && lines.front() <= rows_[row - 1].lines.back()) return false;
    return row + 1 >= rows_.size() || lines.back() < rows_[row + 1].lines.front();
  }

  std::size_t& before(std::size_t piece, std::size_t row) { return before_[piece * (rows_.size() + 1) + row]; }
  std::size_t& after(std::size_t piece, std::size_t row) { return after_[piece * (rows_.size() + 1) + row]; }

  /// before(p, r): most pieces explained of the first p by the first r rows; after(p, r): of those from p by those from
  /// r.
  void solve() {
    const std::size_t size = (pieces_.size() + 1) * (rows_.size() + 1);
    before_.assign(size, 0);
    after_.assign(size, 0);
    std::vector<std::vector<const Fit*>> ending(pieces_.size() + 1);
    std::vector<std::vector<const Fit*>> beginning(pieces_.size() + 1);
    for (const Fit& fit : fits_) {
      ending[fit.to].push_back(&fit);
      beginning[fit.from].push_back(&fit);
    }
    for (std::size_t p = 0; p <= pieces_.size(); ++p) {
      for (const Fit* fit : ending[p])
        before(p, fit->row + 1) = std::max(before(p, fit->row + 1), before(fit->from, fit->row) + fit->to - fit->from);
      for (std::size_t r = 0; r <= rows_.size(); ++r) {
        if (p > 0) before(p, r) = std::max(before(p, r), before(p - 1, r));
        if (r > 0) before(p, r) = std::max(before(p, r), before(p, r - 1));
      }
    }
    for (std::size_t p = pieces_.size() + 1; p-- > 0;) {
      for (const Fit* fit : beginning[p])
        after(p, fit->row) = std::max(after(p, fit->row), after(fit->to, fit->row + 1) + fit->to - fit->from);
      for (std::size_t r = rows_.size() + 1; r-- > 0;) {
        if (p < pieces_.size()) after(p, r) = std::max(after(p, r), after(p + 1, r));
        if (r < rows_.size()) after(p, r) = std::max(after(p, r), after(p, r + 1));
      }
    }
  }

  bool may_be_left_over(std::size_t piece, std::size_t best) {
    for (std::size_t r = 0; r <= rows_.size(); ++r) {
      if (before(piece, r) + after(piece + 1, r) == best) return true;
    }
    return false;
  }

  ColumnReading reading() {
    ColumnReading out;
    out.stacks.resize(rows_.size());
    const std::size_t best = before(pieces_.size(), rows_.size());
    out.explained = best;
    std::vector<std::size_t> ways(pieces_.size(), 0);
    for (const Fit& fit : fits_) {
      if (before(fit.from, fit.row) + (fit.to - fit.from) + after(fit.to, fit.row + 1) != best) continue;
      Stack& stack = out.stacks[fit.row];
      stack.sure = stack.empty();
      stack.pieces = {fit.from, fit.to};
      for (std::size_t p = fit.from; p < fit.to; ++p) ++ways[p];
    }
    for (std::size_t p = 0; p < pieces_.size(); ++p) {
      if (ways[p] == 1 && !may_be_left_over(p, best)) continue;
      for (std::size_t row = 0; row < rows_.size(); ++row) {
        Stack& stack = out.stacks[row];
        const bool holds = stack.pieces.from <= p && p < stack.pieces.to;
        if (holds || (ways[p] == 0 && is_next_to(text_, pieces_[p].y, pieces_[p].size, rows_[row]))) stack.sure = false;
      }
    }
    return out;
  }

  const PlacedText& text_;
  std::span<const Piece> pieces_;
  std::span<const RowLines> rows_;
  Standing standing_;
  double width_;
  bool any_text_;
  std::vector<Fit> fits_;
  std::vector<std::size_t> before_;
  std::vector<std::size_t> after_;
};

}  // namespace

bool stand_together(const PlacedText& text, std::span<const double> lines, std::span<const double> label, double size,
                    Standing standing) {
  if (text.in_cells) return ordered(lines, label, standing);
  double off = (lines.front() + lines.back() - label.front() - label.back()) / 2;
  if (standing == Standing::top) off = lines.front() - label.front();
  if (standing == Standing::bottom) off = lines.back() - label.back();
  return std::abs(off) <= kOffset * size;
}

bool is_next_to(const PlacedText& text, double y, double size, const RowLines& row) {
  const double reach = text.in_cells ? kNextToLines : kNextTo * size;
  return y > row.lines.front() - reach && y < row.lines.back() + reach;
}

std::string joined_pieces(std::span<const Piece> pieces) {
  std::string joined;
  for (const Piece& piece : pieces) joined += piece.text;
  return joined;
}

ColumnReading read_column(const PlacedText& text, std::span<const Piece> pieces, std::span<const RowLines> rows,
                          Standing standing, double width, bool any_text) {
  return Reader(text, pieces, rows, standing, width, any_text).run();
}

}  // namespace gridlift::report
