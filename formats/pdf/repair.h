// Repairs of a document that must be made before its first page is asked for, since Poppler trusts what the file
// claims.
#pragma once

#include <vector>

#include "core/context.h"
#include "formats/pdf/poppler.h"

namespace gridlift::pdf {

/// Counts the pages of the page tree and sets its /Count where it lies (Poppler would read fewer pages, or none,
/// without an error), takes away annotations that are too many for Poppler, and empties form fields whose /Kids branch
/// out so often that Poppler would never come back.
std::vector<ObjectId> repair(Document& document, Context& context);

}  // namespace gridlift::pdf
