// Replacement text of marked content (ISO 32000-1, 14.9.4 ActualText): what glyphs stand for, where they do not say it.
#pragma once

#include <cstddef>
#include <string_view>

#include "formats/pdf/capture.h"

namespace gridlift::pdf {

/// Makes the glyphs from `first` on say `text`, where that can be done without losing their places: one letter for one
/// glyph, or all of them on one line. A longer replacement of well mapped glyphs is left alone.
void apply_actual_text(Capture& capture, std::size_t first, std::u32string_view text);

}  // namespace gridlift::pdf
