// Join: the outputs of a whole run as one stream, in the order of the inputs' names.
#pragma once

#include <string>

#include "converters/serializer.h"
#include "core/result.h"
#include "tools/bulk/journal.h"

namespace gridlift::bulk {

/// True for formats whose outputs can stand one after the other: ndjson, txt, md, csv, tsv.
bool can_be_joined(const std::string& format);

/// Writes the outputs of one format, as `recorded` lists them below `folder`. Records of csv and tsv get two fields in
/// front: the input's name, and the number of the table in it from 1. REQUIRES: can_be_joined(format).
Result<void> join(const std::string& folder, const Recorded& recorded, const std::string& format, Output& out);

}  // namespace gridlift::bulk
