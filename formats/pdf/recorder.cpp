#include "formats/pdf/recorder.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "core/recover/text/overlays.h"
#include "formats/pdf/actual_text.h"
#include "formats/pdf/text_string.h"

namespace gridlift::pdf {

namespace {

/// Smaller ones are dots, or the unit square of a page's own coordinates.
constexpr double kLeastPicture = 2;

/// Poppler silently leaves out forms that are nested deeper.
constexpr std::size_t kPopplerFormDepth = 100;

/// Far beyond any page, in points. What is painted further out comes to lie here: places of any size would be too far
/// apart for counts of stripes, and what is no number has no order.
constexpr float kFarthest = 1e6F;

float within_reach(float length) {
  return std::isnan(length) ? 0 : std::clamp(length, -kFarthest, kFarthest);
}

/// Longer is no limit; it also keeps the clock arithmetic from overflowing.
constexpr std::uint64_t kLongestMs = 365ULL * 24 * 3600 * 1000;

}  // namespace

Recorder::Recorder(Capture& out, const Limits& limits, Budget& budget)
    : out_(out), limits_(limits), budget_(budget), paths_(out) {
  deadline_ = limits.page_time_ms > kLongestMs ? Budget::Clock::time_point::max()
                                               : Budget::Clock::now() + std::chrono::milliseconds(limits.page_time_ms);
}

void Recorder::save_state() {
  if (++states_ > limits_.state_depth) throw Stop{PageEnd::state_limit};
}

void Recorder::restore_state() {
  if (states_ > 0) --states_;
}

void Recorder::begin_mark(std::optional<std::int32_t> id) {
  if (marks_.size() >= limits_.state_depth) throw Stop{PageEnd::state_limit};
  const std::int32_t around = marks_.empty() ? -1 : marks_.back();
  marks_.push_back(id && forms_.empty() ? *id : around);
  run_ended_ = true;
}

void Recorder::begin_artifact() {
  begin_mark(std::nullopt);
  marks_.back() = kArtifactMark;
}

void Recorder::end_mark() {
  // A form cannot end the marks of what calls it.
  if (marks_.size() > (forms_.empty() ? 0 : forms_.back())) marks_.pop_back();
  run_ended_ = true;
}

void Recorder::begin_form() {
  if (++form_count_ > limits_.page_forms) throw Stop{PageEnd::form_limit};
  forms_.push_back(marks_.size());
  if (forms_.size() > kPopplerFormDepth) out_.forms_too_deep = true;
  look_at_clock();
}

void Recorder::end_form() {
  if (forms_.empty()) return;
  marks_.resize(std::min(marks_.size(), forms_.back()));  // a form that leaves its marks open
  forms_.pop_back();
  run_ended_ = true;
}

void Recorder::begin_annotation(bool overlay) {
  marks_.clear();  // what the page left open
  overlay_ = overlay;
  run_ended_ = true;
}

void Recorder::begin_group(bool soft_mask) {
  groups_.push_back(soft_mask);
  if (soft_mask) ++mask_depth_;
}

void Recorder::end_group() {
  if (groups_.empty()) return;
  if (groups_.back()) --mask_depth_;
  groups_.pop_back();
}

void Recorder::begin_actual_text(std::string_view bytes) {
  if (actual_depth_++ > 0) return;
  actual_text_ = decode_text_string(bytes);
  actual_first_ = out_.glyphs.size();
}

void Recorder::end_actual_text() {
  if (actual_depth_ == 0 || --actual_depth_ > 0) return;
  apply_actual_text(out_, actual_first_, actual_text_);
}

void Recorder::set_run(Run run) {
  run_ended_ = false;
  run.size = within_reach(run.size);
  run.mark = overlay_ ? recover::kOverlayMark : marks_.empty() ? -1 : marks_.back();
  if (out_.runs.empty() || !(out_.runs.back() == run)) out_.runs.push_back(run);
}

void Recorder::glyph(Glyph glyph, std::span<const std::uint32_t> text, bool unmapped) {
  if (out_.glyphs.size() >= limits_.page_glyphs) throw Stop{PageEnd::glyph_limit};
  if ((out_.glyphs.size() & 0xFFF) == 0xFFF) look_at_clock();
  glyph.run = static_cast<std::uint32_t>(out_.runs.size() - 1);
  for (float* length : {&glyph.x, &glyph.y, &glyph.dx, &glyph.dy}) *length = within_reach(*length);
  if (text.size() == 1) {
    glyph.text = text.front() & ~Glyph::kSequence;
  } else if (text.size() > 1) {
    glyph.text = Glyph::kSequence | static_cast<std::uint32_t>(out_.sequences.size());
    out_.sequences.emplace_back(text.begin(), text.end());
  } else {
    glyph.text = 0xFFFD;
  }
  if (unmapped || text.empty()) {
    if (out_.unmapped++ == 0) out_.unmapped_font = out_.runs.back().font;
  }
  out_.glyphs.push_back(glyph);
}

void Recorder::count_points(std::uint64_t points) {
  points_ += points;
  if (points_ > limits_.page_path_points) throw Stop{PageEnd::path_limit};
  if ((++path_count_ & 0x3FF) == 0) look_at_clock();
}

void Recorder::add_picture(const double (&x)[4], const double (&y)[4], const Box& clip) {
  Box box{x[0], y[0], x[0], y[0]};
  for (int i = 0; i < 4; ++i) {
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) return;
    box = box.united({x[i], y[i], x[i], y[i]});
  }
  box = box.intersection(clip);
  if (box.width() > kLeastPicture && box.height() > kLeastPicture) out_.pictures.push_back(box);
}

}  // namespace gridlift::pdf
