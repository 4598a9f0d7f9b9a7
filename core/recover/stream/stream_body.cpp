#include "core/recover/stream/stream_body.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <string_view>

#include "core/recover/stream/stream_wraps.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr double kTight = 1.12;  // times the least leading: still the same leading
constexpr double kLoose = 1.22;  // times the least leading: rows stand apart
constexpr double kApart = 1.8;   // times the least leading: never one row
constexpr double kIndent = 0.5;  // in font sizes
constexpr double kHanging = 3;   // the lines of a label hang no deeper below its first one
constexpr double kSameEdge = 0.2;
constexpr double kToAHair = 0.05;

bool holds_value(const LinePiece& piece) {
  return piece.kind == CellKind::number || piece.kind == CellKind::year || piece.kind == CellKind::dash;
}

/// What a line, or the lines of a row so far, hold.
struct Holding {
  std::vector<bool> filled;
  std::vector<bool> values;
  std::size_t count = 0;
  std::size_t value_count = 0;

  explicit Holding(std::size_t columns) : filled(columns), values(columns) {}
  void add(const StreamLine& line) {
    for (const LinePiece& piece : line.pieces) {
      for (std::size_t c = piece.first; c <= piece.last && c < filled.size(); ++c) {
        if (!filled[c]) ++count;
        filled[c] = true;
        if (c > 0 && holds_value(piece)) {
          if (!values[c]) ++value_count;
          values[c] = true;
        }
      }
    }
  }
  bool stub_only() const { return count == 1 && filled[0]; }
};

bool share_value(const Holding& a, const Holding& b) {
  for (std::size_t c = 0; c < a.values.size(); ++c) {
    if (a.values[c] && b.values[c]) return true;
  }
  return false;
}

bool within(const Holding& inner, const Holding& outer) {
  for (std::size_t c = 0; c < inner.filled.size(); ++c) {
    if (inner.filled[c] && !outer.filled[c]) return false;
  }
  return true;
}

const LinePiece* piece_in(const StreamLine& line, std::size_t column) {
  for (const LinePiece& piece : line.pieces) {
    if (piece.first <= column && column <= piece.last) return &piece;
  }
  return nullptr;
}

/// A line that begins in the middle of a phrase: lower case, or a closing or joining mark.
bool begins_inside(const Page& page, const LinePiece& piece) {
  const char32_t c = first_code_point(page.words[piece.words.front()].text);
  return is_lower(c) || c == U')' || c == U',' || c == U'&' || c == U';';
}

/// A line that breaks off: a hyphen, a comma, an open bracket, a word that never ends a phrase.
bool breaks_off(const Page& page, const LinePiece& piece) {
  const std::string& text = page.words[piece.words.back()].text;
  const char32_t c = last_code_point(text);
  if (c == U',' || c == U'-' || c == U'/' || c == U'(' || c == U'&') return true;
  const std::string word = fold_label(text);
  for (const std::string_view joint :
       {"and", "or", "of", "the", "in", "for", "to", "with", "by", "per", "from", "a", "an", "than"}) {
    if (word == joint) return true;
  }
  return false;
}

bool has_digit(std::string_view text) {
  bool found = false;
  for_each_code_point(text, [&](char32_t c) { found = found || is_digit(c); });
  return found;
}

bool all_begin_inside(const Page& page, const StreamLine& line) {
  return std::all_of(line.pieces.begin(), line.pieces.end(),
                     [&](const LinePiece& p) { return begins_inside(page, p); });
}

/// No column has text on both lines.
bool are_disjoint(const StreamLine& a, const StreamLine& b) {
  return std::none_of(a.pieces.begin(), a.pieces.end(), [&](const LinePiece& piece) {
    return std::any_of(b.pieces.begin(), b.pieces.end(),
                       [&](const LinePiece& other) { return piece.first <= other.last && other.first <= piece.last; });
  });
}

