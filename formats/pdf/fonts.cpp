#include "formats/pdf/fonts.h"

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <string_view>

namespace gridlift::pdf {

namespace {

bool has_any(std::string_view name, std::initializer_list<std::string_view> parts) {
  return std::any_of(parts.begin(), parts.end(),
                     [name](std::string_view part) { return name.find(part) != std::string_view::npos; });
}

bool sane(double scale) {
  return std::isfinite(scale) && scale > 0.01 && scale < 100;
}

/// Type 3 fonts have a glyph space of their own: the em is told by the box of the glyphs (from the lowest descender to
/// the highest ascender, about 1.2 ems), or else by their mean width (about half an em).
double type3_scale(const FontFacts& facts) {
  const double height = std::abs((facts.box[3] - facts.box[1]) * facts.unit);
  if (sane(height)) return height / 1.2;
  return sane(facts.mean_width) ? facts.mean_width / 0.5 : 1;
}

}  // namespace

KnownFont know_font(const FontFacts& facts) {
  KnownFont known;
  known.font.name = facts.name;
  // A subset tag ("ABCDEF+") is no part of the name (ISO 32000-1, 9.6.4).
  if (facts.name.size() > 7 && facts.name[6] == '+') known.font.name.erase(0, 7);
  known.font.bold = facts.bold || has_any(known.font.name, {"Bold", "bold", "Black", "Heavy", "Semibold"}) ||
                    known.font.name.ends_with(".B");
  known.font.italic = facts.italic || has_any(known.font.name, {"Italic", "Oblique", "italic"});
  known.font.fixed_width = facts.fixed_width || has_any(known.font.name, {"Courier", "Mono"});
  // Kept within what letters need, since many files have nonsense here.
  if (std::isfinite(facts.ascent) && facts.ascent != 0)
    known.ascent = static_cast<float>(std::clamp(facts.ascent, 0.65, 0.95));
  if (std::isfinite(facts.descent) && facts.descent != 0)
    known.descent = static_cast<float>(std::clamp(-facts.descent, 0.15, 0.3));
  if (facts.type3) known.scale = type3_scale(facts);
  known.meaningless =
      facts.cid && !facts.to_unicode && (facts.collection.empty() || facts.collection == "Adobe-Identity");
  return known;
}

}  // namespace gridlift::pdf
