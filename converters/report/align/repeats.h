// Repeating rows and columns: a form's free lists, filled with the lines that a document has.
#pragma once

#include <string>
#include <vector>

#include "converters/report/form/profile.h"
#include "converters/report/report.h"

namespace gridlift::report {

/// The profile with the lines that a document has in place of each repeating one, so that it names every key. `kinds`:
/// those of the document's tables (form/recognition.h). The lines that a form knows by name are found first, by
/// monotone alignment; those between them are the ones that repeat. Where a form asks for some and the document has
/// none, a note says so. O(known lines x lines of the document).
Profile filled_form(const Profile& profile, const Document& document, const std::vector<std::string>& kinds,
                    std::vector<Note>& notes);

}  // namespace gridlift::report
