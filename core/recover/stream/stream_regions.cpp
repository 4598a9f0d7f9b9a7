#include "core/recover/stream/stream_regions.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include "core/recover/page/row_openings.h"
#include "core/recover/stream/stream_rows.h"
#include "core/recover/stream/stream_seams.h"
#include "core/recover/stream/table_above.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

// All in text heights.
constexpr double kPhraseGap = 0.45;  // words of one phrase stand nearer, or
constexpr double kBlanks = 1.7;      // so many usual blanks
constexpr double kColumnGap = 0.9;   // a row with such a gap may be a row of cells
constexpr double kFarRow = 3.4;      // rows further apart belong together only between rules
constexpr double kFarInFrame = 7.0;
constexpr double kOutside = 0.6;      // text that goes on past the rules by less than this gap is not ours
constexpr double kHeaderAbove = 2.2;  // header lines above the first rule stand this near to it
constexpr double kNearRule = 2.0;     // single lines at an end are kept when a rule is this near
constexpr double kSameEdge = 0.3;
constexpr double kAtEdge = 0.1;    // vertical rules this near to the ends are sides
constexpr double kSameWall = 0.2;  // and this near to each other one wall
constexpr double kPartOfWidth = 0.25;
constexpr double kBesideStub = 0.5;    // of the width: rules between rows beside a merged cell of the stub
constexpr std::size_t kOpenRules = 2;  // of a table that may hold long texts, and closes on the next page
constexpr std::size_t kTextLines = 3;  // between two tables, one of them wide
constexpr std::size_t kMostLooseLines = 3;
constexpr std::size_t kFewestRows = 3;  // of a table without rules that does not go on from the page before

/// The rows of the words between two x, classified.
std::vector<Row> classified_rows(const StreamPage& on, const Span1& across, bool with_prose) {
  const Page& page = on.page;
  std::vector<std::uint32_t> inside;
  std::vector<std::uint32_t> outside;
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    const Word& word = page.words[i];
    if (word.writing != Writing::right || on.taken[i] || (!with_prose && on.prose[i])) continue;
    const bool in = word.box.x1 > across.from && word.box.x0 < across.to;
    (in ? inside : outside).push_back(i);
  }
  std::vector<Row> out;
  for (TextRow& row : text_rows(page, inside)) out.emplace_back().row = std::move(row);

  // A row whose text goes on outside belongs to something wider.
  std::sort(outside.begin(), outside.end(),
            [&](std::uint32_t a, std::uint32_t b) { return page.words[a].baseline < page.words[b].baseline; });
  for (Row& row : out) {
    const double near = 0.3 * row.row.size;
    auto it = std::lower_bound(outside.begin(), outside.end(), row.row.baseline - near,
                               [&](std::uint32_t i, double y) { return page.words[i].baseline < y; });
    for (; it != outside.end() && page.words[*it].baseline <= row.row.baseline + near; ++it) {
      const Box& box = page.words[*it].box;
      const double distance = std::max(row.row.box.x0 - box.x1, box.x0 - row.row.box.x1);
      if (distance >= kOutside * row.row.size) continue;
      row.kind = RowKind::prose;
      row.goes_on = true;
    }
  }
  return out;
}

void classify(const StreamPage& on, std::vector<Row>& rows, double blank) {
  const double unit = text_height(on.page);
  for (Row& row : rows) {
    row.x0 = row.row.box.x0;
    row.x1 = row.row.box.x1;
    if (row.kind == RowKind::prose) continue;
    std::size_t prose = 0;
    for (const std::uint32_t word : row.row.words) {
      prose += on.prose[word] ? 1 : 0;
    }
    if (prose * 2 > row.row.words.size()) {
      row.kind = RowKind::prose;
    } else if (opens_caption(on.page, row.row)) {
      row.kind = RowKind::caption;
    } else if (opens_notes(on.page, row.row)) {
      row.kind = RowKind::notes;
    } else {
      const double gap = std::max(kColumnGap, 2.2 * blank) * row.row.size;
      const std::vector<Phrase> parts = phrases(on.page, row.row, gap);
      const bool other = is_item_or_heading(on.page, row.row, parts, unit);
      row.kind = parts.size() > 1 && !other ? RowKind::cells : RowKind::single;
    }
  }
  std::vector<TextRow> texts;
  for (const Row& row : rows) texts.push_back(row.row);
  std::vector<std::vector<Phrase>> parted = aligned_phrases(on.page, texts, std::max(kColumnGap, 2.2 * blank));
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].phrases = std::move(parted[i]);
}

