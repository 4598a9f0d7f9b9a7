#include "formats/row_spans.h"

namespace gridlift {

void RowSpans::carry_on(RawRow& row) {
  while (static_cast<std::size_t>(column_) < below_.size() && below_[static_cast<std::size_t>(column_)].first > 0) {
    auto& [rows, columns] = below_[static_cast<std::size_t>(column_)];
    --rows;
    RawCell cell;
    cell.col_span = columns;
    cell.vertical = RawCell::Merge::carry_on;
    row.cells.push_back(std::move(cell));
    column_ += columns;
  }
}

void RowSpans::take(int rows, int columns) {
  const auto at = static_cast<std::size_t>(column_);
  if (below_.size() <= at) below_.resize(at + 1);
  below_[at] = {rows - 1, columns};
  column_ += columns;
}

}  // namespace gridlift
