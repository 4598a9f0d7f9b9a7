// Fragments of padded rows with what their rows say, and whether one goes on with the table before it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/recover/flattened/flattened_rows.h"

namespace gridlift::recover {

/// A fragment with what its rows say.
struct FieldPiece {
  std::vector<FieldRow> rows;  ///< all of the same length
  std::vector<RowFacts> facts;
  int width = 0;
  int header_rows = 0;  ///< rows before the first with values
  bool has_body = false;
  int depth = -1;  ///< deepest label of a row with values
  bool page_break = false;
  int offset = 0;  ///< columns of the table that are missing at its left

  int count() const { return static_cast<int>(rows.size()); }
  const RowFacts& fact(int row) const { return facts[static_cast<std::size_t>(row)]; }
  const FieldRow& row(int at) const { return rows[static_cast<std::size_t>(at)]; }
  /// Leaves the first `columns` fields of each row; the others are blank.
  void narrow(int columns);
};
FieldPiece piece_of(FieldFragment fragment);

/// All texts of a row, folded: the same for a header and its repetition.
std::string key_of(const FieldRow& row);

/// The number that heads a label, with its letters and digits made alike: "(一)", "1.", "A.", "a)", and "II." as "R.";
/// "" when there is none. A lone "I.", "V." or "X." is Roman where others are (`roman`).
std::string number_shape(std::string_view label, bool roman);

/// Whether a fragment goes on with the table that the others before it make.
bool continues(const std::vector<FieldPiece>& table, const FieldPiece& next);

}  // namespace gridlift::recover
