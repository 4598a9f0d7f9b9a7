#include "converters/report/align/align_columns.h"

#include <algorithm>
#include <string>

#include "converters/report/align/monotone.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kColumnFits = 0.6;  // least similarity at which a column header counts as found
constexpr double kRowFits = 0.6;     // the same for a row label

bool blank(const CellGrid& grid, int row, int from, int to) {
  for (int col = from; col < to; ++col) {
    if (!trimmed(grid.at(row, col).text).empty()) return false;
  }
  return true;
}

/// One owner of each slot of a column over some header rows, from the top down, as labels; runs of them are tried
/// together, since a header may have come as two rows ("结果" over "维持").
double header_score(const CellGrid& grid, int first, int last, int col, const LineSpec& expected) {
  std::vector<std::string> texts;
  std::size_t before = grid.cells().size();
  for (int row = first; row < last; ++row) {
    const std::size_t owner = grid.owner(row, col);
    if (owner == before) continue;
    before = owner;
    if (!trimmed(grid.cells()[owner].text).empty()) texts.push_back(grid.cells()[owner].text);
  }
  double own = 0;
  double group = 0;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    std::string joined;
    for (std::size_t j = i; j < texts.size() && j < i + 3; ++j) {
      joined += texts[j];
      own = std::max(own, best_similarity(make_label(joined), expected.labels));
    }
    for (const auto& names : expected.groups) group = std::max(group, best_similarity(make_label(texts[i]), names));
  }
  return own >= kColumnFits ? own + 0.1 * group : 0;
}

}  // namespace

double best_similarity(const Label& printed, const std::vector<Label>& expected) {
  double best = 0;
  for (const Label& label : expected) best = std::max(best, similarity(printed, label));
  return best;
}

std::vector<int> map_columns(const CellGrid& grid, int first, int last, const std::vector<LineSpec>& columns) {
  std::vector<int> starts;  // grid columns at which some cell of the last header row begins
  for (int col = 0; col < grid.cols() && last > first; ++col) {
    if (grid.at(last - 1, col).col == col) starts.push_back(col);
  }
  const auto matched = align_monotone(columns.size(), starts.size(), [&](std::size_t expected, std::size_t found) {
    return header_score(grid, first, last, starts[found], columns[expected]);
  });
  std::vector<int> out(columns.size(), -1);
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (matched[i]) out[i] = starts[*matched[i]];
  }
  return out;
}

void fill_gaps(std::vector<int>& columns, int cols) {
  const auto count = static_cast<int>(columns.size());
  const bool none = std::all_of(columns.begin(), columns.end(), [](int c) { return c < 0; });
  if (none) {
    for (int i = 0; i < count && count <= cols; ++i) columns[static_cast<std::size_t>(i)] = cols - count + i;
    return;
  }
  for (int i = 1; i < count; ++i) {
    int& here = columns[static_cast<std::size_t>(i)];
    const int before = columns[static_cast<std::size_t>(i - 1)];
    if (here >= 0 || before < 0) continue;
    int next = i + 1;
    while (next < count && columns[static_cast<std::size_t>(next)] < 0) ++next;
    const int limit = next < count ? columns[static_cast<std::size_t>(next)] : cols;
    if (limit - before == next - i + 1) here = before + 1;
  }
  for (int i = count - 2; i >= 0; --i) {
    int& here = columns[static_cast<std::size_t>(i)];
    const int after = columns[static_cast<std::size_t>(i + 1)];
    if (here < 0 && after > 0 && i == 0) here = after - 1;
  }
}

int label_end(const CellGrid& grid, int row, const LineSpec& expected) {
  int end = 0;
  for (int col = 0; col < grid.cols(); col = grid.at(row, col).end_col()) {
    const Cell& cell = grid.at(row, col);
    if (may_be_value(cell.text, true)) continue;
    const Label label = make_label(cell.text);
    bool is_label = best_similarity(label, expected.labels) >= kRowFits;
    for (const auto& names : expected.groups) is_label = is_label || best_similarity(label, names) >= kRowFits;
    if (is_label) end = cell.end_col();
  }
  return end;
}

int window_shift(const CellGrid& grid, int row, int values_begin, const std::vector<int>& columns) {
  if (columns.empty() || columns.front() < 0) return 0;
  const int shift = columns.front() - values_begin;
  if (values_begin <= 0 || shift <= 0 || shift > 3) return 0;
  const bool ends_blank = blank(grid, row, grid.cols() - shift, grid.cols());
  const bool has_values = !blank(grid, row, values_begin, grid.cols() - shift);
  return ends_blank && has_values ? shift : 0;
}

std::vector<int> cells_in_order(const CellGrid& grid, int row, int values_begin, std::size_t columns) {
  std::vector<int> starts;
  for (int col = values_begin; col < grid.cols(); col = grid.at(row, col).end_col()) {
    if (grid.at(row, col).col != col || !may_be_value(grid.at(row, col).text, true)) return {};
    starts.push_back(col);
  }
  return starts.size() == columns ? starts : std::vector<int>();
}

std::vector<int> slots_past_slivers(const CellGrid& grid, int row, int values_begin, const std::vector<int>& columns,
                                    int first, int last) {
  std::vector<int> printed;
  for (int col = values_begin; col < grid.cols(); ++col) {
    const Cell& cell = grid.at(row, col);
    if (!grid.begins_at(row, col) || trimmed(cell.text).empty()) continue;
    if (!may_be_value(cell.text, true)) return {};
    printed.push_back(col);
  }
  if (printed.size() != columns.size()) return {};
  bool moved = false;
  for (std::size_t i = 0; i < printed.size(); ++i) {
    if (printed[i] == columns[i]) continue;
    bool nameless = columns[i] >= 0 && printed[i] == columns[i] + 1;
    for (int above = first; above < last && nameless; ++above)
      nameless = !grid.begins_at(above, printed[i]) || trimmed(grid.at(above, printed[i]).text).empty();
    if (!nameless) return {};
    moved = true;
  }
  return moved ? printed : std::vector<int>();
}

std::vector<int> full_window(const CellGrid& grid, int row, int values_begin, std::size_t columns) {
  std::vector<int> window;
  for (int col = values_begin; col < grid.cols(); ++col) {
    if (trimmed(grid.at(row, col).text).empty()) continue;
    const bool next = window.empty() || window.back() + 1 == col;
    if (!grid.begins_at(row, col) || !next || !may_be_value(grid.at(row, col).text, true)) return {};
    window.push_back(col);
  }
  return window.size() == columns ? window : std::vector<int>();
}

}  // namespace gridlift::report
