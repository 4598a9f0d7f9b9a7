// Rows of a flattened table on their way: aligned to the table's columns, and laid out as cells with spans.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout.h"
#include "core/recover/flattened/flattened.h"

namespace gridlift::recover {

/// Numbers, dates, placeholders, "增5": what stands in the body of a table rather than in its labels.
bool is_value_text(std::string_view text);

/// What a row of fields says by itself.
struct RowFacts {
  int first_value = -1;  ///< index of the first value; -1: none. An ordinal before a label is a label.
  int last = -1;         ///< index of the last field with text
  int depth = -1;        ///< index of the last label before the values
  int filled = 0;        ///< fields with text
  int values = 0;
  bool only_years = true;  ///< all values are years
};
RowFacts facts_of(const FieldRow& row);

enum class RowRole : std::uint8_t { header, caption, body };

/// A row whose fields stand in the table's columns.
struct AlignedRow {
  FieldRow slots;  ///< one for each column
  RowRole role = RowRole::body;
  std::string rule;             ///< what moved its fields
  std::vector<Place> rejoined;  ///< where the part stood that a page break had cut off
  int rejoined_col = -1;        ///< the column whose text was put together
};

struct AlignedTable {
  int cols = 0;
  int label_cols = 0;   ///< columns at the left whose texts name rows
  int header_rows = 0;  ///< rows at the top without values
  std::vector<AlignedRow> rows;
  double confidence = 1;
  std::vector<std::string> reasons;
};

/// Padded rows to aligned ones (see recover_padded).
std::vector<AlignedTable> align_padded(std::vector<FieldFragment> fragments, Context& context);

/// Merged cells of an aligned table.
RawTable span_aligned(AlignedTable table);

}  // namespace gridlift::recover
