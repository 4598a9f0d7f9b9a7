// A table's cells in reading order, for tables whose rows ran together or apart: what stands behind which label.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/labels.h"
#include "core/document.h"

namespace gridlift::report {

/// One cell of one of the tables.
struct StreamItem {
  std::size_t table = 0;  ///< index in Document::tables
  int row = 0;
  int col = 0;
  bool value = false;  ///< may be a value; a blank cell may be one
  bool blank = false;
  Label label;  ///< of others
};

/// Reads tables as one sequence of labels and values.
class CellStream {
 public:
  CellStream(const Document& document, std::span<const std::size_t> tables, const std::vector<const LineSpec*>& rows);

  /// The values behind the label of the given row (an index in `rows`), when there are exactly as many as the form has
  /// columns before the next text; blank cells at the ends of the run may be left out to make it so. Empty otherwise.
  std::vector<StreamItem> values_of(std::size_t row, std::size_t columns) const;

 private:
  std::vector<StreamItem> items_;
  std::vector<std::optional<std::size_t>> label_of_;  // row -> its item
};

}  // namespace gridlift::report
