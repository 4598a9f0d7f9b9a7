// A captured page to a layout page: words, rules, fills and pictures on the upright sheet.
#pragma once

#include "core/context.h"
#include "core/layout.h"
#include "formats/pdf/capture.h"

namespace gridlift::pdf {

/// `hidden_text` keeps words that stand outside the sheet or the clipping path; otherwise they are left out, with a
/// diagnostic. Every word handed on (and every one left out on purpose) is counted in the ledger.
Page make_page(Capture capture, int number, bool hidden_text, Context& context);

}  // namespace gridlift::pdf
