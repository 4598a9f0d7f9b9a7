// Records: every value cell of every table with the header texts that name it.
#pragma once

#include "converters/report/report.h"
#include "core/document.h"

namespace gridlift::report {

/// Appends a record for each cell that is no header, table by table, row by row. Number styles are told per document,
/// and an ambiguous one is noted once.
void read_records(const Document& document, Report& report);

}  // namespace gridlift::report
