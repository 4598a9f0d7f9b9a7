#include "core/recover/stream/table_above.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "core/recover/crossing/rows.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kMostLines = 9;   // of a header
constexpr double kOver = 0.25;          // text heights that a phrase may reach over the middle of a river
constexpr double kInside = 0.4;         // text heights that a phrase may reach out of its column
constexpr std::size_t kMostLevels = 3;  // lines of a header that may have labels over several columns

void sort_labels(std::vector<KnownLabel>& labels) {
  std::sort(labels.begin(), labels.end(),
            [](const KnownLabel& a, const KnownLabel& b) { return std::tie(a.row, a.col) < std::tie(b.row, b.col); });
}

std::vector<KnownLabel> header_of(const Fragment& fragment) {
  std::vector<KnownLabel> out;
  for (const Cell& cell : fragment.table.grid.cells()) {
    if (cell.row >= fragment.table.header_rows) continue;
    std::string text = label_key(cell.text);
    if (text.empty()) continue;
    out.push_back({static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.col),
                   static_cast<std::size_t>(cell.end_row()), static_cast<std::size_t>(cell.end_col()),
                   std::move(text)});
  }
  sort_labels(out);
  return out;
}

std::string text_of(const Page& page, const StreamCell& cell) {
  std::string out;
  for (const std::uint32_t word : cell.words) out += page.words[word].text;
  return label_key(out);
}

/// Puts the labels of a header where those of a known one stand, if they are the same texts in the same order of
/// columns.
bool take_places(const Page& page, const std::vector<KnownLabel>& known, StreamHeader& header) {
  if (header.cells.size() != known.size()) return false;
  std::vector<std::tuple<std::string, std::size_t, std::size_t>> here, there;  // text, column, index
  for (std::size_t i = 0; i < known.size(); ++i) {
    here.emplace_back(text_of(page, header.cells[i]), header.cells[i].col, i);
    there.emplace_back(known[i].text, known[i].col, i);
  }
  std::sort(here.begin(), here.end());
  std::sort(there.begin(), there.end());
  for (std::size_t i = 0; i < here.size(); ++i) {
    const std::size_t off = std::get<1>(here[i]) > std::get<1>(there[i]) ? std::get<1>(here[i]) - std::get<1>(there[i])
                                                                         : std::get<1>(there[i]) - std::get<1>(here[i]);
    if (std::get<0>(here[i]) != std::get<0>(there[i]) || off > 1) return false;
  }
  header.rows = 0;
  for (std::size_t i = 0; i < here.size(); ++i) {
    StreamCell& cell = header.cells[std::get<2>(here[i])];
    const KnownLabel& label = known[std::get<2>(there[i])];
    cell.row = label.row;
    cell.col = label.col;
    cell.end_row = label.end_row;
    cell.end_col = label.end_col;
    header.rows = std::max(header.rows, label.end_row);
  }
  return true;
}

bool is_known(const std::vector<Span1>& texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].to <= texts[i].from || (i > 0 && texts[i].from < texts[i - 1].to)) return false;
  }
  return texts.size() > 1;
}

}  // namespace

Span1 TableAbove::room(std::size_t col) const {
  const Span1& text = texts[col];
  return {col > 0 ? texts[col - 1].to : text.from - text.length() / 2,
          col + 1 < texts.size() ? texts[col + 1].from : text.to + text.length() / 2};
}

void TableAbove::move_into(const Span1& half, double pitch) {
  if (texts.empty()) return;
  const double centre = (texts.front().from + texts.back().to) / 2;
  if (half.contains(centre)) return;
  const double move = centre < half.from ? pitch : -pitch;
  for (Span1& text : texts) text = {text.from + move, text.to + move};
  if (middle) *middle += move;
}

