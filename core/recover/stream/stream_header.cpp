#include "core/recover/stream/stream_header.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gridlift::recover {

namespace {

constexpr std::size_t kMostLines = 9;  // a header of more lines is none
constexpr double kLeading = 1.5;       // in font sizes: lines of one label follow each other this closely
constexpr double kInMiddle = 0.6;      // in text heights: a title is centred this well
constexpr double kRuleBelow = 1.7;     // in font sizes: a rule under a label is this near to its baseline
constexpr double kSmaller = 0.85;      // times the size of the line above
constexpr double kOffOrphans = 0.2;    // the same, where labels below must belong to some label
constexpr double kOffCentre = 2;       // columns that a label off centre by a text height must gain
constexpr double kCentred = 0.4;       // in text heights: ranges centred this much worse still compete

bool is_number(const LinePiece& piece) {
  return piece.kind == CellKind::number;
}

/// Share of numbers among the pieces right of the first column.
struct Values {
  std::size_t numbers = 0;
  std::size_t dashes = 0;  // stand for no value
  std::size_t pieces = 0;
};

/// "1 2 3 4" names columns.
bool is_series(const StreamLine& line) {
  std::size_t steps = 0;
  int last = -1;
  for (const LinePiece& piece : line.pieces) {
    if (piece.first == 0) continue;
    if (last >= 0 && piece.ordinal != last + 1) return false;
    steps += last >= 0 ? 1 : 0;
    last = piece.ordinal;
    if (last < 0 && piece.first > 0 && is_number(piece)) return false;
  }
  return steps >= 2;
}

/// A line of units, or of numbers, for all columns that have labels above: a level of its own.
bool names_again(const Page& page, const StreamLine& line, const ColumnSet& columns) {
  std::size_t units = 0, ordinals = 0;
  for (const LinePiece& piece : line.pieces) {
    if (piece.spans()) return false;
    units += piece.first > 0 && is_unit(piece_text(page, piece)) ? 1 : 0;
    ordinals += piece.ordinal == static_cast<int>(piece.first) + 1 ? 1 : 0;
  }
  const bool all_units = units + 1 == columns.size() && units == line.pieces.size() && units > 1;
  return all_units || (ordinals == columns.size() && ordinals > 2);
}

/// One unit for all columns, set in the middle of those beside the stub, below their labels.
bool names_unit_of_all(const Page& page, const StreamLine& line, const ColumnSet& columns, double unit) {
  if (line.pieces.size() != 1 || columns.size() < 3) return false;
  const LinePiece& piece = line.pieces.front();
  const double middle = (columns.columns[1].from + columns.columns.back().to) / 2;
  return piece.first > 0 && std::abs((piece.x0 + piece.x1) / 2 - middle) < kInMiddle * unit &&
         is_unit(piece_text(page, piece));
}

Values values_of(std::span<const StreamLine> lines) {
  Values out;
  for (const StreamLine& line : lines) {
    if (is_series(line)) continue;
    for (const LinePiece& piece : line.pieces) {
      if (piece.first == 0) continue;
      ++out.pieces;
      out.numbers += is_number(piece) ? 1 : 0;
      out.dashes += piece.kind == CellKind::dash ? 1 : 0;
    }
  }
  return out;
}

bool mostly_numbers(const Values& values) {
  return values.numbers > 0 && (values.numbers + values.dashes) * 2 >= values.pieces;
}

/// A lone integer in a row of small ones ("1 2 3 4") names columns as well as it counts things.
bool is_value_line(const StreamLine& line) {
  const Values values = values_of({&line, 1});
  return mostly_numbers(values);
}

/// Lines above `y`.
std::size_t lines_above(std::span<const StreamLine> lines, double y) {
  std::size_t count = 0;
  while (count < lines.size() && lines[count].baseline < y) ++count;
  return count;
}

/// The lines of a band are one cell under a label of that column alone: the rest of a cell that a page end cut, and no
/// level of the header.
bool is_rest_of_cell(std::span<const StreamLine> lines, std::size_t first, std::size_t end) {
  const LinePiece& piece = lines[first].pieces.front();
  const bool alone = std::all_of(lines.begin() + static_cast<std::ptrdiff_t>(first),
                                 lines.begin() + static_cast<std::ptrdiff_t>(end), [&](const StreamLine& line) {
                                   return line.pieces.size() == 1 && line.pieces.front().first == piece.first &&
                                          line.pieces.front().last == piece.last;
                                 });
  return alone &&
         std::any_of(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(first), [&](const StreamLine& line) {
           return std::any_of(line.pieces.begin(), line.pieces.end(), [&](const LinePiece& label) {
             return label.first == piece.first && label.last == piece.last;
           });
         });
}

}  // namespace