/// A line halfway between two lines of other columns: what is centred beside a cell of two lines.
bool is_centred_beside(std::span<const StreamLine> lines, std::size_t i) {
  if (i == 0 || i + 1 >= lines.size()) return false;
  const double above = lines[i].baseline - lines[i - 1].baseline;
  const double below = lines[i + 1].baseline - lines[i].baseline;
  if (std::max(above, below) > kBeside * lines[i].size || std::abs(above - below) > kHalfway * above) return false;
  return are_disjoint(lines[i - 1], lines[i]) && are_disjoint(lines[i], lines[i + 1]) &&
         std::equal(lines[i - 1].pieces.begin(), lines[i - 1].pieces.end(), lines[i + 1].pieces.begin(),
                    lines[i + 1].pieces.end(),
                    [](const LinePiece& a, const LinePiece& b) { return a.first == b.first && a.last == b.last; });
}

/// How far lines stand from each other in these rows.
struct Leading {
  double least = 0;         ///< of lines that stand below each other
  bool rows_apart = false;  ///< rows stand further apart than the lines of one
};

Leading leading_of(std::span<const StreamLine> lines) {
  std::vector<double> distances;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const double distance = lines[i].baseline - lines[i - 1].baseline;
    if (distance <= kInterleaved * lines[i].size || is_centred_beside(lines, i)) continue;
    if (!is_centred_beside(lines, i - 1)) distances.push_back(distance);
  }
  Leading out;
  if (distances.empty()) return out;
  std::sort(distances.begin(), distances.end());
  out.least = distances[distances.size() / 20];
  const auto apart = static_cast<std::size_t>(
      std::count_if(distances.begin(), distances.end(), [&](double d) { return d > kLoose * out.least; }));
  out.rows_apart = apart * 3 >= distances.size();
  return out;
}

/// Columns most values of which have another in brackets: "95 (67.9)".
std::vector<bool> columns_of_pairs(const Page& page, std::span<const StreamLine> lines, std::size_t columns) {
  std::vector<std::size_t> values(columns);
  std::vector<std::size_t> pairs(columns);
  for (const StreamLine& line : lines) {
    for (const LinePiece& piece : line.pieces) {
      if (!holds_value(piece)) continue;
      ++values[piece.first];
      pairs[piece.first] += piece.words.size() > 1 && page.words[piece.words.back()].text.starts_with('(') ? 1 : 0;
    }
  }
  std::vector<bool> out(columns);
  for (std::size_t c = 0; c < columns; ++c) out[c] = pairs[c] > 1 && 3 * pairs[c] >= values[c];
  return out;
}

class Joiner {
 public:
  Joiner(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines, const ColumnSet& columns)
      : page_(page),
        region_(region),
        lines_(lines),
        columns_(columns),
        leading_(leading_of(lines)),
        wraps_(page, lines, columns),
        pairs_(columns_of_pairs(page, lines, columns.size())) {}

