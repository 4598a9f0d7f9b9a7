#include "core/recover/stream/stream_rows.h"

#include <algorithm>
#include <cmath>

#include "core/recover/stream/stream_body.h"
#include "core/recover/stream/table_above.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

// In text heights.
constexpr double kSameEdge = 0.3;
constexpr double kBig = 1.08;      // letters of a heading
constexpr double kNearLine = 2.0;  // the lines of a cell stand no further apart
constexpr std::size_t kRowsBeside = 8;
constexpr std::size_t kMostAtTop = 12;   // lines of the rest of a cell
constexpr std::size_t kClosedRules = 3;  // with fewer the table may close on the next page
constexpr std::size_t kMostLevels = 3;   // of labels above the first row of cells

/// The only phrase of a row stands in the middle over several cells of a row below, all of them
/// inside `inner`: a label of the level above.
bool heads_columns(const Row& row, const Row& cells, const Span1& inner) {
  if (row.kind != RowKind::single || cells.kind != RowKind::cells) return false;
  const double near = kSameEdge * row.row.size;
  for (std::size_t i = 0; i + 1 < cells.phrases.size() && cells.phrases[i].x0 <= row.x0; ++i) {
    if (cells.phrases[i].x0 < inner.from) continue;
    for (std::size_t k = cells.phrases.size() - 1; k > i && cells.phrases[k].x1 >= row.x1; --k) {
      if (cells.phrases[k].x1 > inner.to) continue;
      if (std::abs(cells.phrases[i].x0 + cells.phrases[k].x1 - row.x0 - row.x1) < 2 * near) return true;
    }
  }
  return false;
}

/// A line at the side where lines begin, under a row of cells, is the rest of the label of that row: it begins inside a
/// phrase, or, where no letter tells, its first word had no room on the line above, which may have been one of them.
/// `from`..`to` are rows of cells nearby, `cells` is the last of them.
bool is_rest_of_label(const Page& page, const std::vector<Row>& rows, const Row& row, const Row& above,
                      const Row& cells, std::size_t from, std::size_t to) {
  if (row.kind != RowKind::single || cells.kind != RowKind::cells) return false;
  if (row.row.baseline - above.row.baseline > kNearLine * row.row.size) return false;
  const double near = kSameEdge * row.row.size;
  const Phrase& label = above.phrases.front();
  if (std::abs(label.x0 - row.x0) > near || row.x1 > cells.phrases[1].x0 - near) return false;
  const Word& first = page.words[row.row.words.front()];
  const char32_t start = first_code_point(first.text);
  if (is_lower(start)) return true;
  if (!is_cjk(start) && !is_rtl(start)) return false;
  double limit = label.x1;
  for (std::size_t i = from; i < to; ++i) {
    if (rows[i].kind != RowKind::cells) continue;
    const Phrase& other = rows[i].phrases.front();
    if (std::abs(label.x0 - other.x0) > near) continue;
    limit = std::max(limit, other.x1);
  }
  const double need = is_cjk(start) ? std::min(first.size, first.box.width()) : first.box.width();
  return limit - label.x1 < need;
}

/// The column of the table above that a single line begins at and stays in; the number of columns for none.
std::size_t column_above(const TableAbove& above, const Row& row) {
  const double near = kSameEdge * row.row.size;
  for (std::size_t c = 0; c < above.cols(); ++c) {
    const Span1& text = above.texts[c];
    const double start = row.x0 - text.from;
    const Span1 room = above.room(c);
    if (std::abs(start) < near && row.x0 > room.from - near && row.x1 < room.to + near) return c;
  }
  return above.cols();
}

/// The topmost line of the page is the rest of a label of the table that ended the page before: it begins inside a
/// phrase, and stands in one of its columns.
bool goes_on_above(const StreamPage& on, const Row& row) {
  if (on.above == nullptr || on.above->follows || row.kind != RowKind::single ||
      row.row.baseline > on.top + kSameEdge * row.row.size)
    return false;
  const char32_t start = first_code_point(on.page.words[row.row.words.front()].text);
  if (!is_lower(start) && !is_cjk(start) && !is_rtl(start)) return false;
  return column_above(*on.above, row) < on.above->cols();
}

