#include "formats/pdf/actual_text.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/unicode.h"

namespace gridlift::pdf {

namespace {

/// An empty replacement takes away this many glyphs at most: hyphens and fillers, never a sentence.
constexpr std::size_t kMostRemoved = 2;

std::u32string text_of(const Capture& capture, const Glyph& glyph) {
  if ((glyph.text & Glyph::kSequence) != 0) return capture.sequences[glyph.text & ~Glyph::kSequence];
  return std::u32string(1, glyph.text);
}

std::u32string without_spaces(std::u32string_view text) {
  std::u32string out;
  for (const char32_t c : text) {
    if (!is_space(c)) out.push_back(c);
  }
  return out;
}

bool on_one_line(const Capture& capture, std::size_t first) {
  const Glyph& start = capture.glyphs[first];
  const Run& run = capture.runs[start.run];
  for (std::size_t i = first; i < capture.glyphs.size(); ++i) {
    const Glyph& glyph = capture.glyphs[i];
    const Run& other = capture.runs[glyph.run];
    const float off = (glyph.y - start.y) * run.ux - (glyph.x - start.x) * run.uy;
    if (std::abs(off) > 0.1F * run.size || other.vertical || std::abs(other.ux - run.ux) > 0.01F) return false;
  }
  return !run.vertical;
}

}  // namespace

void apply_actual_text(Capture& capture, std::size_t first, std::u32string_view text) {
  if (first >= capture.glyphs.size()) return;
  std::u32string shown;
  std::vector<std::size_t> inked;
  bool unmapped = false;
  for (std::size_t i = first; i < capture.glyphs.size(); ++i) {
    const std::u32string letters = without_spaces(text_of(capture, capture.glyphs[i]));
    if (letters.empty()) continue;
    shown += letters;
    inked.push_back(i);
    unmapped = unmapped || letters.front() == kReplacement;
  }
  const std::u32string wanted = without_spaces(text);
  if (shown == wanted || std::any_of(wanted.begin(), wanted.end(), is_rtl)) return;
  if (wanted.empty()) {
    if (inked.size() <= kMostRemoved) capture.glyphs.resize(first);
    return;
  }
  if (wanted.size() == inked.size()) {
    for (std::size_t i = 0; i < inked.size(); ++i) capture.glyphs[inked[i]].text = wanted[i];
    return;
  }
  if (!on_one_line(capture, first)) return;
  // Long text over glyphs that say something else: a summary, not what stands there.
  if (!unmapped && wanted.size() > 2 * shown.size() + 8) return;
  Glyph glyph = capture.glyphs[first];
  const Run& run = capture.runs[glyph.run];
  float end = 0;
  for (std::size_t i = first; i < capture.glyphs.size(); ++i) {
    const Glyph& other = capture.glyphs[i];
    end = std::max(end, (other.x + other.dx - glyph.x) * run.ux + (other.y + other.dy - glyph.y) * run.uy);
  }
  const float step = end / static_cast<float>(text.size());
  capture.glyphs.resize(first);
  for (const char32_t c : text) {
    glyph.text = c;
    glyph.dx = step * run.ux;
    glyph.dy = step * run.uy;
    capture.glyphs.push_back(glyph);
    glyph.x += glyph.dx;
    glyph.y += glyph.dy;
  }
}

}  // namespace gridlift::pdf
