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