bool is_section_title(const StreamRegion& region, const StreamLine& line) {
  if (line.pieces.size() != 1) return false;
  const LinePiece& piece = line.pieces.front();
  const bool in_middle = std::abs((piece.x0 + piece.x1) / 2 - region.middle) < kInMiddle * region.unit;
  return (piece.first == 0 && !piece.spans()) || in_middle;
}

namespace {

std::size_t header_by_values(const StreamRegion& region, std::span<const StreamLine> lines) {
  std::size_t first = 0;
  while (first < lines.size() && !is_value_line(lines[first])) ++first;
  if (first == lines.size() || first > kMostLines) return 1;
  // A section title above the first values is no header.
  std::size_t header = first;
  while (header > 1 && is_section_title(region, lines[header - 1])) --header;
  return header;
}

/// A header label while its lines are gathered.
struct Label {
  std::size_t first = 0;  // columns
  std::size_t last = 0;
  double x0 = 0;
  double x1 = 0;
  double top = 0;
  double baseline = 0;  // of its last line
  double size = 0;
  std::vector<std::uint32_t> words;
  std::size_t level = 0;
  std::size_t end_level = 0;  // 0: not known yet
  bool ruled = false;         // a rule of its own stands under it

  bool meets(std::size_t a, std::size_t b) const { return first <= b && a <= last; }
  double middle() const { return (x0 + x1) / 2; }
};

/// The rule drawn under a piece, with nothing between them.
const Ruling* rule_under(const StreamRegion& region, std::span<const StreamLine> lines, const StreamLine& line,
                         const LinePiece& piece) {
  const double middle = (piece.x0 + piece.x1) / 2;
  for (const Ruling& rule : region.partial) {
    if (rule.at < line.baseline - 0.1 * region.unit || rule.from > middle || rule.to < middle) continue;
    if (rule.at > line.baseline + kRuleBelow * line.size) return nullptr;
    const bool blocked = std::any_of(lines.begin(), lines.end(), [&](const StreamLine& other) {
      return other.baseline > line.baseline + 0.1 * region.unit && other.baseline < rule.at &&
             std::any_of(other.pieces.begin(), other.pieces.end(),
                         [&](const LinePiece& p) { return p.x0 < rule.to && rule.from < p.x1; });
    });
    return blocked ? nullptr : &rule;
  }
  return nullptr;
}

/// True when a shorter rule parts two lines of the same columns.
bool rule_parts(const StreamRegion& region, const Label& above, const LinePiece& below, double baseline) {
  return std::any_of(region.partial.begin(), region.partial.end(), [&](const Ruling& rule) {
    return rule.at > above.baseline - 0.1 * region.unit && rule.at < baseline - 0.5 * region.unit &&
           rule.from < below.x1 && below.x0 < rule.to;
  });
}

ColumnReach range_under(const ColumnSet& columns, const Ruling& rule, const LinePiece& piece, double unit) {
  ColumnReach out{piece.first, piece.last};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double middle = columns.columns[c].middle();
    if (middle < rule.from - 0.3 * unit || middle > rule.to + 0.3 * unit) continue;
    out.first = std::min(out.first, c);
    out.last = std::max(out.last, c);
  }
  return out;
}

/// Where a label of one line stands.
struct Placing {
  ColumnReach range;
  bool free = false;   // it may span more columns than it reaches into
  bool ruled = false;  // a rule under it parts it from the next level
  bool heads = false;  // labels below it have none of their own above them: it may span just those
};

class Labels {
 public:
  Labels(const StreamRegion& region, std::span<const StreamLine> lines, const ColumnSet& columns)
      : region_(region), lines_(lines), columns_(columns) {}

  void add_line(const StreamLine& line, bool last_line) {
    read_below(line);
    const std::vector<Placing> places = placings(line, last_line);
    for (std::size_t i = 0; i < line.pieces.size(); ++i) add(line, line.pieces[i], places[i]);
  }

  /// A line that names all columns again, below all labels: a level of its own, which none of them reaches into.
  void add_names(const StreamLine& line) {
    end_levels();
    for (const LinePiece& piece : line.pieces) append(line, piece, {{piece.first, piece.last}, false, false});
  }

  /// The same for one unit of all columns but the first.
  void add_unit(const StreamLine& line) {
    end_levels();
    append(line, line.pieces.front(), {{1, columns_.size() - 1}, false, false});
  }

