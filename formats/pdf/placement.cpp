#include "formats/pdf/placement.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <tuple>

namespace gridlift::pdf {

namespace {

/// A text on a circle has a direction for each glyph; further directions than these fall to the first one.
constexpr std::size_t kMostFrames = 400;

Writing writing_of(const Frame& frame) {
  if (frame.vertical) return Writing::vertical;
  if (std::abs(frame.ux) >= std::abs(frame.uy)) return frame.ux > 0 ? Writing::right : Writing::left;
  return frame.uy > 0 ? Writing::down : Writing::up;
}

Frame frame_of(const Run& run) {
  Frame frame;
  frame.vertical = run.vertical;
  frame.invisible = run.invisible;
  frame.clipped = run.clipped;
  const double ux = run.vertical ? -run.uy : run.ux;
  const double uy = run.vertical ? run.ux : run.uy;
  frame.angle = static_cast<std::int32_t>(std::lround(std::atan2(uy, ux) * 1800 / std::numbers::pi));
  if (frame.angle == -1800) frame.angle = 1800;
  const double radians = frame.angle * std::numbers::pi / 1800;
  const bool upright = frame.angle % 900 == 0;
  frame.ux = static_cast<float>(upright ? std::round(std::cos(radians)) : std::cos(radians));
  frame.uy = static_cast<float>(upright ? std::round(std::sin(radians)) : std::sin(radians));
  frame.writing = writing_of(frame);
  return frame;
}

auto rank(const Frame& frame) {
  return std::tuple(frame.clipped, frame.invisible, frame.vertical, frame.angle);
}

/// Frame of each run; frames are few, runs may be many.
std::vector<std::uint32_t> find_frames(const Capture& capture, std::vector<Frame>& frames) {
  std::vector<std::uint32_t> of_run(capture.runs.size());
  for (std::size_t i = 0; i < capture.runs.size(); ++i) {
    const Run& run = capture.runs[i];
    if (i > 0) {
      const Run& last = capture.runs[i - 1];
      if (last.ux == run.ux && last.uy == run.uy && last.vertical == run.vertical && last.invisible == run.invisible &&
          last.clipped == run.clipped) {
        of_run[i] = of_run[i - 1];
        continue;
      }
    }
    const Frame frame = frame_of(run);
    auto at = std::find_if(frames.begin(), frames.end(), [&](const Frame& f) { return rank(f) == rank(frame); });
    if (at == frames.end() && frames.size() < kMostFrames) at = frames.insert(at, frame);
    of_run[i] = at == frames.end() ? 0 : static_cast<std::uint32_t>(at - frames.begin());
  }
  return of_run;
}

/// Glyphs that follow each other in the content on exactly one baseline, in one size: sorted as a whole.
struct Stretch {
  std::uint32_t frame = 0, begin = 0, end = 0;
  float v = 0, size = 0;
};

/// A total order of the glyphs of a line that does not depend on the order of painting.
class Along {
 public:
  explicit Along(const Capture& capture) : in_(capture) {}

  bool operator()(const Placed& a, const Placed& b) const {
    if (a.u0 != b.u0) return a.u0 < b.u0;
    if (a.u1 != b.u1) return a.u1 < b.u1;
    if (a.v != b.v) return a.v < b.v;
    if (a.size != b.size) return a.size < b.size;
    if (a.text != b.text) return letters(a) < letters(b);
    const Run& r = in_.runs[a.run];
    const Run& s = in_.runs[b.run];
    return std::tie(r.color, r.mark) < std::tie(s.color, s.mark);
  }

 private:
  std::u32string letters(const Placed& placed) const {
    if ((placed.text & Glyph::kSequence) == 0) return std::u32string(1, placed.text);
    return in_.sequences[placed.text & ~Glyph::kSequence];
  }

  const Capture& in_;
};

}  // namespace

Placement place_glyphs(const Capture& capture) {
  Placement out;
  const std::vector<std::uint32_t> frame_of_run = find_frames(capture, out.frames);
  std::vector<Placed> glyphs;
  glyphs.reserve(capture.glyphs.size());
  std::vector<Stretch> stretches;
  for (const Glyph& glyph : capture.glyphs) {
    const std::uint32_t number = frame_of_run[glyph.run];
    const Frame& frame = out.frames[number];
    const float u = glyph.x * frame.ux + glyph.y * frame.uy;
    const float along = glyph.dx * frame.ux + glyph.dy * frame.uy;
    Placed placed;
    placed.u0 = std::min(u, u + along);
    placed.u1 = std::max(u, u + along);
    placed.v = glyph.y * frame.ux - glyph.x * frame.uy;
    placed.size = capture.runs[glyph.run].size;
    placed.text = glyph.text;
    placed.run = glyph.run;
    const auto at = static_cast<std::uint32_t>(glyphs.size());
    if (stretches.empty() || stretches.back().frame != number || stretches.back().v != placed.v ||
        stretches.back().size != placed.size) {
      stretches.push_back({number, at, at, placed.v, placed.size});
    }
    ++stretches.back().end;
    glyphs.push_back(placed);
  }
  std::sort(stretches.begin(), stretches.end(), [&out](const Stretch& a, const Stretch& b) {
    if (a.frame != b.frame) return rank(out.frames[a.frame]) < rank(out.frames[b.frame]);
    if (a.v != b.v) return a.v < b.v;
    return a.size != b.size ? a.size < b.size : a.begin < b.begin;
  });

  out.glyphs.reserve(glyphs.size());
  const Along along(capture);
  float last_v = 0;
  for (const Stretch& stretch : stretches) {
    const bool joins = !out.lines.empty() && out.lines.back().frame == stretch.frame &&
                       stretch.v - last_v <= kBaselineSlack * stretch.size;
    if (!joins) {
      const auto at = static_cast<std::uint32_t>(out.glyphs.size());
      out.lines.push_back({stretch.frame, at, at});
    }
    out.glyphs.insert(out.glyphs.end(), glyphs.begin() + stretch.begin, glyphs.begin() + stretch.end);
    out.lines.back().end = static_cast<std::uint32_t>(out.glyphs.size());
    last_v = stretch.v;
  }
  for (const Baseline& line : out.lines) {
    const auto begin = out.glyphs.begin() + line.begin;
    const auto end = out.glyphs.begin() + line.end;
    if (!std::is_sorted(begin, end, along)) std::sort(begin, end, along);
  }
  return out;
}

}  // namespace gridlift::pdf