bool rule_between(const RuleFrame& frame, double y0, double y1) {
  return std::any_of(frame.rules.begin(), frame.rules.end(), [&](const FrameRule& r) { return y0 < r.y && r.y < y1; });
}

/// True when both rows stand in one band between two rules of the frame.
bool same_band(const RuleFrame& frame, const Row& a, const Row& b) {
  if (frame.rules.empty() || a.row.baseline < frame.rules.front().y || b.row.baseline > frame.rules.back().y)
    return false;
  return !rule_between(frame, a.row.baseline, b.row.baseline);
}

/// Most rows of the frame are ruled off from each other.
bool rules_each_row(const std::vector<Row>& rows, const RuleFrame& frame) {
  std::size_t pairs = 0;
  std::size_t parted = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const double above = rows[i - 1].row.baseline;
    const double below = rows[i].row.baseline;
    if (frame.rules.empty() || above < frame.rules.front().y || below > frame.rules.back().y) continue;
    ++pairs;
    parted += rule_between(frame, above, below) ? 1 : 0;
  }
  return parted >= 3 && parted * 2 > pairs;
}

/// A line that keeps to the stub of the row of cells below it: part of a label that wraps over many lines.
bool keeps_to_stub(const Row& row, const Row& cells) {
  if (row.kind != RowKind::single || cells.phrases.size() < 2) return false;
  const double near = kSameEdge * row.row.size;
  return row.x0 > cells.x0 - near && row.x1 < cells.phrases[1].x0 - near;
}

/// Single rows between two rows of cells: they part two tables when they are text, or stand between a closing and an
/// opening rule.
bool parts_tables(const std::vector<Row>& rows, std::size_t first, std::size_t end, const RuleFrame& frame,
                  bool each_ruled) {
  const double width = frame.across.length();
  const bool in_stub = same_band(frame, rows[first - 1], rows[end]);
  std::size_t wide = 0;
  std::size_t loose = 0;
  for (std::size_t i = first; i < end; ++i) {
    if (rows[i].kind != RowKind::single) return true;
    if (stands_in_column(rows[i], rows[first - 1]) || stands_in_column(rows[i], rows[end])) continue;
    if (in_stub && keeps_to_stub(rows[i], rows[end])) continue;
    if (each_ruled && (same_band(frame, rows[first - 1], rows[i]) || same_band(frame, rows[i], rows[end]))) continue;
    ++loose;
    wide += rows[i].x1 - rows[i].x0 > 0.55 * width ? 1 : 0;
  }
  if (wide >= 2 || (wide > 0 && loose >= kTextLines)) return true;
  if (each_ruled) return false;
  const bool closed = rule_between(frame, rows[first - 1].row.baseline, rows[first].row.baseline);
  const bool opened = rule_between(frame, rows[end - 1].row.baseline, rows[end].row.baseline);
  return closed && opened && (loose >= 2 || wide > 0);
}

bool far_apart(const Row& a, const Row& b, const RuleFrame& frame) {
  const double distance = (b.row.baseline - a.row.baseline) / std::max(a.row.size, b.row.size);
  return distance > (same_band(frame, a, b) ? kFarInFrame : kFarRow);
}