  std::vector<Label> finish() { return std::move(labels_); }

 private:
  void end_levels() {
    for (const Label& label : labels_) least_ = std::max(least_, label.level + 1);
    for (Label& label : labels_) label.end_level = label.end_level > 0 ? label.end_level : least_;
  }

  /// The lowest label so far in the columns of a piece.
  Label* above(std::size_t first, std::size_t last) {
    Label* found = nullptr;
    for (Label& label : labels_) {
      if (label.meets(first, last) && (found == nullptr || label.baseline > found->baseline)) found = &label;
    }
    return found;
  }

  bool wraps(const Label& label, const LinePiece& piece, const ColumnReach& range, const StreamLine& line) const {
    if (line.baseline - label.baseline > kLeading * std::max(label.size, line.size)) return false;
    if (label.ruled || rule_parts(region_, label, piece, line.baseline)) return false;
    if (line.size < kSmaller * label.size) return false;  // set smaller: a level of its own
    if (label.first == range.first && label.last == range.last) return true;
    // The second line of a label over several columns may be short, when it stands alone under it.
    const std::size_t mates = static_cast<std::size_t>(std::count_if(
        line.pieces.begin(), line.pieces.end(), [&](const LinePiece& p) { return label.meets(p.first, p.last); }));
    const bool inside = label.first <= range.first && range.last <= label.last;
    return inside && mates == 1 && std::abs(label.middle() - (piece.x0 + piece.x1) / 2) < region_.unit;
  }

