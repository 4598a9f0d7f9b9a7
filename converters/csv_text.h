// One field of CSV or TSV: clean, quoted by RFC 4180, formulas defused.
#pragma once

#include <string>
#include <string_view>

namespace gridlift {

/// Appends one field, without control characters; quoted when it holds the separator, a quote or a line break, or
/// begins or ends with a blank. With `escape_formulas` a text that a spreadsheet would run when it opens the file
/// (OWASP, "CSV injection") gets an apostrophe before it; returns true when it did.
bool append_csv_field(std::string& out, std::string_view text, char separator, bool escape_formulas);

}  // namespace gridlift