  std::vector<BodyRow> run() {
    std::vector<BodyRow> rows;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!rows.empty() && joins(rows.back(), i)) {
        rows.back().end = i + 1;
      } else {
        rows.push_back({i, i + 1, false});
      }
    }
    for (std::size_t r = 0; r + 1 < rows.size(); ++r) {
      const std::size_t next = rows[r].end;
      rows[r].hangs = next - rows[r].first == 2 && distance(next) < kInterleaved * lines_[next].size &&
                      distance(next - 1) < kInterleaved * lines_[next].size;
    }
    return rows;
  }

 private:
  bool ruled_off(const StreamLine& above, const StreamLine& below) const {
    return std::any_of(region_.rules.begin(), region_.rules.end(), [&](const FrameRule& r) {
      return above.baseline - 0.3 * above.size < r.y && r.y < below.baseline - 0.2 * below.size;
    });
  }

  Holding holding(std::size_t first, std::size_t end) const {
    Holding out(columns_.size());
    for (std::size_t i = first; i < end; ++i) out.add(lines_[i]);
    return out;
  }

  double distance(std::size_t line) const { return lines_[line].baseline - lines_[line - 1].baseline; }
  bool tight(std::size_t line) const { return line < lines_.size() && distance(line) <= kTight * leading_.least; }

  /// In scripts without capitals only the room on the line above tells that a text goes on.
  bool goes_on_without_capitals(const LinePiece& above, const LinePiece& below) const {
    const char32_t start = first_code_point(page_.words[below.words.front()].text);
    return (is_cjk(start) || is_rtl(start)) && wraps_.between(above, below) == Wrap::rest;
  }

  /// The last piece of a row in each column.
  std::vector<const LinePiece*> bottom_pieces(const BodyRow& row) const {
    std::vector<const LinePiece*> out(columns_.size());
    for (std::size_t i = row.first; i < row.end; ++i) {
      for (const LinePiece& piece : lines_[i].pieces) out[piece.first] = &piece;
    }
    return out;
  }

  /// A label without values below another: the first had no room for its beginning, and it begins inside a phrase.
  bool label_goes_on(std::size_t i) const {
    const LinePiece& label = lines_[i].pieces.front();
    const LinePiece& above = lines_[i - 1].pieces.front();
    const bool inside = begins_inside(page_, label) || breaks_off(page_, above) ||
                        first_code_point(page_.words[label.words.front()].text) == U'(';
    return inside && tight(i) && wraps_.between(above, label) == Wrap::rest;
  }

  /// A label without values stands between two lines: does it end the row above?
  bool label_ends_row(const BodyRow& row, std::size_t i) const {
    const LinePiece& label = lines_[i].pieces.front();
    const LinePiece* above = piece_in(lines_[i - 1], 0);
    if (above == nullptr) return leading_.rows_apart && tight(i);
    if (begins_inside(page_, label) || breaks_off(page_, *above)) return true;
    if (goes_on_without_capitals(*above, label)) return true;
    if (label.x0 > above->x0 + kHanging * lines_[i].size) return false;
    if (leading_.rows_apart)
      return tight(i) && (i + 1 == lines_.size() || !tight(i + 1) || distance(i) < distance(i + 1));
    const LinePiece* below = i + 1 < lines_.size() ? piece_in(lines_[i + 1], 0) : nullptr;
    const bool hangs = label.x0 > above->x0 + kIndent * lines_[i].size;
    const bool alone = row.end - row.first == 1;
    return hangs && alone && (below == nullptr || below->x0 < label.x0 - 0.3 * lines_[i].size);
  }

  /// Lines with a label only stand above line i, which has values: is their label the beginning of its label?
  bool label_begins_row(const BodyRow& row, std::size_t i) const {
    const StreamLine& above = lines_[row.end - 1];
    const LinePiece& label = above.pieces.front();
    const LinePiece* own = piece_in(lines_[i], 0);
    if (own == nullptr) return false;
    if (begins_inside(page_, *own) || breaks_off(page_, label)) return true;
    if (goes_on_without_capitals(label, *own)) return true;
    if (leading_.rows_apart) return tight(i);
    return false;
  }

  /// A value of line i goes on with one that breaks off above it, or breaks off itself after "(" for want of room.
  bool ends_value(const BodyRow& row, std::size_t i) const {
    const std::vector<const LinePiece*> bottom = bottom_pieces(row);
    return std::any_of(lines_[i].pieces.begin(), lines_[i].pieces.end(), [&](const LinePiece& piece) {
      if (piece.first == 0) return false;
      const LinePiece* above = bottom[piece.first];
      if (above == nullptr || !has_digit(piece_text(page_, piece))) return false;
      const bool bracket = first_code_point(page_.words[piece.words.front()].text) == U'(';
      return above->broken || (bracket && (piece.broken || (pairs_[piece.first] && holds_value(*above))));
    });
  }

  /// A text that begins a phrase stands below a value that is whole.
  bool follows_value(const BodyRow& row, const StreamLine& line) const {
    const std::vector<const LinePiece*> bottom = bottom_pieces(row);
    return std::any_of(line.pieces.begin(), line.pieces.end(), [&](const LinePiece& piece) {
      const LinePiece* above = bottom[piece.first];
      return piece.first > 0 && above != nullptr && holds_value(*above) && !above->broken && !holds_value(piece) &&
             !begins_inside(page_, piece);
    });
  }

  /// A lone phrase in the middle of the table that does not go on with the one above it.
  bool is_centred_title(std::size_t i) const {
    if (lines_[i].pieces.size() != 1) return false;
    const LinePiece& piece = lines_[i].pieces.front();
    const double near = kIndent * lines_[i].size;
    const double same = kSameEdge * lines_[i].size;
    if (piece.first == 0 || std::abs(piece.x0 + piece.x1 - 2 * region_.middle) > 2 * near) return false;
    const LinePiece* above = piece_in(lines_[i - 1], piece.first);
    if (above == nullptr || piece.spans() || wraps_.between(*above, piece) == Wrap::fresh) return true;
    if (holds_value(*above) && !holds_value(piece) && !begins_inside(page_, piece)) return true;
    return std::abs(piece.x0 - above->x0) > same && std::abs(piece.x1 - above->x1) > same &&
           std::abs(piece.x0 + piece.x1 - above->x0 - above->x1) > 2 * same;
  }

  bool joins(const BodyRow& row, std::size_t i) const {
    const StreamLine& above = lines_[i - 1];
    const StreamLine& line = lines_[i];
    if (ruled_off(above, line)) return false;
    const Holding so_far = holding(row.first, row.end);
    Holding own(columns_.size());
    own.add(line);
    const bool clash = share_value(so_far, own);
    if (distance(i) <= kApart * leading_.least && ends_value(row, i)) return true;
    if (distance(i) < kInterleaved * std::min(line.size, above.size)) return !clash;
    if (!clash && (is_centred_beside(lines_, i) || is_centred_beside(lines_, i - 1))) return true;
    if (clash || distance(i) > kApart * leading_.least || is_centred_title(i)) return false;
    const bool full = columns_.size() >= 3 && own.count == columns_.size();
    if (full && distance(i) > kLoose * leading_.least) return false;
    if (own.stub_only() && so_far.stub_only()) return label_goes_on(i);
    if (own.stub_only()) return so_far.value_count + (so_far.count > 1 ? 1 : 0) > 0 && label_ends_row(row, i);
    if (so_far.stub_only()) return own.value_count > 0 && label_begins_row(row, i);
    const bool inside = within(own, so_far);
    if (own.value_count > 0) return leading_.rows_apart && tight(i) && inside && !own.filled[0];
    if (!inside) return false;
    if (leading_.rows_apart) return tight(i);
    if (all_begin_inside(page_, line)) return true;
    if (own.count < columns_.size() && !follows_value(row, line) && wraps_.goes_on(line, bottom_pieces(row)))
      return true;
    return !own.filled[0] && own.count < so_far.count;
  }

  const Page& page_;
  const StreamRegion& region_;
  std::span<const StreamLine> lines_;
  const ColumnSet& columns_;
  Leading leading_;
  WrapLimits wraps_;
  std::vector<bool> pairs_;
};

