#include "formats/text/column_range.h"

#include <algorithm>
#include <utility>

#include "core/recover/flattened/flattened_rows.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kMostUpper = 12;    // lines above the columns that may cross them
constexpr std::size_t kMostBelow = 2;     // lines below that belong to the text after the table
constexpr int kStray = 4;                 // character cells that a value stands off its column at most
constexpr std::size_t kFewestBeside = 4;  // lines among which a single value makes no column

/// How many lines have a text in a column, and one of these lines.
struct Support {
  int lines = 0;
  std::size_t line = 0;
  const Phrase* text = nullptr;
};

class RangeFinder {
 public:
  RangeFinder(const std::vector<ColumnLine>& rows, const NarrowRivers& narrow) : rows_(rows), narrow_(narrow) {}

  std::optional<ColumnRange> find() const {
    ColumnRange best;
    int most = 1;
    const std::size_t count = rows_.size();
    for (std::size_t below = 0; below <= kMostBelow && below < count; ++below) {
      for (std::size_t above = 0; above <= kMostUpper + 1 && above + below + 2 < count + 1; ++above) {
        auto columns = columns_of(above, count - below);
        const int score = score_of(columns, above, count - below);
        if (score <= most) continue;
        most = score;
        best = {{std::move(columns)}, above, count - below};
      }
    }
    if (most < 2) return std::nullopt;
    return best;
  }

 private:
  /// Columns that the rows [from, to) leave between their rivers. Rows of one phrase say nothing.
  std::vector<Column> columns_of(std::size_t from, std::size_t to) const {
    std::vector<std::pair<int, int>> spans;
    for (std::size_t i = from; i < to; ++i) {
      if (rows_[i].phrases.size() < 2) continue;
      for (const Phrase& phrase : rows_[i].phrases) spans.emplace_back(phrase.from, phrase.to);
    }
    std::sort(spans.begin(), spans.end());
    std::vector<Column> columns;
    for (const auto& [left, right] : spans) {
      if (!columns.empty() && left - columns.back().to < kRiver &&
          !(left == columns.back().to + 1 && narrow_.has(columns.back().to))) {
        columns.back().to = std::max(columns.back().to, right);
      } else {
        columns.push_back({left, right});
      }
    }
    if (to - from >= kFewestBeside) take_strays(columns, from, to);
    return columns;
  }

  std::vector<Support> support_of(const std::vector<Column>& columns, std::size_t from, std::size_t to) const {
    std::vector<Support> support(columns.size());
    for (std::size_t i = from; i < to; ++i) {
      if (rows_[i].phrases.size() < 2) continue;
      std::size_t last = columns.size();
      for (const Phrase& phrase : rows_[i].phrases) {
        const auto at = std::upper_bound(columns.begin(), columns.end(), phrase.from,
                                         [](int x, const Column& column) { return x < column.from; });
        const auto col = static_cast<std::size_t>(at - columns.begin()) - 1;
        if (col != last) ++support[col].lines;
        support[col].line = i;
        support[col].text = &phrase;
        last = col;
      }
    }
    return support;
  }

  /// A value that stands alone in its column, as a dash a little off the figures above does.
  void take_strays(std::vector<Column>& columns, std::size_t from, std::size_t to) const {
    const std::vector<Support> support = support_of(columns, from, to);
    const auto stray = [&](std::size_t col) {
      return support[col].lines == 1 && recover::is_value_text(support[col].text->text);
    };
    const auto is_free = [&](std::size_t col, std::size_t line) {
      return std::none_of(rows_[line].phrases.begin(), rows_[line].phrases.end(), [&](const Phrase& phrase) {
        return std::min(phrase.to, columns[col].to) > std::max(phrase.from, columns[col].from);
      });
    };
    std::vector<Column> out;
    for (std::size_t col = 0; col < columns.size(); ++col) {
      if (col > 0 && stray(col)) {
        const int left = columns[col].from - out.back().to;
        const bool next = col + 1 < columns.size() && !stray(col + 1) && is_free(col + 1, support[col].line);
        const int right = next ? columns[col + 1].from - columns[col].to : kStray + 1;
        if (right <= kStray && right < left) {
          columns[col + 1].from = columns[col].from;
          continue;
        }
        if (left <= kStray && col > 1 && is_free(col - 1, support[col].line)) {
          out.back().to = columns[col].to;
          continue;
        }
      }
      out.push_back(columns[col]);
    }
    columns = std::move(out);
  }

  /// Columns that several lines have, less those that only one has: a name above may stand between two columns.
  int score_of(const std::vector<Column>& columns, std::size_t from, std::size_t to) const {
    int score = 0;
    for (const Support& support : support_of(columns, from, to)) score += support.lines > 1 ? 1 : -1;
    return score;
  }

  const std::vector<ColumnLine>& rows_;
  const NarrowRivers& narrow_;
};

}  // namespace

int ColumnFrame::column_of(const Phrase& phrase) const {
  int best = -1;
  int most = 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const int overlap = std::min(phrase.to, columns[i].to) - std::max(phrase.from, columns[i].from);
    if (overlap <= most) continue;
    most = overlap;
    best = static_cast<int>(i);
  }
  return best;
}

bool ColumnFrame::crosses(const Phrase& phrase) const {
  int touched = 0;
  for (const Column& column : columns) {
    touched += std::min(phrase.to, column.to) > std::max(phrase.from, column.from) ? 1 : 0;
  }
  return touched > 1;
}

int ColumnFrame::values_of(const ColumnLine& row) const {
  int values = 0;
  for (const Phrase& phrase : row.phrases) {
    values += column_of(phrase) > 0 && recover::is_value_text(phrase.text) ? 1 : 0;
  }
  return values;
}

std::optional<ColumnRange> find_column_range(const std::vector<ColumnLine>& rows, const NarrowRivers& narrow) {
  return RangeFinder(rows, narrow).find();
}

}  // namespace gridlift::text