  /// In a header whose columns without levels have their label at the top, or between two levels, a label below with
  /// none above it belongs to a label that spans several columns. Reads where such orphans stand under `line`.
  void read_below(const StreamLine& line) {
    below_.assign(columns_.size(), nullptr);
    std::vector<double> lowest(columns_.size(), -1e9), highest(columns_.size(), 1e9);  // baselines below
    orphan_.assign(columns_.size(), false);
    std::vector<bool> here(columns_.size(), false);
    for (const LinePiece& piece : line.pieces)
      std::fill(here.begin() + at(piece.first), here.begin() + at(piece.last) + 1, true);
    for (const StreamLine& other : lines_) {
      if (other.baseline <= line.baseline) continue;
      for (const LinePiece& piece : other.pieces) {
        for (std::size_t c = piece.first; c <= piece.last; ++c) {
          below_[c] = below_[c] == nullptr ? &piece : below_[c];
          lowest[c] = other.baseline;
          highest[c] = std::min(highest[c], other.baseline);
        }
      }
    }
    double next_level = 1e9;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      if (here[c]) next_level = std::min(next_level, highest[c]);
    }
    next_level -= 0.2 * line.size;
    bool top_only = false;
    for (std::size_t c = 0; c < columns_.size(); ++c) {
      const bool between = !here[c] && below_[c] != nullptr && lowest[c] < next_level && next_level < 1e8;
      top_only = top_only || (here[c] && below_[c] == nullptr) || between;
      orphan_[c] = !here[c] && below_[c] != nullptr && !between &&
                   std::none_of(labels_.begin(), labels_.end(), [&](const Label& label) { return label.meets(c, c); });
    }
    if (!top_only) std::fill(orphan_.begin(), orphan_.end(), false);
  }

  static std::ptrdiff_t at(std::size_t index) { return static_cast<std::ptrdiff_t>(index); }

  /// A label of one column with a label below it, next to an orphan.
  bool heads_orphans(const LinePiece& piece) const {
    if (piece.spans() || below_[piece.first] == nullptr) return false;
    const bool left = piece.first > 0 && orphan_[piece.first - 1];
    const bool right = piece.last + 1 < columns_.size() && orphan_[piece.last + 1];
    return left || right;
  }

  double label_middle(std::size_t column) const {
    const LinePiece* label = below_[column];
    return label != nullptr && !label->spans() ? (label->x0 + label->x1) / 2 : columns_.columns[column].middle();
  }

  /// The columns of each label of a line: those over its own rule, or the best centred ones that do not overlap.
  std::vector<Placing> placings(const StreamLine& line, bool last_line) const {
    std::vector<Placing> out;
    std::size_t spanning = 0;
    for (const LinePiece& piece : line.pieces) spanning += piece.spans() ? 1 : 0;
    const bool bigger = std::any_of(lines_.begin(), lines_.end(), [&](const StreamLine& other) {
      return other.baseline > line.baseline && other.size < kSmaller * line.size;
    });
    for (const LinePiece& piece : line.pieces) {
      Placing place{{piece.first, piece.last}, false, false};
      const Ruling* rule = rule_under(region_, lines_, line, piece);
      const auto over = [&](const LinePiece& p) {
        return rule->from < (p.x0 + p.x1) / 2 && (p.x0 + p.x1) / 2 < rule->to;
      };
      if (rule != nullptr && std::count_if(line.pieces.begin(), line.pieces.end(), over) == 1) {
        place.range = range_under(columns_, *rule, piece, region_.unit);
        place.ruled = place.range.last > place.range.first;
      } else {
        place.free = !last_line && (piece.spans() || rule != nullptr || spanning * 2 >= line.pieces.size() ||
                                    (bigger && piece.first > 0));
        place.ruled = rule != nullptr && !last_line;
        place.heads = !last_line && rule == nullptr && heads_orphans(piece);
        place.free = place.free || place.heads;
      }
      out.push_back(place);
    }
    part_overlaps(line, out);
    spread(line, out);
    return out;
  }

  /// Two rules may share a column's middle, and two labels stand over one column.
  static void part_overlaps(const StreamLine& line, std::vector<Placing>& places) {
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
      ColumnReach& left = places[i].range;
      ColumnReach& right = places[i + 1].range;
      if (left.last < right.first) continue;
      const std::size_t next = line.pieces[i + 1].first;
      left.last = std::max(left.first, next > 0 ? next - 1 : 0);
      right.first = std::min(std::max(right.first, left.last + 1), right.last);
    }
  }

  /// Gives the free labels of a line the columns that they are centred over: the choice of ranges without overlap that
  /// covers most columns, less what they are off centre. Dynamic programming over labels and columns.
  void spread(const StreamLine& line, std::vector<Placing>& places) const {
    const std::size_t n = columns_.size();
    constexpr double kNever = -1e18;
    struct Choice {
      double score = kNever;
      std::size_t first = 0;
      std::size_t last = 0;
    };
    // best[i][c]: the first i labels stand in columns before c; the last of them in `first`..`last`.
    std::vector<std::vector<Choice>> best(places.size() + 1, std::vector<Choice>(n + 1));
    for (std::size_t c = 0; c <= n; ++c) best[0][c].score = 0;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const LinePiece& piece = line.pieces[i];
      const ColumnReach own = places[i].range;
      std::size_t least = places[i].free ? 0 : own.first;
      std::size_t most = places[i].free ? n - 1 : own.last;
      if (places[i].heads) {
        least = own.first;
        most = own.last;
        while (least > 0 && orphan_[least - 1]) --least;
        while (most + 1 < n && orphan_[most + 1]) ++most;
      }
      for (std::size_t first = least; first <= own.first; ++first) {
        if (best[i][first].score == kNever) continue;
        for (std::size_t last = own.last; last <= most; ++last) {
          const double middle = places[i].heads ? (label_middle(first) + label_middle(last)) / 2
                                                : (columns_.columns[first].from + columns_.columns[last].to) / 2;
          const double cost = places[i].heads ? kOffOrphans : kOffCentre;
          const double off = places[i].free ? std::abs(middle - (piece.x0 + piece.x1) / 2) / region_.unit : 0;
          const double score = best[i][first].score + static_cast<double>(last - first + 1) - cost * off;
          if (score > best[i + 1][last + 1].score) best[i + 1][last + 1] = {score, first, last};
        }
      }
      for (std::size_t c = 1; c <= n; ++c) {
        if (best[i + 1][c - 1].score > best[i + 1][c].score) best[i + 1][c] = best[i + 1][c - 1];
      }
    }
    std::size_t end = n;
    if (best[places.size()][n].score == kNever) return;
    for (std::size_t i = places.size(); i-- > 0;) {
      const Choice& choice = best[i + 1][end];
      places[i].range = {choice.first, choice.last};
      end = choice.first;
    }
  }

  void add(const StreamLine& line, const LinePiece& piece, const Placing& place) {
    const ColumnReach range = place.range;
    if (Label* label = above(range.first, range.last); label != nullptr && wraps(*label, piece, range, line)) {
      label->words.insert(label->words.end(), piece.words.begin(), piece.words.end());
      label->baseline = line.baseline;
      label->x0 = std::min(label->x0, piece.x0);
      label->x1 = std::max(label->x1, piece.x1);
      label->ruled = place.ruled;
      return;
    }
    append(line, piece, place);
  }

  void append(const StreamLine& line, const LinePiece& piece, const Placing& place) {
    const ColumnReach range = place.range;
    Label label;
    label.first = range.first;
    label.last = range.last;
    label.x0 = piece.x0;
    label.x1 = piece.x1;
    label.top = line.top;
    label.baseline = line.baseline;
    label.size = line.size;
    label.words = piece.words;
    label.ruled = place.ruled;
    label.level = least_;
    for (const Label& other : labels_) {
      if (other.meets(range.first, range.last)) label.level = std::max(label.level, other.level + 1);
    }
    labels_.push_back(std::move(label));
  }

  const StreamRegion& region_;
  std::span<const StreamLine> lines_;
  const ColumnSet& columns_;
  std::size_t least_ = 0;  // level of the labels to come, at least
  std::vector<Label> labels_;
  std::vector<const LinePiece*> below_;  // by column: the next label under the line at hand
  std::vector<bool> orphan_;             // by column: that label has none above it
};

}  // namespace