bool is_blank(std::span<const StreamLine> lines, const BodyRow& row, const ColumnReach& range) {
  for (std::size_t i = row.first; i < row.end; ++i) {
    for (const LinePiece& piece : lines[i].pieces) {
      if (piece.first <= range.last && range.first <= piece.last) return false;
    }
  }
  return true;
}

bool is_centred(const StreamRegion& region, const LinePiece& piece) {
  return std::abs((piece.x0 + piece.x1) / 2 - region.middle) < kIndent * region.unit;
}

/// Centred to a hair, where rules say how wide the table is: no text does that by chance.
bool stands_in_the_middle(const StreamRegion& region, const LinePiece& piece) {
  return region.rules.size() > 1 &&
         std::abs((piece.x0 + piece.x1) / 2 - region.across.middle()) < kToAHair * region.unit;
}

/// Where most texts of each column begin, when they do begin at one place.
std::vector<std::optional<double>> common_starts(std::span<const StreamLine> lines, const ColumnSet& columns,
                                                 double near) {
  std::vector<std::vector<double>> starts(columns.size());
  for (const StreamLine& line : lines) {
    for (const LinePiece& piece : line.pieces) {
      if (!piece.spans() && line.pieces.size() > 1) starts[piece.first].push_back(piece.x0);
    }
  }
  std::vector<std::optional<double>> out(columns.size());
  for (std::size_t c = 0; c < starts.size(); ++c) {
    if (starts[c].empty()) continue;
    const auto middle = starts[c].begin() + static_cast<std::ptrdiff_t>(starts[c].size() / 2);
    std::nth_element(starts[c].begin(), middle, starts[c].end());
    const double start = *middle;
    const auto same = std::ranges::count_if(starts[c], [&](double x) { return std::abs(x - start) < near; });
    if (2 * same > std::ssize(starts[c])) out[c] = start;
  }
  return out;
}

