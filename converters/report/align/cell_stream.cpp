#include "converters/report/align/cell_stream.h"

#include <algorithm>

#include "converters/report/align/monotone.h"
#include "converters/report/values/values.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr double kSameLabel = 0.9;  // labels must be told with certainty where the grid does not help

double fits(const Label& printed, const LineSpec& expected) {
  double best = 0;
  for (const Label& label : expected.labels) best = std::max(best, similarity(printed, label));
  return best >= kSameLabel ? best : 0;
}

}  // namespace

CellStream::CellStream(const Document& document, std::span<const std::size_t> tables,
                       const std::vector<const LineSpec*>& rows) {
  std::vector<std::size_t> labels;  // items that are no values
  for (const std::size_t t : tables) {
    for (const Cell& cell : document.tables[t].grid.cells()) {
      StreamItem item;
      item.table = t;
      item.row = cell.row;
      item.col = cell.col;
      item.blank = trimmed(cell.text).empty();
      item.value = may_be_value(cell.text, true);
      if (!item.value) {
        item.label = make_label(cell.text);
        labels.push_back(items_.size());
      }
      items_.push_back(std::move(item));
    }
  }
  const auto matched = align_monotone(rows.size(), labels.size(), [&](std::size_t row, std::size_t label) {
    return fits(items_[labels[label]].label, *rows[row]);
  });
  for (const auto& label : matched) label_of_.push_back(label ? std::optional(labels[*label]) : std::nullopt);
}

std::vector<StreamItem> CellStream::values_of(std::size_t row, std::size_t columns) const {
  if (row >= label_of_.size() || !label_of_[row]) return {};
  std::size_t begin = *label_of_[row] + 1;
  std::size_t end = begin;
  while (end < items_.size() && items_[end].value) ++end;
  while (end - begin > columns && items_[end - 1].blank) --end;
  while (end - begin > columns && items_[begin].blank) ++begin;
  if (end - begin != columns) return {};
  return {items_.begin() + static_cast<std::ptrdiff_t>(begin), items_.begin() + static_cast<std::ptrdiff_t>(end)};
}

}  // namespace gridlift::report
