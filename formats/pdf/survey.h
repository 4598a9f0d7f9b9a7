// What a document has beside its pages, and what that means for the one who reads the result.
#pragma once

#include "core/context.h"
#include "formats/pdf/poppler.h"

namespace gridlift::pdf {

/// Says what the pages do not show: layers that are switched off, forms that a program makes from XML, embedded files.
void survey(const Document& document, Context& context);

}  // namespace gridlift::pdf