/// Maximal runs that begin and end with a row of cells and hold nothing that parts tables.
std::vector<Block> blocks(const std::vector<Row>& rows, const RuleFrame& frame) {
  std::vector<Block> out;
  const bool each_ruled = rules_each_row(rows, frame);
  bool open = false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].kind != RowKind::cells) continue;
    bool joins = open;
    if (joins) {
      const std::size_t last = out.back().end;  // one past the last row of cells
      for (std::size_t k = last - 1; k < i && joins; ++k) joins = !far_apart(rows[k], rows[k + 1], frame);
      if (joins && last < i) joins = !parts_tables(rows, last, i, frame, each_ruled);
    }
    if (joins) {
      out.back().end = i + 1;
    } else {
      out.push_back({i, i + 1});
    }
    open = true;
  }
  return out;
}

/// The rules of a frame that stand inside a block, or next to it with no other text between.
std::vector<FrameRule> rules_of(const RuleFrame& frame, const std::vector<Row>& rows, const Block& block) {
  const Row& first = rows[block.first];
  const Row& last = rows[block.end - 1];
  double above = first.row.box.y0 - kNearRule * first.row.size;
  if (block.first > 0) above = std::max(above, rows[block.first - 1].row.baseline);
  double below = last.row.box.y1 + kNearRule * last.row.size;
  if (block.end < rows.size()) below = std::min(below, rows[block.end].row.box.y0 + 0.4 * last.row.size);
  std::vector<FrameRule> out;
  for (const FrameRule& rule : frame.rules) {
    if (rule.y > above && rule.y < std::max(below, last.row.box.y1)) out.push_back(rule);
  }
  return out;
}

/// Rules over a good part of a frame's width: between them what stands alone on a line may belong to the table.
std::vector<Ruling> rulings_in(const StreamPage& on, const Span1& across, double unit) {
  std::vector<Ruling> out;
  for (const Ruling& ruling : on.rulings) {
    if (ruling.horizontal && ruling.from > across.from - unit && ruling.to < across.to + unit &&
        ruling.length() > kPartOfWidth * across.length()) {
      out.push_back(ruling);
    }
  }
  return out;
}

/// A rule over the whole of a row stands between `from` and `to`.
bool ruled(const std::vector<Ruling>& rulings, const Row& row, double from, double to) {
  const auto first =
      std::lower_bound(rulings.begin(), rulings.end(), from, [](const Ruling& r, double y) { return r.at < y; });
  return std::any_of(first, rulings.end(), [&](const Ruling& r) {
    return r.at < to && r.from < row.x0 + row.row.size && row.x1 - row.row.size < r.to;
  });
}

/// Takes single lines in at an end when a rule stands beyond them: any number that are the rest of a cell, a few of
/// others.
void extend_to_rules(const std::vector<Row>& rows, Block& block, const RuleFrame& frame,
                     const std::vector<Ruling>& rulings, std::size_t least) {
  const std::size_t first = block.first;
  std::size_t loose = 0;
  for (std::size_t at = first; at > least; --at) {
    const Row& row = rows[at - 1];
    if (row.kind != RowKind::single || far_apart(row, rows[at], frame)) break;
    if (!stands_in_column(row, rows[first]) && ++loose > kMostLooseLines) break;
    const double above = at >= 2 ? rows[at - 2].row.baseline : 0;
    if (ruled(rulings, row, std::max(above, row.row.box.y0 - kNearRule * row.row.size), row.row.baseline))
      block.first = at - 1;
  }
  const std::size_t end = block.end;
  loose = 0;
  for (std::size_t at = end; at < rows.size(); ++at) {
    const Row& row = rows[at];
    if (row.kind != RowKind::single || far_apart(rows[at - 1], row, frame)) break;
    if (!stands_in_column(row, rows[end - 1]) && ++loose > kMostLooseLines) break;
    const double below = at + 1 < rows.size() ? rows[at + 1].row.baseline : row.row.box.y1 + 1e3;
    const bool closed = std::any_of(frame.rules.begin(), frame.rules.end(), [&](const FrameRule& r) {
      return row.row.baseline < r.y && r.y < std::min(below, row.row.baseline + kNearRule * row.row.size);
    });
    if (closed) block.end = at + 1;
  }
}