/// A lone phrase stands between the cells of the row just beside it as `other`, another lone phrase, does beside its
/// own: cells of two lines around the middle of their rows.
bool wraps_around(const Row& row, const Row& other, const Row& beside) {
  if (row.kind != RowKind::single || other.kind != RowKind::single || beside.kind != RowKind::cells) return false;
  if (std::abs(row.row.baseline - beside.row.baseline) > kBeside * row.row.size) return false;
  const double near = kSameEdge * row.row.size;
  const Phrase& stub = beside.phrases.front();
  const bool clear = std::none_of(beside.phrases.begin(), beside.phrases.end(),
                                  [&](const Phrase& cell) { return cell.x0 < row.x1 && row.x0 < cell.x1; });
  const bool inside = row.x0 > stub.x1;
  return clear && inside && (std::abs(row.x0 - other.x0) < near || std::abs(row.x1 - other.x1) < near);
}

/// How many rows at the top of the page stand below each other in one column of the table above, as the rest of a cell
/// does; 0 when the first one begins a text.
std::size_t count_lines_of_rest(const StreamPage& on, const std::vector<Row>& rows) {
  if (rows.empty() || !goes_on_above(on, rows.front())) return 0;
  const std::size_t column = column_above(*on.above, rows.front());
  std::size_t count = 1;
  while (count < rows.size() && rows[count].kind == RowKind::single && column_above(*on.above, rows[count]) == column &&
         rows[count].row.baseline - rows[count - 1].row.baseline < kNearLine * rows[count].row.size)
    ++count;
  return count;
}

bool follows_closely(const std::vector<Row>& rows, std::size_t at) {
  return rows[at].row.baseline - rows[at - 1].row.baseline < kNearLine * rows[at].row.size;
}

/// Every phrase of a row stands below the beginning, the end or the middle of a cell, and not all below the first one.
bool goes_on_below(const Row& row, const Row& cells) {
  const double near = kSameEdge * row.row.size;
  bool right = false;
  for (const Phrase& phrase : row.phrases) {
    const auto under = std::find_if(cells.phrases.begin(), cells.phrases.end(), [&](const Phrase& cell) {
      return std::abs(cell.x0 - phrase.x0) < near || std::abs(cell.x1 - phrase.x1) < near ||
             std::abs(cell.x0 + cell.x1 - phrase.x0 - phrase.x1) < 2 * near;
    });
    if (under == cells.phrases.end()) return false;
    right = right || under != cells.phrases.begin();
  }
  return right;
}

bool tops_page_at(const StreamPage& on, const Row& row) {
  return row.row.baseline < on.top + kSameEdge * row.row.size;
}

/// A lone phrase in the middle of the table above, as titles inside it are.
bool is_title_like_above(const StreamPage& on, const Row& row) {
  if (row.kind != RowKind::single || on.above == nullptr || !on.above->middle) return false;
  return std::abs(*on.above->middle - (row.x0 + row.x1) / 2) < kSameEdge * row.row.size;
}

/// A lone phrase next to the rows of a table, in the middle over all its columns: of its texts, or where the titles
/// inside it, or those of the table above, have their middle.
bool is_title(const StreamPage& on, const std::vector<Row>& rows, const Block& block, const Row& row,
              const Row& beside) {
  if (row.kind != RowKind::single || std::abs(row.row.baseline - beside.row.baseline) > kNearLine * row.row.size)
    return false;
  const double near = kSameEdge * row.row.size;
  const double middle = (row.x0 + row.x1) / 2;
  Span1 across{row.x0, row.x1};
  bool like_others = is_title_like_above(on, row);
  for (std::size_t i = block.first; i < block.end; ++i) {
    across = {std::min(across.from, rows[i].x0), std::max(across.to, rows[i].x1)};
    like_others = like_others || (rows[i].kind == RowKind::single && rows[i].phrases.size() == 1 &&
                                  std::abs((rows[i].x0 + rows[i].x1) / 2 - middle) < near);
  }
  const bool inside = row.x0 > across.from + row.row.size && row.x1 < across.to - row.row.size;
  return inside && (like_others || std::abs(across.middle() - middle) < near);
}

