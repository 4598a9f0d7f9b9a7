#include "core/recover/stream_header.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gridlift::recover {

namespace {

constexpr std::size_t kMostLines = 9;  // a header of more lines is none
constexpr double kLeading = 1.5;       // in font sizes: lines of one label follow each other this closely
constexpr double kCentred = 0.4;       // in text heights: ranges centred this much worse still compete

bool is_number(const Piece& piece) {
  return piece.kind == CellKind::number;
}

/// Share of numbers among the pieces right of the first column.
struct Values {
  std::size_t numbers = 0;
  std::size_t pieces = 0;
};

Values values_of(std::span<const StreamLine> lines) {
  Values out;
  for (const StreamLine& line : lines) {
    for (const Piece& piece : line.pieces) {
      if (piece.first == 0) continue;
      ++out.pieces;
      out.numbers += is_number(piece) ? 1 : 0;
    }
  }
  return out;
}

bool mostly_numbers(const Values& values) {
  return values.pieces > 0 && values.numbers * 2 >= values.pieces;
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

std::size_t header_by_values(std::span<const StreamLine> lines) {
  std::size_t first = 0;
  while (first < lines.size() && !is_value_line(lines[first])) ++first;
  if (first == lines.size() || first > kMostLines) return 1;
  // A section title above the first values is no header.
  std::size_t header = first;
  while (header > 0 && lines[header - 1].pieces.size() == 1 && lines[header - 1].pieces.front().first == 0 &&
         !lines[header - 1].pieces.front().spans() && header > 1) {
    --header;
  }
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
  std::size_t end_level = 0;
  bool ruled = false;  // a rule of its own stands under it

  bool meets(std::size_t a, std::size_t b) const { return first <= b && a <= last; }
  double middle() const { return (x0 + x1) / 2; }
};

/// The rule drawn under a piece, between its line and the next.
const Ruling* rule_under(const StreamRegion& region, const Piece& piece, double baseline, double next_top) {
  const double middle = (piece.x0 + piece.x1) / 2;
  for (const Ruling& rule : region.partial) {
    if (rule.at > baseline - 0.1 * region.unit && rule.at < next_top + 0.35 * region.unit && rule.from < middle &&
        middle < rule.to) {
      return &rule;
    }
  }
  return nullptr;
}

/// True when a shorter rule parts two lines of the same columns.
bool rule_parts(const StreamRegion& region, const Label& above, const Piece& below, double baseline) {
  return std::any_of(region.partial.begin(), region.partial.end(), [&](const Ruling& rule) {
    return rule.at > above.baseline - 0.1 * region.unit && rule.at < baseline - 0.5 * region.unit &&
           rule.from < below.x1 && below.x0 < rule.to;
  });
}

ColumnReach range_under(const ColumnSet& columns, const Ruling& rule, const Piece& piece, double unit) {
  ColumnReach out{piece.first, piece.last};
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const double middle = columns.columns[c].middle();
    if (middle < rule.from - 0.3 * unit || middle > rule.to + 0.3 * unit) continue;
    out.first = std::min(out.first, c);
    out.last = std::max(out.last, c);
  }
  return out;
}

class Labels {
 public:
  Labels(const StreamRegion& region, const ColumnSet& columns) : region_(region), columns_(columns) {}

  void add_line(const StreamLine& line, double next_top, bool last_line) {
    for (std::size_t i = 0; i < line.pieces.size(); ++i) {
      const Piece& piece = line.pieces[i];
      const std::size_t least = i > 0 ? line.pieces[i - 1].last + 1 : 0;
      const std::size_t most = i + 1 < line.pieces.size() ? line.pieces[i + 1].first - 1 : columns_.size() - 1;
      add(line, piece, least, std::max(most, piece.last), next_top, last_line);
    }
  }

  std::vector<Label> finish() { return std::move(labels_); }

 private:
  /// The lowest label so far in the columns of a piece.
  Label* above(std::size_t first, std::size_t last) {
    Label* found = nullptr;
    for (Label& label : labels_) {
      if (label.meets(first, last) && (found == nullptr || label.baseline > found->baseline)) found = &label;
    }
    return found;
  }