std::optional<TableAbove> table_above(const Fragment& fragment, const TableAbove* before) {
  TableAbove out;
  out.texts = text_columns(fragment);
  out.unit = fragment.text_height;
  out.rows_ruled = fragment.rows_ruled;
  for (const Cell& cell : fragment.table.grid.cells()) {
    if (cell.col_span == static_cast<int>(out.cols()) && !cell.sources.empty() && cell.sources.front().bbox)
      out.middle = cell.sources.front().bbox->center_x();
  }
  const bool same_table = before != nullptr && before->cols() == out.cols();
  if (same_table && !out.middle) out.middle = before->middle;
  if (same_table) {  // what the last page left blank, or short, was seen before
    std::vector<Span1> both = out.texts;
    for (std::size_t i = 0; i < both.size(); ++i) {
      const Span1& more = before->texts[i];
      both[i] =
          both[i].to > both[i].from ? Span1{std::min(both[i].from, more.from), std::max(both[i].to, more.to)} : more;
    }
    if (is_known(both)) out.texts = std::move(both);
  }
  if (!is_known(out.texts)) return std::nullopt;
  out.header = header_of(fragment);
  if (out.header.empty() && same_table) out.header = before->header;
  return out;
}

std::optional<RepeatedHeader> repeated_header(const Page& page, const TableAbove& above, const StreamRegion& region,
                                              std::span<const StreamLine> lines, const ColumnSet& columns) {
  if (above.header.empty() || columns.size() != above.cols()) return std::nullopt;
  for (std::size_t count = 1; count <= std::min(lines.size(), kMostLines); ++count) {
    RepeatedHeader out{count, make_header(page, region, lines.subspan(0, count), columns)};
    if (take_places(page, above.header, out.header)) return out;
  }
  return std::nullopt;
}

ColumnSet united(const ColumnSet& columns, const TableAbove& above) {
  std::vector<Span1> both = above.texts;
  for (std::size_t c = 0; c < both.size() && columns.size() == both.size(); ++c)
    both[c] = {std::min(both[c].from, columns.columns[c].from), std::max(both[c].to, columns.columns[c].to)};
  ColumnSet out;
  out.columns = is_known(both) ? std::move(both) : above.texts;
  for (std::size_t c = 0; c + 1 < out.size(); ++c)
    out.rivers.push_back({out.columns[c].to, out.columns[c + 1].from, 0, 0, 0, above.unit});
  return out;
}

bool stand_alike(const ColumnSet& columns, const TableAbove& above) {
  if (columns.size() != above.cols()) return false;
  std::size_t same = 0;
  for (std::size_t c = 0; c < columns.size(); ++c) {
    const Span1& here = columns.columns[c];
    const Span1& there = above.texts[c];
    const double off = std::min(
        {std::abs(here.from - there.from), std::abs(here.to - there.to), std::abs(here.middle() - there.middle())});
    same += off < kInside * above.unit ? 1 : 0;
  }
  return 4 * same >= 3 * columns.size();
}

std::optional<ColumnSet> columns_of(const TableAbove& above, std::span<const PhraseLine> lines, double unit) {
  ColumnSet out;
  out.columns = above.texts;
  for (std::size_t i = 0; i + 1 < above.texts.size(); ++i)
    out.rivers.push_back({above.texts[i].to, above.texts[i + 1].from, lines.size(), 0, 0, unit});
  std::size_t crossed = 0, inside = 0, aligned = 0, phrases = 0;
  for (std::size_t l = 0; l < lines.size(); ++l) {
    for (const Phrase& phrase : lines[l]) {
      std::size_t over = 0;
      for (const River& river : out.rivers)
        over += phrase.x0 < river.middle() - kOver * unit && phrase.x1 > river.middle() + kOver * unit ? 1 : 0;
      if (over > 0 && l < kMostLevels && l + 1 < lines.size()) continue;  // a label over several columns
      ++phrases;
      crossed += over;
      for (std::size_t c = 0; c < above.cols(); ++c) {
        const Span1 room = above.room(c);
        if (phrase.x0 <= room.from - kInside * unit || phrase.x1 >= room.to + kInside * unit) continue;
        ++inside;
        const Span1& text = above.texts[c];
        const double off = std::min({std::abs(phrase.x0 - text.from), std::abs(phrase.x1 - text.to),
                                     std::abs((phrase.x0 + phrase.x1) / 2 - text.middle())});
        aligned += off < kInside * unit ? 1 : 0;
        break;
      }
    }
  }
  if (crossed > 0 || 10 * inside < 9 * phrases || 4 * aligned < 3 * phrases) return std::nullopt;
  return out;
}

}  // namespace gridlift::recover
