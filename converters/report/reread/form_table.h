// A table made of what was read of a form: its shape is the profile's, its texts are the paper's.
#pragma once

#include "converters/report/reread/form_reading.h"
#include "core/document.h"

namespace gridlift::report {

/// Table::reasons and Cell::rule of what was read so.
inline constexpr std::string_view kReadByForm = "profile-position";
/// Cell::rule of a cell of which it cannot be told whether its text is a value of its own.
inline constexpr std::string_view kUnsure = "profile-unsure";

/// Rows and columns as the form has them, merges too; labels that were not found are blank.
Table form_table(const TableSpec& spec, const FormReading& reading, const PlacedText& text);

/// Words as one text, joined as their scripts ask.
std::string text_of(const PlacedText& text, const std::vector<std::size_t>& words);

}  // namespace gridlift::report
