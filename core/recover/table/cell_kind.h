// What a cell's text is, as far as the shape of a table tells by it: a value, a label, or nothing.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/grid.h"

namespace gridlift::recover {

enum class CellKind : std::uint8_t {
  blank,
  number,  ///< a value: numerals with signs, separators, a unit of a few letters; a date or a time
  year,    ///< a lone integer 1800..2199: a value, or a label over other numbers
  dash,    ///< stands for "no value": "-", "—", "…", "/", "n/a", "*"
  label,
};

CellKind kind_of(std::string_view text);

/// The number of "3", "(3)", "3." or "[3]"; -1 for everything else.
int ordinal_of(std::string_view text);

/// The beginning of a value that goes on in the next line: "0.85 (0.24–", "8.1 ±", "12 (", "3 to".
bool is_broken_value(std::string_view text);

/// Begins as an item of a list does: "1.", "(2)", "（三）", "四、", "①", "a)".
bool is_enumerated(std::string_view text);

/// Ends with a mark that closes a sentence.
bool ends_sentence(std::string_view text);
/// Ends with a colon: the label of a form field.
bool ends_label(std::string_view text);
/// Begins as notes under a table do: "Note:", "Source:", "注：", "资料来源", "*".
bool is_note(std::string_view text);
/// "%", "(万元)", "[kg]": says in what a column counts, and nothing else.
bool is_unit(std::string_view text);
/// A row whose filled cells are all units: "%", "(万元)", "kg", "in thousands".
bool is_units_row(const CellGrid& grid, int row);

}  // namespace gridlift::recover
