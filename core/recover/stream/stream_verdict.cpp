// What speaks for and against a region being a table.
#include <algorithm>
#include <cstddef>
#include <string>

#include "core/recover/stream/lookalikes.h"
#include "core/recover/stream/stream_body.h"
#include "core/recover/stream/stream_table.h"
#include "core/recover/table/confidence.h"

namespace gridlift::recover {

namespace {

constexpr std::size_t kManyRows = 6;
constexpr double kFullRows = 0.85;
constexpr std::size_t kFewLevelRows = 3;
constexpr double kApart = 1.15;      // times the least distance of two lines: more white than between lines
constexpr double kBareFill = 0.55;   // a table without rules is at least so full
constexpr double kRuledFill = 0.35;  // and one with rules: the labels of charts stand in sparser columns

/// What the rows of the body hold: a cell that wraps over several lines counts once.
struct Tally {
  std::size_t filled = 0;
  std::size_t values = 0;
  std::size_t words = 0;
  std::size_t rows_of_cells = 0;  // rows with two cells or more
  std::size_t value_columns = 0;
};

Tally tally(const StreamTable& table) {
  Tally out;
  std::vector<std::size_t> values(table.columns.size());
  std::vector<std::size_t> filled(table.columns.size());
  std::vector<bool> begun(table.columns.size());  // by column: the row at hand has a cell there;
  std::vector<bool> label(table.columns.size());  // some line of it is a label
  for (const BodyRow& row : table.body) {
    std::fill(begun.begin(), begun.end(), false);
    std::fill(label.begin(), label.end(), false);
    for (std::size_t i = row.first; i < row.end; ++i) {
      for (const LinePiece& piece : table.lines[table.header_lines + i].pieces) {
        out.words += piece.words.size();
        begun[piece.first] = true;
        label[piece.first] = label[piece.first] || piece.kind == CellKind::label;
      }
    }
    std::size_t cells = 0;
    for (std::size_t c = 0; c < begun.size(); ++c) {
      if (!begun[c]) continue;
      ++cells;
      ++filled[c];
      if (label[c]) continue;
      ++out.values;
      ++values[c];
    }
    out.filled += cells;
    out.rows_of_cells += cells > 1 ? 1 : 0;
  }
  for (std::size_t c = 0; c < values.size(); ++c)
    out.value_columns += values[c] * 5 >= filled[c] * 3 && values[c] > 0 ? 1 : 0;
  return out;
}

/// Rows that begin in all columns, or all but one, at once, with more white above them than between their lines, as the
/// lines of columns of prose do not.
std::size_t count_level_rows(const StreamTable& table) {
  double leading = 0;  // the least between two lines of one row
  for (const BodyRow& row : table.body) {
    for (std::size_t i = row.first + 1; i < row.end; ++i) {
      const StreamLine& line = table.lines[table.header_lines + i];
      const double distance = line.baseline - table.lines[table.header_lines + i - 1].baseline;
      if (distance > kInterleaved * line.size && (leading == 0 || distance < leading)) leading = distance;
    }
  }
  std::size_t out = 0;
  for (const BodyRow& row : table.body) {
    const std::size_t at = table.header_lines + row.first;
    const bool apart = at > 0 && table.lines[at].baseline - table.lines[at - 1].baseline > kApart * leading;
    std::size_t begun = 0;
    for (const LinePiece& piece : table.lines[at].pieces) begun += piece.spans() ? 0 : 1;
    out += apart && begun + 1 >= table.columns.size() ? 1 : 0;
  }
  return leading > 0 ? out : 0;
}

/// Independent signs that cells stand in rows and columns on purpose.
int count_signs(const StreamTable& table, const Tally& sum, double fill, double words_per_cell, bool level) {
  const std::size_t rules = table.region.rules.size();
  int signs = rules >= 3 ? 2 : rules == 2 ? 1 : 0;
  signs += sum.value_columns >= 2 ? 2 : sum.value_columns == 1 ? 1 : 0;
  signs += table.region.captioned ? 1 : 0;
  signs += table.columns.size() >= 3 && table.lines.size() >= 4 && fill > 0.75 && words_per_cell <= 4 ? 1 : 0;
  // Row after row fills every column, whatever its cells wrap to.
  signs +=
      table.columns.size() >= 3 && table.body.size() >= kManyRows && fill > kFullRows && words_per_cell > 4 ? 1 : 0;
  signs += level ? 2 : 0;
  return signs;
}

}  // namespace

StreamVerdict judge_table(const Page& page, const StreamTable& table) {
  StreamVerdict out;
  if (table.columns.size() < 2) return {"no columns", 0, {}};
  const Tally sum = tally(table);
  if (!table.continues && (table.region.rest || sum.rows_of_cells < 1 || table.rows() < 2))
    return {"fewer than two rows", 0, {}};
  const auto rows = static_cast<double>(table.body.size());
  const double cells_per_row = static_cast<double>(sum.filled) / std::max(1.0, rows);
  const double words_per_cell = static_cast<double>(sum.words) / std::max<double>(1.0, static_cast<double>(sum.filled));
  const double value_share = static_cast<double>(sum.values) / std::max<double>(1.0, static_cast<double>(sum.filled));
  const bool ruled = table.region.rules.size() >= 2;
  const bool framed = table.region.rules.size() >= 3;
  const double rowness = static_cast<double>(sum.rows_of_cells) / std::max(1.0, rows);
  const double slots = rows * static_cast<double>(table.columns.size());
  const double fill = static_cast<double>(sum.filled) / std::max(1.0, slots);
  const std::size_t level_rows = table.columns.size() >= 3 ? count_level_rows(table) : 0;
  const bool level = level_rows >= kFewLevelRows && level_rows * 4 >= table.body.size() * 3;
  if (!table.continues) {
    if (const std::string_view other = lookalike(page, table); !other.empty()) return {other, 0, {}};
    if (fill < (ruled ? kRuledFill : kBareFill)) return {"mostly empty", 0, {}};
    if (rowness < 0.34) return {"few rows with several cells", 0, {}};
    if (!framed && !level && words_per_cell > 6 && value_share < 0.2) return {"columns of prose", 0, {}};
    if (!framed && table.lines.size() < 3) return {"two lines", 0, {}};
    if (!ruled && sum.rows_of_cells < 3) return {"too few rows without rules", 0, {}};
    // Words in columns may be a list, an index, a page of addresses: only a caption tells that they are a table.
    const bool named = table.region.captioned && table.columns.size() >= 3 && words_per_cell <= 4;
    if (table.region.rules.empty() && value_share < 0.25 && !named && !level) return {"hardly any values", 0, {}};
    if (count_signs(table, sum, fill, words_per_cell, level) < 2) return {"one sign only", 0, {}};
  }
  // Weighed by tools/benchmarks/calibration.py: rows with one cell and blank cells go with wrong grids, values do not.
  const Signal signals[] = {
      {"rules",
       framed                       ? 1.0
       : ruled                      ? 0.9
       : table.region.rules.empty() ? 0.7
                                    : 0.8,
       1},
      {"values", 0.85 + 0.15 * std::min(1.0, 2 * value_share), 0.5},
      {"caption", table.region.captioned ? 1.0 : 0.85, 0.5},
      {"rows", std::min(1.0, 0.2 + 0.8 * rowness), 2},
      {"cells-a-row", std::min(1.0, 0.3 + 0.7 * cells_per_row / static_cast<double>(table.columns.size())), 2},
      {"size", 1 - 0.5 / static_cast<double>(std::min(table.rows(), table.columns.size())), 0.5},
  };
  Confidence confidence = judge(signals);
  out.confidence = confidence.value;
  out.reasons = std::move(confidence.reasons);
  return out;
}

}  // namespace gridlift::recover