/// "1.", "(a)" or a sign, and text beside it: an item of a list stands in no columns.
bool is_list_item(const Page& page, const TextRow& row, const std::vector<Phrase>& parts) {
  if (parts.size() != 2 || parts[0].end - parts[0].first != 1 || parts[1].end - parts[1].first < 2) return false;
  const std::string& mark = page.words[row.words[parts[0].first]].text;
  const char32_t c = first_code_point(mark);
  if (is_letter(first_code_point(page.words[row.words[parts[1].first]].text)))
    return is_enumerated(mark) || (count_code_points(mark) == 1 && !is_letter(c) && !is_digit(c) && c != U'-');
  return false;
}

/// "2.1 Choosing a driver" in bold or big letters: the heading of a section.
bool is_heading(const Page& page, const TextRow& row, const std::vector<Phrase>& parts, double unit) {
  if (parts.size() != 2 || parts[0].end - parts[0].first != 1) return false;
  const std::string& number = page.words[row.words.front()].text;
  const bool numbers = is_digit(first_code_point(number)) && std::all_of(number.begin(), number.end(), [](char c) {
                         return (c >= '0' && c <= '9') || c == '.';
                       });
  if (!numbers || !is_letter(first_code_point(page.words[row.words[1]].text))) return false;
  return std::all_of(row.words.begin(), row.words.end(), [&](std::uint32_t index) {
    const Word& word = page.words[index];
    return word.size > kBig * unit || (word.font < page.fonts.size() && page.fonts[word.font].bold);
  });
}

/// The rows above `first`, the top of the page, go on with the table above: the rest of a cell, and titles of rows.
bool begins_page(const StreamPage& on, const std::vector<Row>& rows, const Block& cells, std::size_t first) {
  if (on.above == nullptr || first == 0 || first > kMostAtTop || !tops_page_at(on, rows.front())) return false;
  const std::size_t rest = count_lines_of_rest(on, rows);
  for (std::size_t i = 0; i < first; ++i) {
    if (i >= rest && !is_title(on, rows, cells, rows[i], rows[i + 1])) return false;
    if (!follows_closely(rows, i + 1)) return false;
  }
  return true;
}

}  // namespace

bool is_item_or_heading(const Page& page, const TextRow& row, const std::vector<Phrase>& parts, double unit) {
  return is_list_item(page, row, parts) || is_heading(page, row, parts, unit);
}

bool stands_in_column(const Row& row, const Row& cells) {
  if (row.kind != RowKind::single || cells.kind != RowKind::cells) return false;
  const double near = kSameEdge * row.row.size;
  for (std::size_t i = 0; i < cells.phrases.size(); ++i) {
    const Phrase& cell = cells.phrases[i];
    if (i > 0 && cells.phrases[i - 1].x1 > row.x0 - near) return false;
    if (i == 0) continue;
    if (i + 1 < cells.phrases.size() && cells.phrases[i + 1].x0 < row.x1 + near) continue;
    if (std::abs(cell.x0 - row.x0) < near || std::abs(cell.x1 - row.x1) < near ||
        std::abs(cell.x0 + cell.x1 - row.x0 - row.x1) < 2 * near)
      return true;
  }
  return false;
}

void take_back_cells(const StreamPage& on, std::vector<Row>& rows, const RuleFrame& frame, double gap) {
  const Row* cells = nullptr;
  for (Row& row : rows) {
    const bool inside = frame.rules.front().y < row.row.baseline &&
                        (frame.rules.size() < kClosedRules || row.row.baseline < frame.rules.back().y);
    if (!inside || (row.kind == RowKind::prose && row.goes_on)) {
      cells = nullptr;
      continue;
    }
    if (row.kind == RowKind::prose) {
      row.phrases = phrases(on.page, row.row, gap * row.row.size);
      const auto own = [&](const Phrase& phrase) {
        for (std::size_t i = phrase.first; i < phrase.end; ++i) {
          if (on.prose[row.row.words[i]]) return false;
        }
        return true;
      };
      const bool beside = row.phrases.size() > 1 && std::any_of(row.phrases.begin(), row.phrases.end(), own);
      if (!beside && (cells == nullptr || !goes_on_below(row, *cells))) {
        cells = nullptr;
        continue;
      }
      row.kind = row.phrases.size() > 1 ? RowKind::cells : RowKind::single;
      if (!beside) continue;
    }
    if (row.kind == RowKind::cells) cells = &row;
  }
}