/// Whether values stand in the rows between two y, apart from the first word of each.
bool values_between(const Page& page, const std::vector<Row>& rows, const Block& block, double y0, double y1) {
  std::size_t words = 0;
  std::size_t values = 0;
  for (std::size_t i = block.first; i < block.end; ++i) {
    const TextRow& row = rows[i].row;
    if (row.baseline < y0 || row.baseline > y1) continue;
    for (std::size_t w = 1; w < row.words.size(); ++w) {
      ++words;
      values += kind_of(page.words[row.words[w]].text) == CellKind::number ? 1 : 0;
    }
  }
  return values * 5 >= words * 2 && values > 0;
}

constexpr std::size_t kRowRules = 3;  // bands of one row each, at least, where rules part rows

/// A rule that runs under most of a row, above `y`: what stands above it is another table.
bool closes(const std::vector<Ruling>& rulings, const Row& row, double y) {
  const double width = row.x1 - row.x0;
  if (row.kind != RowKind::cells) return false;  // a label over several columns has a rule of its own
  return std::any_of(rulings.begin(), rulings.end(), [&](const Ruling& r) {
    return !r.edge && r.at > row.row.baseline && r.at < y &&
           Span1{r.from, r.to}.overlap({row.x0, row.x1}) > 0.8 * width;
  });
}

/// Every phrase of a row stands where one of the row above begins, ends or has its middle, no further below it than
/// that row is below its own: the last row of a table whose rules stand between its rows only.
bool is_row_below(const std::vector<Row>& rows, std::size_t at, std::size_t first) {
  const Row& row = rows[at];
  if (at < first + 2 || row.kind != RowKind::cells || rows[at - 1].kind != RowKind::cells) return false;
  const double near = kSameEdge * row.row.size;
  const double pitch = rows[at - 1].row.baseline - rows[at - 2].row.baseline;
  if (row.row.baseline - rows[at - 1].row.baseline > pitch + near) return false;
  const std::vector<Phrase>& above = rows[at - 1].phrases;
  return std::ranges::all_of(row.phrases, [&](const Phrase& phrase) {
    return std::ranges::any_of(above, [&](const Phrase& cell) {
      return std::abs(cell.x0 - phrase.x0) < near || std::abs(cell.x1 - phrase.x1) < near ||
             std::abs(cell.x0 + cell.x1 - phrase.x0 - phrase.x1) < 2 * near;
    });
  });
}

