// The text state of a content stream as it shows on the page, and the run of glyphs that it makes.
#pragma once

#include <cstdint>

#include "core/geometry.h"
#include "formats/pdf/capture.h"
#include "formats/pdf/fonts.h"

namespace gridlift::pdf {

/// 0..1 each.
struct Color {
  double red = 0, green = 0, blue = 0;
};

/// 0xRRGGBB, mixed with the white of the paper by its opacity (0..1).
std::uint32_t on_paper(const Color& color, double opacity);

struct TextState {
  double font_size = 0;             ///< on the page, in points
  double along_x = 1, along_y = 0;  ///< what a step along the line is on the page; of any length
  int render_mode = 0;              ///< ISO 32000-1, table 106
  double opacity = 1;
  Color color;  ///< of what the mode paints
  bool vertical = false;
};

/// True for a glyph that nobody sees, since it stands outside `clip`, the box around the clipping path. One that is cut
/// by its edge is seen.
bool outside(const Box& clip, const Glyph& glyph, const Run& run);

/// `font` may be null. A run without a size cannot be drawn.
Run make_run(const TextState& state, const KnownFont* font);

}  // namespace gridlift::pdf
