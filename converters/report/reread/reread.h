// The second reading: tables of a form of which recovery was not sure are read again, guided by the form's labels.
#pragma once

#include <functional>

#include "converters/report/form/profile.h"
#include "converters/report/reread/placed_text.h"
#include "core/document.h"

namespace gridlift::report {

/// Gives the words of the document once more; asked only when a table needs them. Empty when they cannot be had.
using PlacedSource = std::function<PlacedText()>;

/// Puts a table that is read by the form's labels (reread/form_table.h) in the place of those of its kind, where it
/// tells more of the form's values for certain. Text of the old tables and of blocks between them that is no part of
/// the new one becomes paragraphs beside it.
void reread_tables(Document& document, const Profile& profile, const PlacedSource& source);

}  // namespace gridlift::report
