// What speaks for a row's values and against them: how its cells were told apart, and whether each prints one value.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/document.h"

namespace gridlift::report {

/// Whether the cells were told apart by where their letters stand alone, without rules, tabs or marks: one column may
/// have run into its neighbour, and a number that is broken over lines may have come as several rows.
bool is_by_position(const Table& table);

/// Whether a second reading made the table by the form's labels (reread/form_table.h).
bool is_read_by_form(const Table& table);

/// A text with digits.
bool has_digits(std::string_view text);

/// One value that can be nothing else: a placeholder, or a number without blanks inside and without a sign left over at
/// either end ("，502" and "1，" are parts of numbers, "0 54" may be two).
bool is_plain_value(std::string_view text);

/// Whether one of the words of a text is a plain value.
bool holds_value(std::string_view text);

/// Whether a text goes on with a number that began before it: "，502".
bool begins_inside_number(std::string_view text);

/// Whether some word of a text does.
bool has_inner_part(std::string_view text);

/// Grid columns of the values that are printed behind a row's label, in order: for rows that print exactly `columns` of
/// them, all plain. Empty otherwise.
std::vector<int> printed_in_order(const CellGrid& grid, int row, int values_begin, std::size_t columns);

}  // namespace gridlift::report
