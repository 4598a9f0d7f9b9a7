// Comma, semicolon and bar separated records with quotes (RFC 4180).
#pragma once

#include <cstddef>

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

/// Reads what `find_delimited` measured. Delimiters and quotes are taken off the ledger.
RawTable read_delimited(Lines lines, char delimiter, Context& context);

}  // namespace gridlift::text
