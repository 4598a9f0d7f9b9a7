#include "formats/pdf/text_state.h"

#include <algorithm>
#include <cmath>

namespace gridlift::pdf {

namespace {

constexpr int kInvisible = 3;  // render mode

}  // namespace

std::uint32_t on_paper(const Color& color, double opacity) {
  const auto mix = [opacity](double value) {
    const double part = 255.0 * ((1 - opacity) + opacity * value);
    return static_cast<std::uint32_t>(std::lround(std::clamp(part, 0.0, 255.0)));
  };
  return mix(color.red) << 16 | mix(color.green) << 8 | mix(color.blue);
}

bool outside(const Box& clip, const Glyph& glyph, const Run& run) {
  constexpr double kRise = 0.35;  // of the middle of most letters above the baseline, in ems
  constexpr double kReach = 0.3;  // from there to where they certainly end
  const double size = static_cast<double>(run.size);
  const double rise = run.vertical ? 0 : kRise * size;
  const double x = static_cast<double>(glyph.x + glyph.dx / 2 + run.uy * static_cast<float>(rise));
  const double y = static_cast<double>(glyph.y + glyph.dy / 2 - run.ux * static_cast<float>(rise));
  const double reach = kReach * size;
  return x < clip.x0 - reach || x > clip.x1 + reach || y < clip.y0 - reach || y > clip.y1 + reach;
}

Run make_run(const TextState& state, const KnownFont* font) {
  Run run;
  double scale = 1;
  if (font != nullptr) {
    run.font = font->index;
    run.ascent = font->ascent;
    run.descent = font->descent;
    scale = font->scale;
  }
  run.vertical = state.vertical;
  const double size = state.font_size * scale;
  run.size = std::isfinite(size) && size > 0 ? static_cast<float>(size) : 0;
  const double length = std::hypot(state.along_x, state.along_y);
  if (std::isfinite(length) && length > 1e-9) {
    run.ux = static_cast<float>(state.along_x / length);
    run.uy = static_cast<float>(state.along_y / length);
  }
  run.invisible = state.render_mode == kInvisible || state.opacity == 0;
  run.color = on_paper(state.color, state.opacity);
  return run;
}

}  // namespace gridlift::pdf
