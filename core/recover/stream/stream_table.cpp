#include "core/recover/stream/stream_table.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "core/recover/stream/stream_bands.h"
#include "core/recover/table/cell_text.h"

namespace gridlift::recover {

namespace {

constexpr double kInMiddle = 0.5;         // in text heights
constexpr double kSameEdge = 0.2;         // in text heights
constexpr std::size_t kFewAligned = 16;   // one line in so many may be aligned by chance
constexpr double kNearMiddle = 0.05;      // of the width
constexpr std::size_t kMostTried = 64;    // lone phrases, so that a page of nothing else stays quick
constexpr double kOffMiddle = 0.25;       // of the width: how far titles may be off the middle of the texts
constexpr std::size_t kFewestBeside = 5;  // lines of a table that something stands beside
constexpr std::size_t kEnoughRules = 2;

/// Column edges: the ends of the table and the middles of its rivers.
std::vector<double> column_edges(const StreamTable& table) {
  std::vector<double> out{std::min(table.region.across.from, table.columns.columns.front().from)};
  for (const River& river : table.columns.rivers) out.push_back(river.middle());
  out.push_back(std::max(table.region.across.to, table.columns.columns.back().to));
  return out;
}

std::vector<double> row_edges(const StreamTable& table) {
  const std::vector<StreamLine>& lines = table.lines;
  std::vector<double> out{lines.front().top};
  const double header_end = table.header_lines > 0 ? lines[table.header_lines - 1].bottom : out.front();
  // Levels of a header share its height.
  for (std::size_t i = 1; i <= table.header_rows; ++i) {
    out.push_back(lines.front().top +
                  (header_end - lines.front().top) * static_cast<double>(i) / static_cast<double>(table.header_rows));
  }
  for (const BodyRow& row : table.body) {
    double bottom = out.back();
    for (std::size_t i = row.first; i < row.end; ++i) bottom = std::max(bottom, lines[table.header_lines + i].bottom);
    out.push_back(bottom);
  }
  return out;
}

Cell make_cell(const Page& page, const StreamCell& from, const std::vector<Span1>& columns, TextLedger& ledger) {
  Cell cell;
  cell.row = static_cast<int>(from.row);
  cell.col = static_cast<int>(from.col);
  cell.row_span = static_cast<int>(from.end_row - from.row);
  cell.col_span = static_cast<int>(from.end_col - from.col);
  if (from.inferred) cell.rule = "span-inferred";
  std::vector<CellWord> words;
  Place place;
  place.page = page.number;
  for (const std::uint32_t word : from.words) {
    words.push_back(whole_word(page, word));
    place.bbox = place.bbox ? place.bbox->united(page.words[word].box) : page.words[word].box;
  }
  const double height = place.bbox ? place.bbox->height() : 0;
  cell.text = cell_text(page, std::move(words), columns[from.end_col - 1].to - columns[from.col].from, height, &ledger);
  cell.sources.push_back(std::move(place));
  return cell;
}

bool are_clear(const PhraseLine& a, const PhraseLine& b) {
  return std::none_of(a.begin(), a.end(), [&](const Phrase& phrase) {
    return std::any_of(b.begin(), b.end(),
                       [&](const Phrase& other) { return phrase.x0 < other.x1 && other.x0 < phrase.x1; });
  });
}

/// Halfway between the lines above and below, and beside both: what is centred beside a cell of two lines.
bool is_halfway(const StreamRegion& region, const std::vector<PhraseLine>& lines, std::size_t i) {
  if (i == 0 || i + 1 >= lines.size()) return false;
  const double above = region.rows[i].baseline - region.rows[i - 1].baseline;
  const double below = region.rows[i + 1].baseline - region.rows[i].baseline;
  return std::max(above, below) <= kBeside * region.rows[i].size && std::abs(above - below) <= kHalfway * above &&
         are_clear(lines[i], lines[i - 1]) && are_clear(lines[i], lines[i + 1]);
}

/// The phrases of each line. A line set between two others, as a label in the middle of its two rows is, counts as part
/// of the line above it.
std::vector<PhraseLine> phrase_lines(const Page& page, const StreamRegion& region) {
  std::vector<PhraseLine> lines;
  for (const TextRow& row : region.rows) lines.push_back(phrases(page, row, region.gap, walls_beside(region, row)));
  std::vector<PhraseLine> out;
  double baseline = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const TextRow& row = region.rows[i];
    const bool between =
        !out.empty() && (row.baseline - baseline < kInterleaved * row.size || is_halfway(region, lines, i));
    if (between && are_clear(lines[i], out.back())) {
      out.back().insert(out.back().end(), lines[i].begin(), lines[i].end());
      std::sort(out.back().begin(), out.back().end(), [](const Phrase& a, const Phrase& b) { return a.x0 < b.x0; });
      continue;
    }
    out.push_back(lines[i]);
    baseline = row.baseline;
  }
  return out;
}

/// Where the titles over all columns have their middle: where the table above has it, or several lone phrases of
/// different widths do. Else in the middle of the table.
double middle_of_titles(const StreamRegion& region, const std::vector<PhraseLine>& lines, const TableAbove* above) {
  if (region.rules.size() >= kEnoughRules) return region.middle;  // they say where the table begins and ends
  const double near = kInMiddle * region.unit;
  std::vector<Phrase> alone;
  for (const PhraseLine& line : lines) {
    if (line.size() == 1 && line.front().x0 > region.across.from + region.unit) alone.push_back(line.front());
  }
  const auto centre = [](const Phrase& phrase) { return (phrase.x0 + phrase.x1) / 2; };
  if (above != nullptr && above->middle) {
    const bool here = std::ranges::any_of(
        alone, [&](const Phrase& phrase) { return std::abs(centre(phrase) - *above->middle) < near; });
    if (here) return *above->middle;
  }
  // One that stands in no column: hardly a line begins, ends or has a phrase in the middle where it does.
  std::size_t tried = 0;
  for (const Phrase& phrase : alone) {
    if (std::abs(centre(phrase) - region.middle) > kNearMiddle * region.across.length()) continue;
    if (++tried > kMostTried) break;
    std::size_t aligned = 0;
    for (const PhraseLine& line : lines) {
      const auto same = [&](const Phrase& other) {
        return std::abs(other.x0 - phrase.x0) < kSameEdge * region.unit ||
               std::abs(other.x1 - phrase.x1) < kSameEdge * region.unit ||
               std::abs(centre(other) - centre(phrase)) < kSameEdge * region.unit;
      };
      aligned += line.size() > 1 && std::ranges::any_of(line, same) ? 1 : 0;
    }
    if (kFewAligned * aligned < lines.size()) return centre(phrase);
  }
  std::ranges::sort(alone, {}, centre);
  for (std::size_t i = 0; i + 1 < alone.size(); ++i) {
    const bool same = centre(alone[i + 1]) - centre(alone[i]) < near;
    const bool differ = std::abs(alone[i + 1].width() - alone[i].width()) > region.unit;
    if (same && differ && std::abs(centre(alone[i]) - region.middle) < kOffMiddle * region.across.length())
      return centre(alone[i]);
  }
  return region.middle;
}

/// The lines without those that are one phrase in the middle of the table: a title over all columns says nothing of
/// them.
std::vector<PhraseLine> without_titles(const StreamRegion& region, const std::vector<PhraseLine>& lines) {
  std::vector<PhraseLine> out;
  for (const PhraseLine& line : lines) {
    const bool title = line.size() == 1 && line.front().x0 > region.across.from + region.unit &&
                       std::abs((line.front().x0 + line.front().x1) / 2 - region.middle) < kInMiddle * region.unit;
    if (!title) out.push_back(line);
  }
  return out;
}

/// Lines at the top of a part that goes on from the page before are no new header: titles of rows, rows with values, or
/// texts that leave out a column.
bool is_body(const StreamRegion& region, std::span<const StreamLine> lines, const ColumnSet& columns) {
  const auto holds_value = [&](const StreamLine& line) {
    return std::ranges::any_of(line.pieces, [&](const LinePiece& piece) {
      const bool names_column = piece.ordinal >= 0 && piece.ordinal <= std::ssize(columns.columns);
      return piece.first > 0 && !names_column && piece.kind == CellKind::number;
    });
  };
  std::vector<bool> named(columns.size());
  for (const StreamLine& line : lines) {
    for (const LinePiece& piece : line.pieces)
      std::fill(named.begin() + static_cast<std::ptrdiff_t>(piece.first),
                named.begin() + static_cast<std::ptrdiff_t>(piece.last) + 1, true);
  }
  const bool unnamed = !std::all_of(named.begin() + 1, named.end(), [](bool is) { return is; });
  return std::ranges::any_of(lines, holds_value) || unnamed ||
         std::ranges::all_of(lines, [&](const StreamLine& line) { return is_section_title(region, line); });
}

/// The column at an end of the table that has a phrase on the first or the last line and nothing else: what stands
/// there is a title or a note beside the table.
std::optional<std::size_t> column_of_neighbour(const ColumnSet& columns, const std::vector<PhraseLine>& lines) {
  if (columns.size() < 3 || lines.size() < kFewestBeside) return std::nullopt;
  for (const std::size_t column : {std::size_t{0}, columns.size() - 1}) {
    std::size_t inner = 0;
    std::size_t outer = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      for (const Phrase& phrase : lines[i]) {
        const bool here =
            column == 0 ? phrase.x0 < columns.rivers.front().middle() : phrase.x1 > columns.rivers.back().middle();
        if (here) ++(i == 0 || i + 1 == lines.size() ? outer : inner);
      }
    }
    if (inner == 0 && outer == 1) return column;
  }
  return std::nullopt;
}

