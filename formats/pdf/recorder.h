// Records what a page paints, and stops it at a limit: the part of the capture that does not depend on Poppler.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/limits.h"
#include "formats/pdf/capture.h"
#include "formats/pdf/paths.h"

namespace gridlift::pdf {

/// How the capture of a page ended.
enum class PageEnd : std::uint8_t {
  whole,
  unreadable,   ///< the page object itself is broken: nothing was captured
  glyph_limit,  ///< the limits below: what came before is kept
  path_limit,
  form_limit,
  state_limit,
  time_limit,
};

/// Thrown by a recorder to leave the interpreter of a page when a limit is hit. Nothing else stops one reliably: its
/// own question whether to go on is not asked inside nested forms.
struct Stop {
  PageEnd reason;
};

/// Takes the events of one page in painting order. Those inside soft masks are left out, since they are not painted.
class Recorder {
 public:
  Recorder(Capture& out, const Limits& limits, Budget& budget);

  void save_state();
  void restore_state();

  /// Marked content: with its id, or without one (it then inherits that around it). Ids of forms are not the page's.
  void begin_mark(std::optional<std::int32_t> id);
  /// Marked content that is no content by the file's own word.
  void begin_artifact();
  void end_mark();
  void begin_form();
  void end_form();
  /// The page is done, its annotations come. What an overlay (a stamp, a watermark) shows is marked as one
  /// (kOverlayMark).
  void begin_annotation(bool overlay);
  void begin_group(bool soft_mask);
  void end_group();
  /// `bytes`: a text string of the file.
  void begin_actual_text(std::string_view bytes);
  void end_actual_text();

  bool masked() const { return mask_depth_ > 0; }
  /// True when marked content changed since `set_run`: the next glyph needs a new run.
  bool run_ended() const { return run_ended_; }
  /// The run of the next glyphs; its mark is set here.
  void set_run(Run run);
  /// Only `glyph`'s place and advance are read. `unmapped`: the font does not say what it means.
  void glyph(Glyph glyph, std::span<const std::uint32_t> text, bool unmapped);

  /// Counts a path's points before they are handed to `paths()`.
  void count_points(std::uint64_t points);
  Paths& paths() { return paths_; }
  /// An image is the unit square of its user space (ISO 32000-1, 8.9.5.1). `to_page` takes a point from there to the
  /// page, in place.
  template <class Transform>
  void picture(Transform to_page, const Box& clip) {
    if (masked()) return;
    double x[4] = {0, 0, 1, 1}, y[4] = {0, 1, 0, 1};
    for (int i = 0; i < 4; ++i) to_page(x[i], y[i]);
    add_picture(x, y, clip);
  }

  bool out_of_time() { return budget_.out_of_time() || Budget::Clock::now() >= deadline_; }

 private:
  void add_picture(const double (&x)[4], const double (&y)[4], const Box& clip);
  void look_at_clock() {
    if (out_of_time()) throw Stop{PageEnd::time_limit};
  }

  Capture& out_;
  const Limits& limits_;
  Budget& budget_;
  Paths paths_;
  Budget::Clock::time_point deadline_;
  std::uint64_t states_ = 0, points_ = 0, path_count_ = 0, form_count_ = 0;
  std::vector<std::int32_t> marks_;  // ids of the open marked contents, outermost first
  std::vector<std::size_t> forms_;   // number of open marks at the beginning of each open form
  std::vector<bool> groups_;         // open transparency groups: is it a soft mask?
  std::u32string actual_text_;       // of the outermost open replacement
  std::size_t actual_first_ = 0;     // its first glyph
  int actual_depth_ = 0;
  int mask_depth_ = 0;
  bool overlay_ = false;  // an annotation that lies over the page
  bool run_ended_ = true;
};

}  // namespace gridlift::pdf
