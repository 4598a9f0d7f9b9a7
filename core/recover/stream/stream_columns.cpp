#include "core/recover/stream/stream_columns.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <utility>

namespace gridlift::recover {

namespace {

constexpr double kCrossed = 0.34;        // lines across a river, as a share of those that respect it
constexpr std::size_t kHeaderLines = 6;  // lines that a header may have
constexpr double kSliver = 0.08;         // in text heights: an overlap this small is none
constexpr double kHardlyApart = 0.5;     // in text heights: too near for two columns with texts of their own
constexpr double kUsualGap = 0.7;        // in text heights: columns usually stand this far apart, or
constexpr double kFewLinesGap = 1.2;     // this far when only two or three lines tell
constexpr std::size_t kFewLines = 3;
constexpr std::size_t kFewForPhantom = 5;
constexpr std::size_t kManyLines = 8;  // so many lines need no wide gap

/// A stretch of the x axis in which the counts do not change.
struct Stretch {
  double from = 0;
  double to = 0;
  int covered = 0;  // lines with ink
  int parted = 0;   // lines with a gap between two phrases
};

struct Event {
  double x = 0;
  int covered = 0;
  int parted = 0;
};

std::vector<Stretch> sweep(std::vector<Event> events) {
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.x < b.x; });
  std::vector<Stretch> out;
  Stretch now;
  for (std::size_t i = 0; i < events.size(); ++i) {
    if (i > 0 && events[i].x > now.from) {
      now.to = events[i].x;
      out.push_back(now);
    }
    now.from = events[i].x;
    now.covered += events[i].covered;
    now.parted += events[i].parted;
  }
  return out;
}

std::vector<Event> events_of(std::span<const PhraseLine> lines) {
  std::vector<Event> events;
  for (const PhraseLine& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      events.push_back({line[i].x0, 1, 0});
      events.push_back({line[i].x1, -1, 0});
      if (i > 0 && line[i].x0 > line[i - 1].x1) {
        events.push_back({line[i - 1].x1, 0, 1});
        events.push_back({line[i].x0, 0, -1});
      }
    }
  }
  return events;
}

bool is_valley(const Stretch& s) {
  return s.parted > 0 && s.covered <= kCrossed * s.parted;
}

/// Maximal runs of stretches that far more lines leave white than cover.
std::vector<Span1> valleys(const std::vector<Stretch>& stretches) {
  std::vector<Span1> out;
  for (const Stretch& s : stretches) {
    if (!is_valley(s)) continue;
    if (!out.empty() && out.back().to == s.from) {
      out.back().to = s.to;
    } else {
      out.push_back({s.from, s.to});
    }
  }
  return out;
}

bool runs_across(const Phrase& phrase, const Span1& valley, double unit) {
  return phrase.x0 < valley.from - kSliver * unit && phrase.x1 > valley.to + kSliver * unit;
}

/// The lines without the phrases that run across a valley.
std::vector<PhraseLine> without_spanning(std::span<const PhraseLine> lines, const std::vector<Span1>& valleys,
                                         double unit) {
  std::vector<PhraseLine> out;
  for (const PhraseLine& line : lines) {
    PhraseLine& kept = out.emplace_back();
    for (const Phrase& phrase : line) {
      auto first = std::lower_bound(valleys.begin(), valleys.end(), phrase.x0,
                                    [](const Span1& valley, double x) { return valley.to < x; });
      bool across = false;
      for (; first != valleys.end() && first->from < phrase.x1 && !across; ++first)
        across = runs_across(phrase, *first, unit);
      if (!across) kept.push_back(phrase);
    }
  }
  return out;
}

/// Stretches between the outermost text that no line covers, or, in a valley that never is quite white, the whitest
/// one.
std::vector<River> white_stretches(const std::vector<Stretch>& stretches, const std::vector<Span1>& valleys,
                                   double unit) {
  std::vector<River> out;
  for (const Span1& valley : valleys) {
    std::vector<River> white;
    int least = std::numeric_limits<int>::max();
    River whitest;
    for (const Stretch& s : stretches) {
      if (s.from < valley.from || s.to > valley.to) continue;
      if (s.covered == 0) white.push_back({s.from, s.to});
      if (s.to - s.from > kSliver * unit && s.covered < least) {
        least = s.covered;
        whitest = {s.from, s.to};
      }
    }
    // Neighbouring white stretches differ only in the number of parted lines.
    std::vector<River> joined;
    for (const River& river : white) {
      if (!joined.empty() && joined.back().to >= river.from) {
        joined.back().to = river.to;
      } else {
        joined.push_back(river);
      }
    }
    std::erase_if(joined, [&](const River& river) { return river.to - river.from <= kSliver * unit; });
    if (joined.empty() && least != std::numeric_limits<int>::max()) joined.push_back(whitest);
    out.insert(out.end(), joined.begin(), joined.end());
  }
  return out;
}