  bool wraps(const Label& label, const Piece& piece, const ColumnReach& range, const StreamLine& line) const {
    if (line.baseline - label.baseline > kLeading * std::max(label.size, line.size)) return false;
    if (label.ruled || rule_parts(region_, label, piece, line.baseline)) return false;
    if (label.first == range.first && label.last == range.last) return true;
    // The second line of a label over several columns may be short, when it stands alone under it.
    const std::size_t mates = static_cast<std::size_t>(std::count_if(
        line.pieces.begin(), line.pieces.end(), [&](const Piece& p) { return label.meets(p.first, p.last); }));
    const bool inside = label.first <= range.first && range.last <= label.last;
    return inside && mates == 1 && std::abs(label.middle() - (piece.x0 + piece.x1) / 2) < region_.unit;
  }

  void add(const StreamLine& line, const Piece& piece, std::size_t least, std::size_t most, double next_top,
           bool last_line) {
    ColumnReach range{piece.first, piece.last};
    const Ruling* rule = rule_under(region_, piece, line.baseline, next_top);
    if (rule != nullptr) {
      range = range_under(columns_, *rule, piece, region_.unit);
      range.first = std::max(range.first, std::min(least, piece.first));
      range.last = std::min(range.last, most);
    } else if (piece.spans() && !last_line) {
      range = centred_range(columns_, piece, least, most, region_.unit);
    }
    if (Label* label = above(range.first, range.last); label != nullptr && wraps(*label, piece, range, line)) {
      label->words.insert(label->words.end(), piece.words.begin(), piece.words.end());
      label->baseline = line.baseline;
      label->x0 = std::min(label->x0, piece.x0);
      label->x1 = std::max(label->x1, piece.x1);
      label->ruled = rule != nullptr && range.last > range.first;
      return;
    }
    Label label;
    label.first = range.first;
    label.last = range.last;
    label.x0 = piece.x0;
    label.x1 = piece.x1;
    label.top = line.top;
    label.baseline = line.baseline;
    label.size = line.size;
    label.words = piece.words;
    label.ruled = rule != nullptr && range.last > range.first;
    for (const Label& other : labels_) {
      if (other.meets(range.first, range.last)) label.level = std::max(label.level, other.level + 1);
    }
    labels_.push_back(std::move(label));
  }

  const StreamRegion& region_;
  const ColumnSet& columns_;
  std::vector<Label> labels_;
};

}  // namespace

ColumnReach centred_range(const ColumnSet& columns, const Piece& piece, std::size_t least, std::size_t most,
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

std::size_t count_header_lines(const StreamRegion& region, std::span<const StreamLine> lines,
                               const ColumnSet& columns) {
  if (lines.size() < 2 || columns.empty()) return 0;
  std::vector<std::size_t> cuts;  // lines above each rule inside
  for (const FrameRule& rule : region.rules) {
    const std::size_t above = lines_above(lines, rule.y);
    if (above > 0 && above < lines.size() && (cuts.empty() || above > cuts.back())) cuts.push_back(above);
  }
  if (cuts.empty() || cuts.front() > kMostLines) return header_by_values(lines);
  std::size_t header = cuts.front();
  if (mostly_numbers(values_of(lines.subspan(0, header))) && !is_value_line(lines[0])) return header_by_values(lines);
  // Levels of a header may be ruled off from each other.
  const bool numbers_below = mostly_numbers(values_of(lines.subspan(header)));
  for (std::size_t i = 1; i < cuts.size() && cuts[i] <= kMostLines && numbers_below; ++i) {
    const Values band = values_of(lines.subspan(header, cuts[i] - header));
    if (band.numbers > 0 || band.pieces < 2) break;
    header = cuts[i];
  }
  return header;
}

StreamHeader make_header(const StreamRegion& region, std::span<const StreamLine> lines, const ColumnSet& columns) {
  Labels gather(region, columns);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool last = i + 1 == lines.size();
    gather.add_line(lines[i], last ? lines[i].bottom : lines[i + 1].top, last);
  }
  std::vector<Label> labels = gather.finish();
  StreamHeader header;
  for (const Label& label : labels) header.rows = std::max(header.rows, label.level + 1);
  for (Label& label : labels) {
    label.end_level = header.rows;
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
