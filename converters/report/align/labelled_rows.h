// The rows of a document's tables with their labels, and how well one fits a row of a form.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/labels.h"
#include "core/document.h"

namespace gridlift::report {

struct RowRef {
  std::size_t table = 0;
  int row = 0;
};

/// The rows of several tables, one below the other, with the labels of the cells that begin in each.
struct LabelledRows {
  std::vector<RowRef> refs;
  std::vector<std::vector<std::pair<int, Label>>> labels;  ///< with its column, of each cell that begins in the row
};

/// `tables`: their indices in the document, in the order of the rows.
LabelledRows labelled_rows(const Document& document, std::span<const std::size_t> tables);

/// How well a grid row fits an expected one: by its own label, and a little by the label of its group. 0 when it does
/// not.
double row_score(const std::vector<std::pair<int, Label>>& labels, const LineSpec& expected);

}  // namespace gridlift::report
