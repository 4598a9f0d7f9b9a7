// Strokes and filled rectangles to the rules and fills that a reader of the page sees.
#pragma once

#include "core/layout.h"
#include "formats/pdf/capture.h"

namespace gridlift::pdf {

/// Adds rules, fills and pictures to `page`. `text_height` is the usual font size of the page: a rectangle thinner than
/// a fraction of it is a rule.
void make_rules(const Capture& capture, double text_height, Page& page);

}  // namespace gridlift::pdf
