// Glyphs in the frame of their writing direction, gathered into baselines: the first step from glyphs to words.
#pragma once

#include <cstdint>
#include <vector>

#include "formats/pdf/capture.h"

namespace gridlift::pdf {

inline constexpr std::uint32_t kNoGlyph = UINT32_MAX;

/// Letters of one word may stand this fraction of an em off its baseline.
inline constexpr float kBaselineSlack = 0.1F;

/// Glyphs of one frame can stand on one line: same direction, upright or vertical, visible or not.
struct Frame {
  std::int32_t angle = 0;  ///< of u, in tenths of a degree, clockwise on the page
  bool vertical = false;
  bool invisible = false;
  bool clipped = false;
  float ux = 1, uy = 0;  ///< unit vector of u
  Writing writing = Writing::right;

  double x(float u, float v) const { return static_cast<double>(u * ux - v * uy); }
  double y(float u, float v) const { return static_cast<double>(u * uy + v * ux); }
};

/// A glyph in its frame: u along the line, v across it (downwards for upright text; leftwards for vertical writing).
struct Placed {
  float u0 = 0, u1 = 0, v = 0;
  float size = 0;
  std::uint32_t text = 0;  ///< as in Glyph
  std::uint32_t run = 0;
  std::uint32_t next = kNoGlyph;  ///< for words.cpp: the next glyph of its word
};

/// Glyphs whose baselines chain up within the slack: a line, or several that run into each other.
struct Baseline {
  std::uint32_t frame = 0;           ///< index in Placement::frames
  std::uint32_t begin = 0, end = 0;  ///< in Placement::glyphs, sorted along u
};

/// All glyphs of a page in an order that does not depend on the order of painting.
struct Placement {
  std::vector<Frame> frames;
  std::vector<Placed> glyphs;
  std::vector<Baseline> lines;  ///< by frame, then down the page
};

Placement place_glyphs(const Capture& capture);

}  // namespace gridlift::pdf
