// The labels of a form's table on the paper: its rows in order, its headers from left to right, and what stands above.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "converters/report/reread/form_reading.h"

namespace gridlift::report {

/// Finds labels and writes them into a reading, whose words they claim.
class FormLabels {
 public:
  using Header = std::vector<std::optional<FoundLabel>>;  ///< for each column

  /// All must outlive it. `reading.blocks` must have the form's shape.
  FormLabels(const TableSpec& spec, const PlacedText& text, FormReading& reading);

  /// Finds each labelled row, in order, and the labels of their groups.
  void find_rows();

  /// The header of a block's columns above the given row, on its page.
  Header header_above(std::size_t block, const FoundLabel& row);

  /// The header of a block whose rows have no labels: where on one page most columns are named. Empty when few are.
  Header header_anywhere(std::size_t block);

  /// The last line of the lowest row of the form above a row, on its page; what is above that belongs to other rows.
  double end_of_rows_above(const FoundLabel& row) const;
  /// Likewise the first line of the next row below.
  double begin_of_rows_below(const FoundLabel& row) const;

  /// How far from a label what belongs to it may stand.
  double reach(double size) const;

 private:
  using Found = std::vector<std::pair<std::size_t, const FoundLabel*>>;  // with its column

  bool is_claimed(const FoundLabel& found) const;
  void claim(const FoundLabel& found);
  const std::vector<std::vector<FoundLabel>>& columns_of(std::size_t block);
  void find_groups(std::size_t block);
  std::optional<FoundLabel> row_group(std::size_t block, std::size_t first, std::size_t depth);
  static std::vector<std::optional<std::size_t>> in_order(std::size_t columns, Found& found);
  Header take_header(std::size_t block, int page, double from, double to);
  void take_around(std::size_t block, int page, double from, double to);
  std::optional<FoundLabel> take(const std::vector<Label>& labels, int page, double from, double to);

  const TableSpec& spec_;
  const PlacedText& text_;
  FormReading& out_;
  LabelSearch search_;
  std::vector<std::optional<std::vector<std::vector<FoundLabel>>>> columns_;  // of each block, all over the document
};

}  // namespace gridlift::report