/// Leaves out the words on one side of x; rows without others go.
void leave_out(const Page& page, StreamRegion& region, double x, bool left) {
  for (TextRow& row : region.rows) {
    std::erase_if(row.words, [&](std::uint32_t word) { return (page.words[word].box.center_x() < x) == left; });
    if (row.words.empty()) continue;
    row.box = page.words[row.words.front()].box;
    for (const std::uint32_t word : row.words) row.box = row.box.united(page.words[word].box);
  }
  std::erase_if(region.rows, [](const TextRow& row) { return row.words.empty(); });
  (left ? region.across.from : region.across.to) = x;
}

bool begins_with_values(const Page& page, const StreamRegion& region) {
  return std::ranges::any_of(region.rows.front().words,
                             [&](std::uint32_t word) { return kind_of(page.words[word].text) == CellKind::number; });
}

}  // namespace

StreamTable read_region(const Page& page, StreamRegion region, const TableAbove* above) {
  StreamTable table;
  table.region = std::move(region);
  const std::vector<PhraseLine> lines = phrase_lines(page, table.region);
  table.region.middle = middle_of_titles(table.region, lines, above);
  const std::vector<PhraseLine> told = table.region.rest ? lines : without_titles(table.region, lines);
  std::vector<double> walls;
  for (const Wall& wall : table.region.walls) walls.push_back(wall.x);
  table.columns = find_columns(told, table.region.unit, table.region.gap, walls);
  const bool meets = above != nullptr && (above->follows ? table.region.ends_page : table.region.tops_page);
  const bool goes_on = meets && begins_with_values(page, table.region);  // and not with a header of fewer columns
  const bool few = table.columns.size() + 1 < (above != nullptr ? above->cols() : 0);
  if (above != nullptr && table.columns.size() != above->cols() && (!few || table.region.rest || goes_on)) {
    if (auto known = columns_of(*above, told, table.region.unit)) table.columns = std::move(*known);
  }
  if (table.columns.size() < 2) return table;
  if (table.region.rules.empty() && above == nullptr) {
    if (const auto column = column_of_neighbour(table.columns, lines)) {
      const bool left = *column == 0;
      const River& river = left ? table.columns.rivers.front() : table.columns.rivers.back();
      leave_out(page, table.region, river.middle(), left);
      return read_region(page, std::move(table.region), above);
    }
  }
  table.lines = cut_lines(page, table.region, table.columns);
  std::optional<RepeatedHeader> again;
  if (above != nullptr) {
    ColumnSet both = united(table.columns, *above);
    std::vector<StreamLine> cut = cut_lines(page, table.region, both);
    again = repeated_header(page, *above, table.region, cut, both);
    if (again) {
      table.columns = std::move(both);
      table.lines = std::move(cut);
    }
  }
  if (above != nullptr && !again) again = repeated_header(page, *above, table.region, table.lines, table.columns);
  const std::span<const StreamLine> all = table.lines;
  table.header_lines = again               ? again->lines
                       : table.region.rest ? 0
                                           : count_header_lines(page, table.region, all, table.columns);
  table.continues =
      again || (meets && (stand_alike(table.columns, *above) ||
                          (table.columns.size() == above->cols() && columns_of(*above, told, table.region.unit))));
  if (table.continues && !above->follows && !again &&
      is_body(table.region, all.subspan(0, table.header_lines), table.columns))
    table.header_lines = 0;
  StreamHeader header = again ? std::move(again->header)
                              : make_header(page, table.region, all.subspan(0, table.header_lines), table.columns);
  table.header_rows = header.rows;
  table.cells = std::move(header.cells);
  const std::span<const StreamLine> body = all.subspan(table.header_lines);
  const auto bands = find_bands(table.region, body, table.columns, table.continues && above->rows_ruled);
  table.rows_ruled = bands.has_value();
  if (table.region.rest) {
    table.body = {{0, all.size(), false}};
  } else {
    table.body = bands ? bands->rows : join_lines(page, table.region, body, table.columns);
  }
  std::vector<StreamCell> cells = body_cells(table.region, body, table.body, table.columns, table.header_rows);
  if (bands) merge_unparted(*bands, table.columns.size(), table.header_rows, cells);
  std::move(cells.begin(), cells.end(), std::back_inserter(table.cells));
  return table;
}