ColumnReach centred_range(const ColumnSet& columns, const LinePiece& piece, std::size_t least, std::size_t most,
                          double unit) {
  const double middle = (piece.x0 + piece.x1) / 2;
  const auto off = [&](std::size_t first, std::size_t last) {
    return std::abs((columns.columns[first].from + columns.columns[last].to) / 2 - middle);
  };
  least = std::min(least, piece.first);
  most = std::max(most, piece.last);
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t first = least; first <= piece.first; ++first) {
    for (std::size_t last = piece.last; last <= most; ++last) best = std::min(best, off(first, last));
  }
  ColumnReach out{piece.first, piece.last};
  if (best > 3 * unit) return out;
  for (std::size_t first = least; first <= piece.first; ++first) {
    for (std::size_t last = piece.last; last <= most; ++last) {
      if (off(first, last) <= best + kCentred * unit && last - first > out.last - out.first) out = {first, last};
    }
  }
  return out;
}

std::size_t count_header_lines(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines,
                               const ColumnSet& columns) {
  if (lines.size() < 2 || columns.empty()) return 0;
  std::vector<std::size_t> cuts;  // lines above each rule inside
  for (const FrameRule& rule : region.rules) {
    const std::size_t above = lines_above(lines, rule.y);
    if (above > 0 && above < lines.size() && (cuts.empty() || above > cuts.back())) cuts.push_back(above);
  }
  if (cuts.empty() || cuts.front() > kMostLines) return header_by_values(region, lines);
  std::size_t header = cuts.front();
  if (mostly_numbers(values_of(lines.subspan(0, header)))) return header_by_values(region, lines);
  // Levels of a header may be ruled off from each other.
  const bool numbers_below = mostly_numbers(values_of(lines.subspan(header)));
  for (std::size_t i = 1; i < cuts.size() && cuts[i] <= kMostLines; ++i) {
    const Values band = values_of(lines.subspan(header, cuts[i] - header));
    const bool names = cuts[i] == header + 1 && names_again(page, lines[header], columns);
    if (names) {
      header = cuts[i];
      continue;
    }
    if (!numbers_below || band.numbers > 0 || band.pieces < 2 || is_rest_of_cell(lines, header, cuts[i])) break;
    header = cuts[i];
  }
  return header;
}

StreamHeader make_header(const Page& page, const StreamRegion& region, std::span<const StreamLine> lines,
                         const ColumnSet& columns) {
  const auto is_unit_of_all = [&](const StreamLine& line) {
    return names_unit_of_all(page, line, columns, region.unit);
  };
  std::size_t labels_end = lines.size();
  while (labels_end > 1 && (names_again(page, lines[labels_end - 1], columns) || is_unit_of_all(lines[labels_end - 1])))
    --labels_end;
  Labels gather(region, lines.subspan(0, labels_end), columns);
  for (std::size_t i = 0; i < labels_end; ++i) gather.add_line(lines[i], i + 1 == labels_end);
  for (const StreamLine& line : lines.subspan(labels_end))
    is_unit_of_all(line) ? gather.add_unit(line) : gather.add_names(line);
  std::vector<Label> labels = gather.finish();
  StreamHeader header;
  for (const Label& label : labels) header.rows = std::max(header.rows, label.level + 1);
  for (Label& label : labels) {
    if (label.end_level == 0) label.end_level = header.rows;
    for (const Label& other : labels) {
      if (&other != &label && other.level > label.level && other.meets(label.first, label.last)) {
        label.end_level = std::min(label.end_level, other.level);
      }
    }
  }
  for (Label& label : labels) {
    StreamCell cell{
        label.level, label.first, label.end_level, label.last + 1, std::move(label.words), label.last > label.first};
    header.cells.push_back(std::move(cell));
  }
  return header;
}

}  // namespace gridlift::recover
