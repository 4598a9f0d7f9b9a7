// Comma, semicolon and bar separated records with quotes (RFC 4180).
#pragma once

#include <cstddef>
#include <string_view>

#include "core/context.h"
#include "core/layout.h"
#include "formats/text/lines.h"

namespace gridlift::text {

struct DelimitedRun {
  std::size_t length = 0;  ///< lines; 0: no records begin here
  char delimiter = 0;
};

/// Records up to an empty line, all with the same number of fields. A comma in every line of a poem is not enough:
/// fields must be many, quoted, or values, and not begin with a blank as clauses do.
DelimitedRun find_delimited(Lines lines);

/// The same with tabs between the fields, some of them quoted: what a spreadsheet writes.
DelimitedRun find_quoted_tabs(Lines lines);

/// Delimiters that the ending of a file's name tells of; empty for a name that tells of none.
std::string_view delimiters_of(std::string_view file_name);

/// Records of a file that is said to be one: of `delimiters`, the one that most lines agree about. One record is
/// enough; its lines go on up to an empty one. A line without any of them, as a title, begins none.
DelimitedRun find_named_records(Lines lines, std::string_view delimiters);

/// Reads what was measured. Delimiters and quotes are taken off the ledger.
RawTable read_delimited(Lines lines, char delimiter, Context& context);

}  // namespace gridlift::text
