// Rows of a form in text: lines of a label and values, for documents whose tables were not recovered as such.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/labels.h"
#include "converters/report/values/values.h"
#include "core/document.h"

namespace gridlift::report {

/// A line with one run of values and the texts around them, or a label with its values on the lines below.
struct TextRow {
  std::string before;  ///< folded text left of the values
  std::string around;  ///< the same with what stands right of them and on the lines without values above and below
  std::string above;   ///< the folded text of the lines without values above
  std::string below;   ///< and of those below
  std::vector<TypedValue> values;
  /// The same with an empty one for each blank line between, where blank lines can be cells only; else empty.
  std::vector<TypedValue> with_blanks;
  std::vector<Label> stacked;  ///< each value has its own line, below this label; or what the label's last lines make

  /// The values as those of so many columns; null when they are not as many.
  const std::vector<TypedValue>* values_of(std::size_t columns) const;
};

/// Lines of a document (rows of tables are lines too) whose values stand together; others say nothing for certain.
std::vector<TextRow> text_rows(const Document& document);

/// For each row of a block the line that holds it: matched in order by their labels, with exactly as many values as
/// the block has columns. A row without a label is the only line with so many values.
std::vector<std::optional<std::size_t>> match_text_rows(const BlockSpec& block, const std::vector<TextRow>& lines);

}  // namespace gridlift::report
