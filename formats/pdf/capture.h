// What one page of a PDF paints, as plain values: the only thing that the rest of the reader knows of Poppler.
//
// Units are points from the top left of the upright page (its /Rotate applied, cut to the crop box), y down.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/geometry.h"
#include "core/layout.h"

namespace gridlift::pdf {

/// What the glyphs of one run of a content stream share.
struct Run {
  std::uint16_t font = 0;   ///< index in Capture::fonts
  bool vertical = false;    ///< the font writes from top to bottom
  bool invisible = false;   ///< render mode 3, or painted with no opacity
  bool clipped = false;     ///< on the sheet, but outside the clipping path
  float size = 0;           ///< height of the em on the page
  float ux = 1, uy = 0;     ///< unit vector of the writing direction (of the line, not of vertical glyphs)
  float ascent = 0.75F;     ///< of the box, in ems above the baseline
  float descent = 0.25F;    ///< of the box, in ems below the baseline
  float tracking = 0;       ///< character spacing, in points on the page
  std::uint32_t color = 0;  ///< 0xRRGGBB, mixed with white by its opacity
  std::int32_t mark = -1;   ///< marked content id of the page's own stream, or -1

  friend bool operator==(const Run&, const Run&) = default;
};

/// One glyph. `text` is a code point, or, with kSequence set, an index in Capture::sequences.
struct Glyph {
  static constexpr std::uint32_t kSequence = 0x80000000U;
  float x = 0, y = 0;    ///< origin on the baseline; vertical: middle of the top edge
  float dx = 0, dy = 0;  ///< its own advance, without character and word spacing
  std::uint32_t text = 0;
  std::uint32_t run = 0;
};

/// A straight stroke along an axis, or an axis-parallel filled rectangle, or a box around painting of other kinds.
struct Stroke {
  bool horizontal = true;
  float at = 0, from = 0, to = 0, thickness = 0;
  std::uint32_t color = 0;
  std::uint32_t order = 0;
};
struct Area {
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  std::uint32_t color = 0;
  std::uint32_t order = 0;
  bool opaque = true;  ///< hides what was painted before it
};

/// Everything on one page, and what was noticed while it was painted.
struct Capture {
  double width = 0;
  double height = 0;
  std::vector<Font> fonts;
  std::vector<Run> runs;
  std::vector<Glyph> glyphs;
  std::vector<std::u32string> sequences;
  std::vector<Stroke> strokes;
  std::vector<Area> areas;
  std::vector<Box> pictures;
  std::vector<Box> drawings;  ///< boxes of curves and slanted lines, one per path

  std::uint64_t slanted = 0;        ///< path segments that are neither horizontal nor vertical
  std::uint64_t unmapped = 0;       ///< glyphs whose font says nothing of their meaning
  std::uint16_t unmapped_font = 0;  ///< the first such font
  std::uint64_t mask_glyphs = 0;    ///< glyphs inside soft masks: not painted, left out
  std::uint64_t syntax_errors = 0;  ///< that Poppler complained of
  bool forms_too_deep = false;      ///< Poppler leaves out forms nested deeper than 100
};

}  // namespace gridlift::pdf
