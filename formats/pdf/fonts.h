// What is to be known of a font for reading its text, from the facts that the file gives.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/layout.h"

namespace gridlift::pdf {

/// As the file says, right or wrong.
struct FontFacts {
  std::string name;
  bool bold = false, italic = false, fixed_width = false;  ///< by flags and weight
  double ascent = 0, descent = 0;                          ///< ems; descent is negative
  bool type3 = false;
  std::array<double, 4> box{};  ///< Type 3: around its glyphs, in glyph space
  double unit = 0.001;          ///< Type 3: glyph space to text space, upwards
  double mean_width = 0;        ///< Type 3: of its glyphs, in text space
  bool cid = false;
  bool to_unicode = false;
  std::string collection;  ///< CID: "Adobe-GB1"; "" or "Adobe-Identity" say nothing of the meaning
};

struct KnownFont {
  Font font;
  std::uint16_t index = 0;   ///< in Capture::fonts
  float ascent = 0.75F;      ///< of the box of a word, in ems
  float descent = 0.25F;     ///< positive
  double scale = 1;          ///< em : text size; not 1 only for Type 3
  bool meaningless = false;  ///< its codes are not mapped to Unicode
};

KnownFont know_font(const FontFacts& facts);

}  // namespace gridlift::pdf
