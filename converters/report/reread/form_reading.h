// A form's table read from words and their places alone: its labels are known, so they tell where its cells are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/reread/label_search.h"
#include "converters/report/reread/placed_text.h"

namespace gridlift::report {

/// One value cell.
struct ReadSlot {
  std::string text;
  std::vector<std::size_t> words;
  bool sure = false;  ///< each word near it is explained, and in one way only
};

/// A row of a block, or its header.
struct ReadRow {
  std::optional<FoundLabel> label;
  std::vector<ReadSlot> slots;  ///< one for each column of the block
};

struct ReadBlock {
  std::optional<FoundLabel> caption;
  std::vector<std::optional<FoundLabel>> columns;
  /// For each column its groups' labels, outermost first; columns of one group have the same.
  std::vector<std::vector<std::optional<FoundLabel>>> column_groups;
  std::vector<std::size_t> head_words;  ///< what stands beside the header, above the rows' labels
  std::vector<ReadRow> rows;
  std::vector<std::vector<std::optional<FoundLabel>>> row_groups;  ///< for each row, as column_groups
};

struct FormReading {
  std::vector<ReadBlock> blocks;
  std::vector<char> claimed;  ///< for each word whether it is part of the table
  std::size_t sure = 0;       ///< keys that are told for certain, printed or blank
  std::size_t found = 0;      ///< rows of which the labels were found
  std::size_t beside = 0;     ///< of these, rows with values beside the label

  /// Whether the text is set in columns, so that what this reading leaves open nobody should guess.
  bool is_in_columns() const { return found > 0 && 2 * beside >= found; }
};

/// Reads one table of a form. Rows are found by their labels, in order; columns by their headers and by the white
/// between values; and a value is in a row when the lines of its cell stand to those of the label as those of all the
/// others do. What can be read in two ways is not sure.
FormReading read_form(const TableSpec& spec, const PlacedText& text);

}  // namespace gridlift::report