/// Counts the lines on both sides of each river and the gaps that they leave.
void weigh(std::vector<River>& rivers, std::span<const PhraseLine> lines) {
  std::vector<std::vector<double>> gaps(rivers.size());
  for (const PhraseLine& line : lines) {
    for (std::size_t i = 0; i < line.size(); ++i) {
      const double from = line[i].x0;
      const double next = i + 1 < line.size() ? line[i + 1].x0 : line[i].x1;
      auto river =
          std::lower_bound(rivers.begin(), rivers.end(), from, [](const River& r, double x) { return r.middle() < x; });
      for (; river != rivers.end() && river->middle() <= next; ++river) {
        if (river->middle() < line[i].x1) {
          ++river->crossed;
        } else if (i + 1 < line.size()) {
          ++river->lines;
          river->values += line[i + 1].after_value ? 1 : 0;
          gaps[static_cast<std::size_t>(river - rivers.begin())].push_back(next - line[i].x1);
        }
      }
    }
  }
  for (std::size_t i = 0; i < rivers.size(); ++i) {
    if (gaps[i].empty()) continue;
    const auto at = gaps[i].begin() + static_cast<std::ptrdiff_t>(gaps[i].size() * 3 / 5);
    std::nth_element(gaps[i].begin(), at, gaps[i].end());
    rivers[i].gap = *at;
  }
}

bool is_walled(const River& river, std::span<const double> walls, double unit) {
  const auto wall = std::lower_bound(walls.begin(), walls.end(), river.from - 0.2 * unit);
  return wall != walls.end() && *wall < river.to + 0.2 * unit;
}

bool bears(const River& river, std::size_t lines, double unit, double widest_blank, std::span<const double> walls) {
  if (is_walled(river, walls, unit)) return true;
  if (river.values >= kFewLines && river.lines >= 2 * kFewLines && river.crossed * 4 <= river.lines) return true;
  const std::size_t fewest = lines <= kFewLines ? 1 : 2;
  if (river.lines < fewest) return false;
  if (river.lines >= kManyLines && river.crossed * kManyLines <= river.lines) return river.gap >= widest_blank;
  const double usual = river.lines <= kFewLines ? kFewLinesGap : kUsualGap;
  return river.gap >= std::max(usual * unit, 1.15 * widest_blank);
}

std::size_t column_of(const std::vector<River>& rivers, const Phrase& phrase) {
  const double middle = (phrase.x0 + phrase.x1) / 2;
  return static_cast<std::size_t>(
      std::lower_bound(rivers.begin(), rivers.end(), middle, [](const River& r, double x) { return r.middle() < x; }) -
      rivers.begin());
}

/// In which lines a column has text, ascending.
struct ColumnLines {
  std::vector<std::size_t> lines;

  void add(std::size_t line) {
    if (lines.empty() || lines.back() != line) lines.push_back(line);
  }
  void add(const ColumnLines& other) {
    std::vector<std::size_t> both;
    std::ranges::set_union(lines, other.lines, std::back_inserter(both));
    lines = std::move(both);
  }
  /// All its lines are a header's, above those of the other, but for a level of the header above both.
  bool heads(const ColumnLines& other) const {
    if (lines.empty() || other.lines.empty() || lines.back() >= kHeaderLines) return false;
    const auto below = std::ranges::upper_bound(other.lines, lines.back());
    return below != other.lines.end() && (below == other.lines.begin() || *std::prev(below) < lines.front());
  }
  /// How many lines lie between the header and what it heads, either way.
  std::size_t lines_to(const ColumnLines& other) const {
    const ColumnLines& above = heads(other) ? *this : other;
    const ColumnLines& under = heads(other) ? other : *this;
    if (!above.heads(under)) return 0;
    return *std::ranges::upper_bound(under.lines, above.lines.back()) - above.lines.back();
  }
  /// No line has text in both, and both have some below a header.
  bool excludes(const ColumnLines& other) const {
    if (lines.empty() || other.lines.empty() || std::min(lines.back(), other.lines.back()) < kHeaderLines) return false;
    std::vector<std::size_t> both;
    std::ranges::set_intersection(lines, other.lines, std::back_inserter(both));
    return both.empty();
  }
};

/// Where text stands between the rivers; a column that nothing stands in is closed up.
ColumnSet between(std::vector<River> rivers, std::span<const PhraseLine> lines) {
  std::vector<Phrase> all;
  for (const PhraseLine& line : lines) all.insert(all.end(), line.begin(), line.end());
  ColumnSet out;
  if (all.empty()) return out;
  std::vector<Span1> columns(rivers.size() + 1,
                             {std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()});
  for (const Phrase& phrase : all) {
    const double middle = (phrase.x0 + phrase.x1) / 2;
    const auto river =
        std::lower_bound(rivers.begin(), rivers.end(), middle, [](const River& r, double x) { return r.middle() < x; });
    Span1& column = columns[static_cast<std::size_t>(river - rivers.begin())];
    column = {std::min(column.from, phrase.x0), std::max(column.to, phrase.x1)};
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].from > columns[i].to) continue;
    if (!out.columns.empty()) {
      River river = rivers[i - 1];
      river.from = std::min(std::max(river.from, out.columns.back().to), river.to);
      river.to = std::max(std::min(river.to, columns[i].from), river.from);
      out.rivers.push_back(river);
    }
    out.columns.push_back(columns[i]);
  }
  return out;
}

