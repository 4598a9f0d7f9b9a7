// The columns of a grid that a form's columns are, and where the values of a row begin in it.
#pragma once

#include <cstddef>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/labels.h"
#include "core/grid.h"

namespace gridlift::report {

/// The best similarity of a printed label with one of the expected ones.
double best_similarity(const Label& printed, const std::vector<Label>& expected);

/// Grid column of each expected column, by their labels and groups in the header rows [first, last); -1 where none was
/// found.
std::vector<int> map_columns(const CellGrid& grid, int first, int last, const std::vector<LineSpec>& columns);

/// Columns that the header did not name lie between those that it named, or at the right edge: filled in where the
/// number of columns leaves one reading.
void fill_gaps(std::vector<int>& columns, int cols);

/// First slot right of the row's labels: where its values begin.
int label_end(const CellGrid& grid, int row, const LineSpec& expected);

/// How far a row's window of values stands to the left of its columns: a label that was merged over several columns
/// came with too few of them, so that the row ends in as many blank slots. 0 when it stands right.
int window_shift(const CellGrid& grid, int row, int values_begin, const std::vector<int>& columns);

/// Grid columns of a row's values where it holds as many cells behind its label as the form has columns: they stand in
/// order, though a boundary may be drawn at another place than in the header. Empty otherwise.
std::vector<int> cells_in_order(const CellGrid& grid, int row, int values_begin, std::size_t columns);

/// The cells of a row in the order of the columns, where one of two boundaries a hair apart made a nameless column:
/// each column's value stands in its own cell or, when that is blank, in the cell behind it, which has no header.
/// `first` and `last`: the header rows. Empty when the row prints another number of values, or none is moved.
std::vector<int> slots_past_slivers(const CellGrid& grid, int row, int values_begin, const std::vector<int>& columns,
                                    int first, int last);

/// The columns of as many values as the form has, next to each other, in a row that prints nothing else behind its
/// label; else empty. For tables that go on without a header, where labels of another depth move the values.
std::vector<int> full_window(const CellGrid& grid, int row, int values_begin, std::size_t columns);

}  // namespace gridlift::report
