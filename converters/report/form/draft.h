// Drafts: a first profile made from a document's own tables, for a person to finish.
#pragma once

#include <string>

#include "core/document.h"

namespace gridlift::report {

/// A profile (JSON, indented) with the sections, tables, rows, columns and guessed value types of a document. Keys are
/// made from the labels (Han as pinyin); a total column that is the sum of the others in every complete row becomes a
/// check. The draft passes parse_profile. Empty when the document has no table with labels.
std::string draft_profile(const Document& document);

}  // namespace gridlift::report