std::optional<Fragment> make_fragment(const Page& page, const StreamTable& table, StreamVerdict verdict,
                                      Context& context) {
  const std::vector<double> xs = column_edges(table);
  std::vector<Cell> cells;
  Fragment fragment;
  for (const StreamCell& cell : table.cells) {
    cells.push_back(make_cell(page, cell, table.columns.columns, context.ledger));
    fragment.words.insert(fragment.words.end(), cell.words.begin(), cell.words.end());
  }
  auto grid = CellGrid::make_filled(static_cast<int>(table.rows()), static_cast<int>(table.columns.size()),
                                    std::move(cells), context.budget);
  if (!grid) return std::nullopt;
  std::sort(fragment.words.begin(), fragment.words.end());
  fragment.table.grid = std::move(*grid);
  fragment.table.header_rows = static_cast<int>(table.header_rows);
  fragment.table.method = Method::stream;
  fragment.table.confidence = verdict.confidence;
  fragment.table.reasons = std::move(verdict.reasons);
  fragment.column_edges = xs;
  fragment.row_edges = row_edges(table);
  fragment.text_height = table.region.unit;
  fragment.rows_ruled = table.rows_ruled;
  const Box box{xs.front(), fragment.row_edges.front(), xs.back(), fragment.row_edges.back()};
  fragment.table.parts.push_back({page.number, box});
  const double middle = box.center_y();
  for (const FrameRule& rule : table.region.rules) {
    fragment.rule_above = fragment.rule_above || (rule.y < middle && rule.y < box.y0 + 0.5 * table.region.unit);
    fragment.rule_below = fragment.rule_below || (rule.y > middle && rule.y > box.y1 - 0.5 * table.region.unit);
  }
  return fragment;
}

}  // namespace gridlift::recover