/// The columns that a piece of a body line stands for: a label `alone` in its row and in the middle of the table spans
/// it, a title at the left edge stays in the first column, a centred
/// one spans the columns under it, text that is too long for its column does not span the blank one beside it.
ColumnReach body_range(const StreamRegion& region, const ColumnSet& columns, const StreamLine& line, std::size_t index,
                       bool alone) {
  const double unit = region.unit;
  const LinePiece& piece = line.pieces[index];
  if (alone && piece.kind == CellKind::label && piece.x0 > columns.columns.front().from + unit) {
    // Titles stand over the whole table, or over all but the column that names its rows.
    const double middle = (piece.x0 + piece.x1) / 2;
    const double over_rest = (columns.columns[1].from + columns.columns.back().to) / 2;
    const bool rest = piece.first > 0 && std::abs(middle - over_rest) < kIndent * unit &&
                      std::abs(middle - region.across.middle()) > unit;
    return {rest ? 1U : 0U, columns.size() - 1};
  }
  if (!piece.spans() && line.pieces.size() > 1) return {piece.first, piece.last};
  const bool at_left = piece.x0 < columns.columns[piece.first].from + unit;
  if (line.pieces.size() == 1 && piece.first == 0 && at_left) return {0, 0};
  if (line.pieces.size() == 1) {
    const std::size_t least = piece.first > 0 ? 1 : 0;
    const ColumnReach range = centred_range(columns, piece, least, columns.size() - 1, unit);
    if (piece.spans()) return range;
    return {piece.first, piece.last};
  }
  if (piece.first == 0) return {0, 0};
  const std::size_t most = index + 1 < line.pieces.size() ? line.pieces[index + 1].first - 1 : columns.size() - 1;
  return {piece.first, std::min(piece.last, most)};
}

}  // namespace

std::vector<BodyRow> join_lines(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines,
                                const ColumnSet& columns) {
  return Joiner(page, region, lines, columns).run();
}

std::vector<StreamCell> body_cells(const StreamRegion& region, std::span<const StreamLine> lines,
                                   std::span<const BodyRow> rows, const ColumnSet& columns, std::size_t top) {
  std::vector<StreamCell> out;
  const std::vector<std::optional<double>> starts = common_starts(lines, columns, kSameEdge * region.unit);
  const auto begins_in = [&](const LinePiece& piece) {
    const std::optional<double>& start = starts[piece.first];
    return !piece.spans() && start && std::abs(piece.x0 - *start) < kSameEdge * region.unit;
  };
  std::vector<std::size_t> owner(
      columns.size());  // index in out of the cell of each column in the row at hand, plus one
  for (std::size_t r = 0; r < rows.size(); ++r) {
    std::fill(owner.begin(), owner.end(), 0);
    const auto row = lines.subspan(rows[r].first, rows[r].end - rows[r].first);
    const bool alone =
        columns.size() > 2 && !region.rest && std::all_of(row.begin(), row.end(), [&](const StreamLine& line) {
          const LinePiece& piece = line.pieces.front();
          return line.pieces.size() == 1 && is_centred(region, piece) &&
                 (!begins_in(piece) || stands_in_the_middle(region, piece));
        });
    for (std::size_t i = rows[r].first; i < rows[r].end; ++i) {
      for (std::size_t p = 0; p < lines[i].pieces.size(); ++p) {
        const LinePiece& piece = lines[i].pieces[p];
        const ColumnReach range = body_range(region, columns, lines[i], p, alone);
        std::size_t home = 0;
        for (std::size_t c = range.first; c <= range.last && home == 0; ++c) home = owner[c];
        if (home == 0) {
          const bool both = rows[r].hangs && i + 1 == rows[r].end && is_blank(lines, rows[r + 1], range);
          out.push_back({top + r, range.first, top + r + (both ? 2 : 1), range.last + 1, {}, range.last > range.first});
          home = out.size();
          for (std::size_t c = range.first; c <= range.last; ++c) owner[c] = home;
        }
        std::vector<std::uint32_t>& words = out[home - 1].words;
        words.insert(words.end(), piece.words.begin(), piece.words.end());
      }
    }
  }
  return out;
}

}  // namespace gridlift::recover