/// A label centred over right-aligned numbers may stand clear of all of them: two neighbouring columns of which one has
/// text at the top only, and the other below it only, are one. So are two that are hardly apart, and never on one line:
/// labels that name the columns anew in mid-table. The nearest are made one first, labels
/// right above their texts before those of a level above.
void close_up_headers(std::vector<River>& rivers, std::span<const PhraseLine> lines, double unit,
                      std::span<const double> walls) {
  std::vector<ColumnLines> columns(rivers.size() + 1);
  for (std::size_t at = 0; at < lines.size(); ++at) {
    for (const Phrase& phrase : lines[at]) {
      columns[column_of(rivers, phrase)].add(at);
    }
  }
  while (true) {
    std::size_t nearest = rivers.size();
    std::pair<std::size_t, double> least;  // lines between the label and the texts, then the white
    for (std::size_t i = 0; i < rivers.size(); ++i) {
      const bool narrow = rivers[i].to - rivers[i].from < kHardlyApart * unit;
      if (!columns[i].heads(columns[i + 1]) && !columns[i + 1].heads(columns[i]) &&
          !(narrow && columns[i].excludes(columns[i + 1])))
        continue;
      if (is_walled(rivers[i], walls, unit)) continue;
      const std::pair distance(columns[i].lines_to(columns[i + 1]), rivers[i].to - rivers[i].from);
      if (nearest != rivers.size() && least <= distance) continue;
      nearest = i;
      least = distance;
    }
    if (nearest == rivers.size()) return;
    columns[nearest].add(columns[nearest + 1]);
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(nearest) + 1);
    rivers.erase(rivers.begin() + static_cast<std::ptrdiff_t>(nearest));
  }
}

/// Closes up inner columns that one line only stands in, on a line of few phrases, or only lines of one phrase:
/// headings that happen to stand over a gap. Their phrases are left out of the lines.
void drop_phantoms(std::vector<River>& rivers, std::vector<PhraseLine>& lines, double unit,
                   std::span<const double> walls) {
  if (lines.size() < kFewForPhantom || rivers.size() < 2) return;
  std::vector<std::size_t> count(rivers.size() + 1);
  std::vector<std::size_t> mates(rivers.size() + 1);  // most phrases on a line with one in the column
  for (const PhraseLine& line : lines) {
    for (const Phrase& phrase : line) {
      const std::size_t column = column_of(rivers, phrase);
      ++count[column];
      mates[column] = std::max(mates[column], line.size());
    }
  }
  std::vector<bool> phantom(count.size());
  for (std::size_t c = 1; c + 1 < count.size(); ++c) {
    const bool heading = count[c] == 1 ? mates[c] * 2 <= count.size() : mates[c] == 1;
    phantom[c] = heading && !is_walled(rivers[c - 1], walls, unit);
  }
  for (PhraseLine& line : lines) {
    std::erase_if(line, [&](const Phrase& phrase) { return phantom[column_of(rivers, phrase)]; });
  }
  for (std::size_t c = rivers.size() - 1; c > 0; --c) {
    if (!phantom[c]) continue;
    rivers[c - 1].to = rivers[c].to;
    rivers[c - 1].lines = std::max(rivers[c - 1].lines, rivers[c].lines);
    rivers.erase(rivers.begin() + static_cast<std::ptrdiff_t>(c));
  }
}

}  // namespace

ColumnSet find_columns(std::span<const PhraseLine> lines, double unit, double widest_blank,
                       std::span<const double> walls) {
  const std::vector<Span1> all_valleys = valleys(sweep(events_of(lines)));
  std::vector<PhraseLine> kept = without_spanning(lines, all_valleys, unit);
  const std::vector<Stretch> stretches = sweep(events_of(kept));
  std::vector<River> rivers = white_stretches(stretches, valleys(stretches), unit);
  weigh(rivers, lines);
  std::size_t with_text = 0;
  for (const PhraseLine& line : lines) with_text += line.size() > 1 ? 1 : 0;
  std::erase_if(rivers, [&](const River& r) { return !bears(r, with_text, unit, widest_blank, walls); });
  drop_phantoms(rivers, kept, unit, walls);
  close_up_headers(rivers, kept, unit, walls);
  return between(std::move(rivers), kept);
}

ColumnReach reach(const ColumnSet& columns, double x0, double x1, double unit) {
  const double middle = (x0 + x1) / 2;
  const auto& rivers = columns.rivers;
  const auto column_at = [&](double x) {
    return static_cast<std::size_t>(
        std::lower_bound(rivers.begin(), rivers.end(), x, [](const River& r, double at) { return r.middle() < at; }) -
        rivers.begin());
  };
  const std::size_t home = column_at(middle);
  ColumnReach out{home, home};
  while (out.first > 0 && x0 < columns.columns[out.first - 1].to - 0.25 * unit) --out.first;
  while (out.last + 1 < columns.size() && x1 > columns.columns[out.last + 1].from + 0.25 * unit) ++out.last;
  return out;
}

}  // namespace gridlift::recover