/// Cuts what stands below the closing rule and above the opening one.
void cut_at_rules(const Page& page, const std::vector<Row>& rows, Block& block, const std::vector<FrameRule>& rules,
                  const std::vector<Ruling>& rulings, const Span1& across) {
  std::vector<double> drawn;
  for (const FrameRule& rule : rules) {
    if (!rule.edge) drawn.push_back(rule.y);
  }
  if (drawn.empty()) return;
  const auto rows_between = [&](double y0, double y1) {
    std::size_t count = 0;
    for (std::size_t i = block.first; i < block.end; ++i)
      count += y0 < rows[i].row.baseline && rows[i].row.baseline < y1 ? 1 : 0;
    return count;
  };
  // With three rules or more the last one closes the table; with two, when a header stands above the first.
  const bool header_above = rows_between(-1e9, drawn.front()) > 0;
  const std::size_t bands = drawn.size() - 1;
  // Below the last rule over the whole width those that leave out the stub go on: rows beside one merged cell.
  const Row& last = rows[block.end - 1];
  double closing = drawn.back();
  for (const Ruling& r : rulings) {
    const bool beside_stub = r.from > across.from + last.row.size && std::abs(r.to - across.to) < last.row.size &&
                             r.length() > kBesideStub * across.length();
    if (beside_stub && !r.edge && r.at > closing && r.at < last.row.box.y1 + kNearRule * last.row.size) closing = r.at;
  }
  if (bands >= 2 || (bands == 1 && header_above && rows_between(drawn.front(), drawn.back()) >= 1)) {
    std::size_t end = block.end;
    while (end > block.first && rows[end - 1].row.baseline > closing + 0.1) --end;
    // Rules that part single rows need not close the table: one more row may stand below the last.
    bool parts_rows = bands >= kRowRules;
    for (std::size_t i = drawn.size() - 1; parts_rows && i + kRowRules >= drawn.size(); --i)
      parts_rows = rows_between(drawn[i - 1], drawn[i]) == 1;
    if (end + 1 == block.end && parts_rows && is_row_below(rows, end, block.first)) ++end;
    block.end = end;
  }
  // Header lines above the first rule stand close to it, without a gap between them.
  const bool header_below = bands >= 2 && !values_between(page, rows, block, drawn[0], drawn[1]);
  double edge = drawn.front();
  std::size_t first = block.end;
  for (std::size_t i = block.end; i-- > block.first;) {
    if (rows[i].row.baseline > drawn.front()) {
      first = i;
      continue;
    }
    if (header_below || edge - rows[i].row.baseline > kHeaderAbove * rows[i].row.size) break;
    if (closes(rulings, rows[i], edge)) break;
    edge = rows[i].row.box.y0;
    first = i;
  }
  block.first = std::min(first, block.end);
}

double median_size(const Page& page, const std::vector<TextRow>& rows) {
  std::vector<double> sizes;
  for (const TextRow& row : rows) {
    for (const std::uint32_t word : row.words) sizes.push_back(page.words[word].size);
  }
  if (sizes.empty()) return 10;
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return *middle;
}

/// Vertical rulings that run along most of the region.
std::vector<Wall> walls_of(std::span<const Ruling> rulings, const Span1& across, const Span1& down, double unit) {
  std::vector<std::pair<double, Span1>> pieces;
  for (const Ruling& ruling : rulings_near(rulings, false, across.from, across.to, unit)) {
    if (ruling.at < across.from + kAtEdge * unit || ruling.at > across.to - kAtEdge * unit) continue;
    const Span1 inside{std::max(ruling.from, down.from), std::min(ruling.to, down.to)};
    if (inside.length() > 0) pieces.emplace_back(ruling.at, inside);
  }
  std::sort(pieces.begin(), pieces.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.from, a.second.to) < std::tie(b.first, b.second.from, b.second.to);
  });
  std::vector<Wall> out;
  for (std::size_t i = 0; i < pieces.size();) {
    Wall wall{pieces[i].first, {}};
    double sum = 0;
    for (; i < pieces.size() && pieces[i].first - wall.x <= kSameWall * unit; ++i) {
      sum += pieces[i].second.length();
      wall.drawn.push_back(pieces[i].second);
    }
    if (sum > 0.5 * down.length()) out.push_back(std::move(wall));
  }
  return out;
}

StreamRegion region_of(const StreamPage& on, const std::vector<Row>& rows, const Block& block, const Span1& across,
                       double blank) {
  StreamRegion region;
  for (std::size_t i = block.first; i < block.end; ++i) region.rows.push_back(rows[i].row);
  region.across = across;
  region.middle = across.middle();
  region.unit = median_size(on.page, region.rows);
  region.gap = std::max(kPhraseGap, kBlanks * blank) * region.unit;
  const double y0 = region.rows.front().box.y0;
  const double y1 = region.rows.back().box.y1;
  region.tops_page = region.rows.front().baseline < on.top + kSameEdge * region.unit;
  region.ends_page = block.end == rows.size();
  region.walls = walls_of(on.rulings, across, {y0, y1}, region.unit);
  add_seams(on.page, region);
  for (const Ruling& ruling : rulings_near(on.rulings, true, y0, y1, region.unit)) {
    if (ruling.at > y0 && ruling.at < y1 && ruling.from > across.from - region.unit &&
        ruling.to < across.to + region.unit &&
        (ruling.from > across.from + region.unit || ruling.to < across.to - region.unit)) {
      region.partial.push_back(ruling);
    }
  }
  for (std::size_t back = 1; back <= 3 && back <= block.first; ++back) {
    const Row& above = rows[block.first - back];
    if (above.kind == RowKind::caption) region.captioned = true;
    if (above.kind == RowKind::prose) break;
  }
  if (block.end < rows.size() && rows[block.end].kind == RowKind::caption) region.captioned = true;
  return region;
}

