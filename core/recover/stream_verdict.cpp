// What speaks for and against a region being a table.
#include <algorithm>
#include <cstddef>

#include "core/recover/confidence.h"
#include "core/recover/stream_table.h"

namespace gridlift::recover {

namespace {

struct Tally {
  std::size_t filled = 0;
  std::size_t values = 0;
  std::size_t words = 0;          // in the body
  std::size_t most_words = 0;     // in one piece
  std::size_t rows_of_cells = 0;  // body rows with two pieces or more
  std::size_t value_columns = 0;
};

Tally tally(const StreamTable& table) {
  Tally out;
  std::vector<std::size_t> values(table.columns.size());
  std::vector<std::size_t> filled(table.columns.size());
  for (std::size_t i = table.header_lines; i < table.lines.size(); ++i) {
    out.rows_of_cells += table.lines[i].pieces.size() > 1 ? 1 : 0;
    for (const Piece& piece : table.lines[i].pieces) {
      ++out.filled;
      ++filled[piece.first];
      out.words += piece.words.size();
      out.most_words = std::max(out.most_words, piece.words.size());
      if (piece.kind != CellKind::label) {
        ++out.values;
        ++values[piece.first];
      }
    }
  }
  for (std::size_t c = 0; c < values.size(); ++c)
    out.value_columns += values[c] * 5 >= filled[c] * 3 && values[c] > 0 ? 1 : 0;
  return out;
}

}  // namespace

StreamVerdict judge_table(const Page&, const StreamTable& table) {
  StreamVerdict out;
  if (table.columns.size() < 2) return {"no columns", 0, {}};
  const Tally sum = tally(table);
  if (sum.rows_of_cells < 1 || table.rows() < 2) return {"fewer than two rows", 0, {}};
  const auto lines = static_cast<double>(table.lines.size() - table.header_lines);
  const double cells_per_line = static_cast<double>(sum.filled) / std::max(1.0, lines);
  const double words_per_cell = static_cast<double>(sum.words) / std::max<double>(1.0, static_cast<double>(sum.filled));
  const double value_share = static_cast<double>(sum.values) / std::max<double>(1.0, static_cast<double>(sum.filled));
  const bool ruled = table.region.rules.size() >= 2;
  const bool framed = table.region.rules.size() >= 3;
  const double rowness = static_cast<double>(sum.rows_of_cells) / std::max(1.0, lines);
  if (rowness < 0.34) return {"few lines with several cells", 0, {}};
  if (!framed && words_per_cell > 6 && value_share < 0.2) return {"columns of prose", 0, {}};
  if (!ruled && sum.value_columns == 0) return {"neither rules nor values", 0, {}};
  if (!ruled && sum.rows_of_cells < 3) return {"too few rows without rules", 0, {}};
  if (!ruled && table.region.rules.empty() && value_share < 0.25) return {"hardly any values", 0, {}};
  const Signal signals[] = {
      {"rules",
       framed                       ? 1.0
       : ruled                      ? 0.9
       : table.region.rules.empty() ? 0.7
                                    : 0.8,
       1},
      {"values", 0.7 + 0.3 * std::min(1.0, 2 * value_share), 1},
      {"caption", table.region.captioned ? 1.0 : 0.85, 0.5},
      {"rows", std::min(1.0, 0.6 + 0.4 * rowness), 1},
      {"cells-a-line", std::min(1.0, 0.7 + 0.3 * cells_per_line / static_cast<double>(table.columns.size())), 1},
      {"size", 1 - 0.5 / static_cast<double>(std::min(table.rows(), table.columns.size())), 0.5},
  };
  Confidence confidence = judge(signals);
  out.confidence = confidence.value;
  out.reasons = std::move(confidence.reasons);
  return out;
}

}  // namespace gridlift::recover
