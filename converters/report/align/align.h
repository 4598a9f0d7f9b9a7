// Alignment: which cell of a recovered grid is which key of a profile.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/report.h"

namespace gridlift::report {

/// One key and the slot that holds it.
struct AlignedKey {
  std::string key;
  const LineSpec* row = nullptr;     ///< of the profile
  const LineSpec* column = nullptr;  ///< of the profile
  bool row_found = false;            ///< the document has this row
  bool sure = false;                 ///< the row has a cell with one value for each column
  bool doubtful = false;             ///< what stands there may be a part of the value, or another one
  std::optional<std::size_t> table;  ///< index in Document::tables; absent: no such cell
  int grid_row = 0;
  int grid_col = 0;
  std::optional<TypedValue> loose;  ///< read from the text, where no table has the cell
  /// Table, row and column of what a page break cut off the value.
  std::vector<std::tuple<std::size_t, int, int>> more;
};

/// Finds the rows and columns of `spec` in the given tables, read one below the other. Rows are matched in the order of
/// the form (monotone alignment over label similarity, by dynamic programming); columns likewise by their header paths.
/// The grid's evidence comes first: a window of values is moved only where a row leaves no other reading, and a note
/// says so.
std::vector<AlignedKey> align_table(const TableSpec& spec, const Document& document,
                                    std::span<const std::size_t> tables, std::vector<Note>& notes);

}  // namespace gridlift::report
