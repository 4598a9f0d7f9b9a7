#include "core/recover/ruled/ruled_margins.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "core/recover/page/row_openings.h"
#include "core/recover/page/text_rows.h"
#include "core/recover/ruled/ruled_splits.h"
#include "core/recover/table/cell_kind.h"

namespace gridlift::recover {

namespace {

// In text heights (font sizes of the row).
constexpr double kSameBaseline = 0.3;
constexpr double kPhraseGap = 0.9;  // wider gaps part two phrases
constexpr double kStubGap = 2.0;    // wider gaps end a stub's label on its left
constexpr double kFrameGap = 1.2;   // farthest that a header stands from the first rule
constexpr double kLeading = 0.8;    // farthest that two header lines stand apart
constexpr double kBodyPitch = 3;    // farthest that two rows of a body stand apart
constexpr std::size_t kMostHeaderLines = 6;
constexpr std::size_t kFewestBodyRows = 3;
constexpr std::size_t kMostLabelWords = 12;

bool is_value(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

std::string text_of(const Page& page, const TextRow& row, const Phrase& phrase) {
  std::string text;
  for (std::size_t i = phrase.first; i < phrase.end; ++i) {
    if (!text.empty()) text += ' ';
    text += page.words[row.words[i]].text;
  }
  return text;
}

/// Do the cells that `wanted` names hold values, most of them, and at least two?
template <class Wanted>
bool holds_values(const Page& page, const RuledTable& table, Wanted&& wanted) {
  std::size_t filled = 0;
  std::size_t values = 0;
  for (const RuledCell& cell : table.cells) {
    if (cell.words.empty() || !wanted(cell.face)) continue;
    ++filled;
    if (is_value(kind_of(cell_text(page, cell.words, 1e9, 1e9)))) ++values;
  }
  return values >= 2 && values * 10 >= filled * 6;
}

/// Level words beside the table that no table has: one on its edge is its own already.
std::vector<std::uint32_t> free_level_words(const Page& page, const WordIndex& index, const std::vector<bool>& taken,
                                            const RuledTable& table, const Box& box) {
  std::vector<std::uint32_t> words = index.inside(box);
  std::erase_if(words, [&](std::uint32_t i) {
    return taken[i] || page.words[i].writing != Writing::right || std::ranges::binary_search(table.words, i);
  });
  return words;
}

/// The label that ends a text row: its words from the last wide gap on.
std::vector<std::uint32_t> last_label(const Page& page, const TextRow& row) {
  std::size_t first = row.words.size() - 1;
  while (first > 0) {
    const double gap = page.words[row.words[first]].box.x0 - page.words[row.words[first - 1]].box.x1;
    if (gap > kStubGap * row.size) break;
    --first;
  }
  return {row.words.begin() + static_cast<std::ptrdiff_t>(first), row.words.end()};
}

void add_words(RuledTable& table, const std::vector<std::uint32_t>& words) {
  table.words.insert(table.words.end(), words.begin(), words.end());
  std::sort(table.words.begin(), table.words.end());
}

/// The cells of one header or total line, between the edges of a table.
struct MarginRow {
  std::vector<RuledCell> cells;  // rows 0..1, all columns
  bool spans = false;            // some phrase stands over several columns
  std::size_t filled = 0;
  std::size_t values = 0;
  Box box;
};

/// The row's phrases in the columns of a table; nothing when one of them sticks out of the table or it is a caption.
std::optional<MarginRow> margin_row(const Page& page, const RuledTable& table, const TextRow& row) {
  if (opens_caption(page, row) || opens_notes(page, row)) return std::nullopt;
  const std::vector<Phrase> parts = phrases(page, row, kPhraseGap * row.size);
  if (parts.size() < 2) return std::nullopt;
  MarginRow out;
  out.box = row.box;
  const double slack = 0.2 * row.size;
  std::size_t next = 0;
  for (const Phrase& part : parts) {
    if (part.x0 < table.xs.front() - slack || part.x1 > table.xs.back() + slack) return std::nullopt;
    const auto column = [&](double x) {
      const auto after = std::upper_bound(table.xs.begin() + 1, table.xs.end() - 1, x);
      return static_cast<std::size_t>(after - table.xs.begin()) - 1;
    };
    const std::size_t first = column(part.x0 + slack);
    const std::size_t last = column(std::max(part.x0, part.x1 - slack));
    if (first < next) return std::nullopt;
    for (; next < first; ++next) out.cells.push_back({{0, next, 1, next + 1}, {}, false});
    RuledCell cell{{0, first, 1, last + 1}, {}, false};
    for (std::size_t i = part.first; i < part.end; ++i) cell.words.push_back(whole_word(page, row.words[i]));
    out.spans = out.spans || last > first;
    ++out.filled;
    if (is_value(kind_of(text_of(page, row, part)))) ++out.values;
    out.cells.push_back(std::move(cell));
    next = last + 1;
  }
  for (; next < table.cols(); ++next) out.cells.push_back({{0, next, 1, next + 1}, {}, false});
  return out;
}

/// Joins a line to a row when both have every phrase in one column: a header that was wrapped.
bool join_lines(MarginRow& above, const MarginRow& below) {
  if (above.spans || below.spans) return false;
  for (std::size_t col = 0; col < above.cells.size(); ++col) {
    auto& words = above.cells[col].words;
    words.insert(words.end(), below.cells[col].words.begin(), below.cells[col].words.end());
  }
  above.box = above.box.united(below.box);
  return true;
}

void put_row(RuledTable& table, MarginRow row, std::size_t at, double y) {
  for (RuledCell& cell : table.cells) {
    if (cell.face.row >= at) {
      ++cell.face.row;
      ++cell.face.end_row;
    }
  }
  std::vector<std::uint32_t> words;
  for (RuledCell& cell : row.cells) {
    cell.face.row = at;
    cell.face.end_row = at + 1;
    for (const CellWord& word : cell.words) words.push_back(word.word);
  }
  table.cells.insert(table.cells.begin() + (at == 0 ? 0 : static_cast<std::ptrdiff_t>(table.cells.size())),
                     std::make_move_iterator(row.cells.begin()), std::make_move_iterator(row.cells.end()));
  table.ys.insert(at == 0 ? table.ys.begin() : table.ys.end(), y);
  table.inferred += row.filled;
  add_words(table, words);
}

void take_in_header(const Page& page, const WordIndex& index, const std::vector<bool>& taken, RuledTable& table,
                    double unit) {
  const auto first_row = [](const Face& face) { return face.row == 0 && face.col > 0; };
  if (!holds_values(page, table, first_row)) return;
  const double top = table.ys.front();
  const Box box{table.xs.front() - unit, top - 8 * unit, table.xs.back() + unit, top};
  const std::vector<TextRow> lines = text_rows(page, free_level_words(page, index, taken, table, box));
  std::vector<MarginRow> rows;
  double edge = top;
  double room = kFrameGap;
  for (std::size_t i = lines.size(); i-- > 0 && lines.size() - i <= kMostHeaderLines;) {
    if (edge - lines[i].box.y1 > room * lines[i].size) break;
    std::optional<MarginRow> row = margin_row(page, table, lines[i]);
    if (!row) break;
    if (rows.empty() && row->filled * 2 + 1 < table.cols()) break;
    edge = lines[i].box.y0;
    room = kLeading;
    if (rows.empty() || !join_lines(*row, rows.back())) {
      rows.push_back(std::move(*row));
    } else {
      rows.back() = std::move(*row);
    }
  }
  for (MarginRow& row : rows) {
    const double y = row.box.y0 - 0.2 * unit;
    put_row(table, std::move(row), 0, y);
    table.rule_above = false;
  }
}

void take_in_total(const Page& page, const WordIndex& index, const std::vector<bool>& taken, RuledTable& table,
                   double unit) {
  const std::size_t last = table.rows() - 1;
  if (!holds_values(page, table, [&](const Face& face) { return face.end_row == last + 1 && face.col > 0; })) return;
  const double bottom = table.ys.back();
  const Box box{table.xs.front() - unit, bottom, table.xs.back() + unit, bottom + 3 * unit};
  const std::vector<TextRow> lines = text_rows(page, free_level_words(page, index, taken, table, box));
  if (lines.empty() || lines.front().box.y0 - bottom > kFrameGap * lines.front().size) return;
  std::optional<MarginRow> row = margin_row(page, table, lines.front());
  if (!row || row->spans || row->values * 2 < table.cols()) return;
  const double y = row->box.y1 + 0.2 * unit;
  put_row(table, std::move(*row), table.rows(), y);
  table.rule_below = false;
}

}  // namespace

void take_in_stub(const Page& page, const WordIndex& index, const std::vector<bool>& taken, RuledTable& table,
                  double unit) {
  if (!holds_values(page, table, [](const Face& face) { return face.col == 0; })) return;
  std::vector<std::uint32_t> level = table.words;
  std::erase_if(level, [&](std::uint32_t i) { return page.words[i].writing != Writing::right; });
  const std::vector<TextRow> inside = text_rows(page, level);
  const Box box{-1e9, table.ys.front(), table.xs.front(), table.ys.back()};
  std::vector<std::uint32_t> stub;
  std::vector<double> starts;
  std::size_t matched = 0;
  const std::vector<TextRow> beside = text_rows(page, free_level_words(page, index, taken, table, box));
  for (const TextRow& row : beside) {
    const std::vector<std::uint32_t> label = last_label(page, row);
    if (label.size() > kMostLabelWords) return;
    const auto below = std::partition_point(inside.begin(), inside.end(), [&](const TextRow& other) {
      return other.baseline < row.baseline - kSameBaseline * unit;
    });
    if (below != inside.end() && below->baseline <= row.baseline + kSameBaseline * unit) ++matched;
    starts.push_back(page.words[label.front()].box.x0);
    stub.insert(stub.end(), label.begin(), label.end());
  }
  if (matched < 3 || matched * 100 < beside.size() * 85 || matched * 10 < inside.size() * 6) return;
  const double left = *std::min_element(starts.begin(), starts.end());
  const auto aligned = std::count_if(starts.begin(), starts.end(), [&](double x) { return x < left + 2.5 * unit; });
  if (static_cast<std::size_t>(aligned) * 2 < starts.size()) return;

  for (RuledCell& cell : table.cells) {
    ++cell.face.col;
    ++cell.face.end_col;
  }
  std::vector<RuledCell> labels;
  for (std::size_t row = 0; row < table.rows(); ++row) labels.push_back({{row, 0, row + 1, 1}, {}, false});
  for (const std::uint32_t word : stub) {
    const double y = page.words[word].box.center_y();
    const auto after = std::upper_bound(table.ys.begin() + 1, table.ys.end() - 1, y);
    labels[static_cast<std::size_t>(after - table.ys.begin()) - 1].words.push_back(whole_word(page, word));
  }
  table.inferred += labels.size();
  table.cells.insert(table.cells.end(), std::make_move_iterator(labels.begin()), std::make_move_iterator(labels.end()));
  table.xs.insert(table.xs.begin(), left - 0.2 * unit);
  add_words(table, stub);
}

bool heads_a_body(const Page& page, const WordIndex& index, const std::vector<bool>& taken, const RuledTable& table,
                  double unit) {
  if (table.rows() > kMostHeaderLines) return false;
  const std::size_t needed = std::max(kFewestBodyRows, table.rows());
  const double bottom = table.ys.back();
  const double depth = kMostHeaderLines * kBodyPitch * unit;
  const Box box{table.xs.front() - unit, bottom, table.xs.back() + unit, bottom + depth};
  const std::vector<TextRow> lines = text_rows(page, free_level_words(page, index, taken, table, box));
  if (lines.empty() || lines.front().box.y0 - bottom > kFrameGap * lines.front().size) return false;
  std::size_t bodies = 0;
  for (const TextRow& line : lines) {
    const std::optional<MarginRow> row = margin_row(page, table, line);
    if (row && !row->spans && row->values * 2 >= table.cols() - 1 && ++bodies >= needed) return true;
  }
  return false;
}

void take_in_rows(const Page& page, const WordIndex& index, const std::vector<bool>& taken, RuledTable& table,
                  double unit) {
  take_in_header(page, index, taken, table, unit);
  take_in_total(page, index, taken, table, unit);
}

std::optional<RuledTitle> take_out_title(const Page& page, RuledTable& table) {
  const auto first_line = [&](const RuledCell& cell) {
    const std::vector<TextRow> rows = text_rows(page, level_words(page, cell.words));
    return rows.empty() ? TextRow{} : rows.front();
  };
  const auto whole_row = [&](const RuledCell& cell) {
    return cell.face.col == 0 && cell.face.end_col == table.cols() && cell.face.rows() == 1 && !cell.words.empty();
  };
  const auto drop_words = [&](const RuledCell& cell) {
    std::erase_if(table.words, [&](std::uint32_t i) {
      return std::any_of(cell.words.begin(), cell.words.end(), [&](const CellWord& word) { return word.word == i; });
    });
  };
  std::optional<RuledTitle> title;
  const auto last = std::find_if(table.cells.begin(), table.cells.end(), [&](const RuledCell& cell) {
    return cell.face.end_row == table.rows() && whole_row(cell);
  });
  if (table.rows() > 2 && last != table.cells.end() && opens_notes(page, first_line(*last))) {
    drop_words(*last);
    table.cells.erase(last);
    table.ys.pop_back();
  }
  const auto first = std::find_if(table.cells.begin(), table.cells.end(),
                                  [&](const RuledCell& cell) { return cell.face.row == 0 && whole_row(cell); });
  if (table.rows() > 2 && first != table.cells.end() && opens_caption(page, first_line(*first))) {
    const Box box = table.box_of(first->face);
    title = RuledTitle{cell_text(page, first->words, box.width(), box.height()), std::move(first->words)};
    table.cells.erase(first);
    for (RuledCell& cell : table.cells) {
      --cell.face.row;
      --cell.face.end_row;
    }
    table.ys.erase(table.ys.begin());
  }
  return title;
}

}  // namespace gridlift::recover