void extend_to_cells(const StreamPage& on, const std::vector<Row>& rows, Block& block) {
  const Page& page = on.page;
  const bool tops_page = tops_page_at(on, rows[block.first]);
  const auto is_rest = [&](const Row& row, const Row& beside, std::size_t from, std::size_t to) {
    const double distance = std::abs(row.row.baseline - beside.row.baseline);
    if (distance > kNearLine * std::max(row.row.size, beside.row.size)) return false;
    if (on.above != nullptr && tops_page && row.kind == RowKind::single) {
      const std::size_t column = column_above(*on.above, row);
      if (column < on.above->cols() && column != 0) return true;
    }
    const auto at = [&](std::size_t i) { return rows.begin() + static_cast<std::ptrdiff_t>(i); };
    return std::any_of(at(from), at(to), [&](const Row& other) {
      return stands_in_column(row, other) || wraps_around(row, other, beside);
    });
  };
  const Block cells = block;
  const std::size_t top = std::min(cells.first + kRowsBeside, cells.end);
  const std::size_t bottom = cells.end - std::min(kRowsBeside, cells.end - cells.first);
  while (block.first > 0 && is_rest(rows[block.first - 1], rows[block.first], cells.first, top)) --block.first;
  Span1 across{rows[cells.first].x0, rows[cells.first].x1};
  for (std::size_t i = cells.first; i < top; ++i)
    across = {std::min(across.from, rows[i].x0), std::max(across.to, rows[i].x1)};
  const auto is_label = [&](const Row& row, std::size_t below) {
    const double distance = rows[below].row.baseline - row.row.baseline;
    if (row.kind != RowKind::single || distance > kNearLine * row.row.size) return false;
    // Set between two lines: labels in the middle of their height beside labels on two levels.
    if (distance < kInterleaved * row.row.size) return row.x0 >= across.from && row.x1 <= across.to;
    Span1 inner = across;  // without the side where lines begin
    inner.from += row.row.size;
    return heads_columns(row, rows[below], inner) ||
           (below + 1 < cells.end && heads_columns(row, rows[below + 1], inner));
  };
  for (std::size_t level = 0; level < kMostLevels && block.first > 0; ++level) {
    if (block.first + level != cells.first || !is_label(rows[block.first - 1], block.first)) break;
    --block.first;
  }
  if (begins_page(on, rows, cells, block.first)) block.first = 0;
  while (block.end < rows.size() && is_rest(rows[block.end], rows[block.end - 1], bottom, cells.end)) ++block.end;
  if (block.end == cells.end) {
    while (block.end < rows.size() &&
           is_rest_of_label(page, rows, rows[block.end], rows[block.end - 1], rows[cells.end - 1], bottom, cells.end))
      ++block.end;
  }
  // The title of rows that follow on the next page.
  if (block.end + 1 == rows.size() && is_title(on, rows, cells, rows[block.end], rows[block.end - 1])) ++block.end;
}

std::size_t count_rest_above(const StreamPage& on, const std::vector<Row>& rows) {
  const std::size_t count = count_lines_of_rest(on, rows);
  if (count == 0 || column_above(*on.above, rows.front()) == 0) return 0;
  std::size_t next = count;
  while (next < rows.size() && is_title_like_above(on, rows[next]) && follows_closely(rows, next)) ++next;
  const bool more = next < rows.size() && rows[next].kind == RowKind::cells && follows_closely(rows, next);
  return more ? 0 : count;
}

}  // namespace gridlift::recover