std::vector<TextRow> only_rows(const std::vector<Row>& rows) {
  std::vector<TextRow> out;
  for (const Row& row : rows) {
    if (row.kind != RowKind::prose) out.push_back(row.row);
  }
  return out;
}

}  // namespace

std::vector<double> walls_beside(const StreamRegion& region, const TextRow& row) {
  const double middle = row.baseline - 0.3 * row.size;
  std::vector<double> out;
  for (const Wall& wall : region.walls) {
    const auto beside = [&](const Span1& piece) {
      return piece.from - kSameWall * row.size < middle && middle < piece.to + kSameWall * row.size;
    };
    if (std::any_of(wall.drawn.begin(), wall.drawn.end(), beside)) out.push_back(wall.x);
  }
  return out;
}

std::vector<StreamRegion> frame_regions(const StreamPage& on, const RuleFrame& frame) {
  std::vector<Row> rows = classified_rows(on, frame.across, true);
  const double blank = usual_blank(on.page, only_rows(rows));
  classify(on, rows, blank);
  if (frame.rules.size() >= kOpenRules) take_back_cells(on, rows, frame, std::max(kColumnGap, 2.2 * blank));
  const std::vector<Ruling> rulings = rulings_in(on, frame.across, text_height(on.page));
  std::vector<StreamRegion> out;
  std::size_t least = 0;
  for (Block block : blocks(rows, frame)) {
    const std::size_t block_end = block.end;
    extend_to_cells(on, rows, block);
    extend_to_rules(rows, block, frame, rulings, least);
    std::vector<FrameRule> rules = rules_of(frame, rows, block);
    if (rules.empty()) continue;
    cut_at_rules(on.page, rows, block, rules, rulings, frame.across);
    if (block.end - block.first < 2) continue;
    StreamRegion region = region_of(on, rows, block, frame.across, blank);
    region.rules = std::move(rules);
    out.push_back(std::move(region));
    least = std::max(block.end, block_end);
  }
  return out;
}

std::vector<StreamRegion> bare_regions(const StreamPage& on) {
  const Span1& across = on.across;
  std::vector<Row> rows = classified_rows(on, across, false);
  const double blank = usual_blank(on.page, only_rows(rows));
  classify(on, rows, blank);
  const RuleFrame none{across, {}};
  const std::size_t fewest = on.above != nullptr ? 1 : kFewestRows;
  std::vector<StreamRegion> out;
  if (const std::size_t rest = count_rest_above(on, rows); rest > 0) {
    out.push_back(region_of(on, rows, {0, rest}, across, blank));
    out.back().rest = true;
    out.back().across = {on.above->texts.front().from, on.above->texts.back().to};
  }
  for (Block block : blocks(rows, none)) {
    extend_to_cells(on, rows, block);
    if (block.end - block.first < fewest) continue;
    StreamRegion region = region_of(on, rows, block, across, blank);
    Span1 text{region.rows.front().box.x0, region.rows.front().box.x1};
    for (const TextRow& row : region.rows) text = {std::min(text.from, row.box.x0), std::max(text.to, row.box.x1)};
    region.across = text;
    region.middle = text.middle();
    out.push_back(std::move(region));
  }
  return out;
}

}  // namespace gridlift::recover
