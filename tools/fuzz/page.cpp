// What a PDF page paints, as events without Poppler: recorder, words, rules, then recovery over all pages.
#include <cstdint>
#include <string>
#include <vector>

#include "core/recover/recover.h"
#include "core/unicode.h"
#include "formats/pdf/page.h"
#include "formats/pdf/recorder.h"
#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

namespace {

using pdf::Recorder;

pdf::Run drawn_run(Draw& draw) {
  static constexpr float kDirections[][2] = {{1, 0}, {1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, 0}, {0.8F, 0.6F}};
  pdf::Run run;
  const auto& direction = kDirections[draw.below(7)];
  run.ux = direction[0];
  run.uy = direction[1];
  run.size = static_cast<float>(draw.once_in(8) ? draw.length(1) : 6 + draw.below(8));
  run.vertical = draw.once_in(10);
  run.invisible = draw.once_in(10);
  run.tracking = draw.once_in(6) ? static_cast<float>(draw.below(4)) : 0;
  return run;
}

void paint_text(Draw& draw, Recorder& recorder, const pdf::Run& run, double x, double y) {
  if (recorder.masked()) return;
  const float step = run.size / 2;
  recorder.set_run(run);
  for_each_code_point(draw.text(3), [&](char32_t c) {
    const std::uint32_t code = c;
    if (code != ' ') {
      pdf::Glyph glyph;
      glyph.x = static_cast<float>(x);
      glyph.y = static_cast<float>(y);
      glyph.dx = step * run.ux;
      glyph.dy = step * run.uy;
      recorder.glyph(glyph, std::span(&code, 1), draw.once_in(60));
    }
    x += static_cast<double>(step * run.ux);
    y += static_cast<double>(step * run.uy);
  });
}

void paint_box(Draw& draw, Recorder& recorder, double x, double y, double width, double height) {
  static constexpr std::uint32_t kColors[] = {0, 0, 0xFFFFFF, 0xCCCCCC};
  pdf::Pen pen;
  pen.width = draw.length(0.5);
  pen.color = kColors[draw.below(4)];
  pen.opaque = !draw.once_in(8);
  pen.clip = {0, 0, 612, 792};
  recorder.count_points(5);
  pdf::Paths& paths = recorder.paths();
  paths.begin();
  paths.move_to(x, y);
  paths.line_to(x + width, y, draw.once_in(20));
  paths.line_to(x + width, y + height, false);
  paths.line_to(x, y + height, false);
  if (draw.coin()) paths.close();
  if (draw.coin()) {
    paths.fill(pen, draw.coin());
  } else {
    paths.stroke(pen);
  }
}

/// Lines, texts, or both, in rows and columns: what a table is made of.
void paint_grid(Draw& draw, Recorder& recorder, pdf::Run run) {
  const double x = draw.length(3);
  const double y = draw.length(4);
  const unsigned rows = 1 + draw.below(8);
  const unsigned cols = 1 + draw.below(6);
  const double width = 20 + draw.length(1);
  const double height = 8 + draw.below(30);
  const unsigned lines = draw.below(4);
  run.ux = 1;
  run.uy = 0;
  for (unsigned row = 0; row < rows; ++row) {
    for (unsigned col = 0; col < cols; ++col) {
      const double left = x + col * width;
      const double top = y + row * height;
      if (lines > 0 && !draw.once_in(12)) paint_box(draw, recorder, left, top, width, lines == 1 ? 0 : height);
      if (!draw.once_in(6)) paint_text(draw, recorder, run, left + 2, top + height - 3);
    }
  }
}

void paint(Draw& draw, Recorder& recorder) {
  pdf::Run run = drawn_run(draw);
  for (int steps = 0; steps < 400 && !draw.empty(); ++steps) {
    switch (draw.below(16)) {
      case 0:
        run = drawn_run(draw);
        break;
      case 1:
      case 2:
      case 3:
      case 4:
        paint_text(draw, recorder, run, draw.length(3), draw.length(4));
        break;
      case 5:
      case 6:
        paint_grid(draw, recorder, run);
        break;
      case 7:
        paint_box(draw, recorder, draw.length(3), draw.length(4), draw.length(3), draw.length(4));
        break;
      case 8:
        recorder.begin_mark(draw.coin() ? std::optional<std::int32_t>(draw.between(0, 20)) : std::nullopt);
        break;
      case 9:
        recorder.end_mark();
        break;
      case 10:
        recorder.begin_form();
        break;
      case 11:
        recorder.end_form();
        break;
      case 12:
        recorder.begin_group(draw.once_in(4));
        break;
      case 13:
        recorder.end_group();
        break;
      case 14:
        if (draw.coin()) {
          recorder.begin_actual_text(draw.raw(draw.below(12)));
        } else {
          recorder.end_actual_text();
        }
        break;
      default:
        if (draw.coin()) return;  // the page ends
        if (draw.coin()) recorder.begin_artifact();
        recorder.begin_annotation(draw.coin());
        recorder.picture(
            [dx = draw.length(3), dy = draw.length(4)](double& x, double& y) {
              x = x * dx + dy;
              y = y * dy + dx;
            },
            {0, 0, 1000, 1000});
        break;
    }
  }
}

}  // namespace

void run_page(Bytes bytes) {
  Draw draw(bytes);
  Context context(small_limits());
  Document document;
  DocumentBuilder builder(document);
  RecoverOptions options;
  options.stitch = !draw.once_in(8);
  options.keep_slivers = draw.once_in(8);
  options.min_confidence = draw.once_in(8) ? 0.7 : 0;
  const bool hidden_text = draw.coin();
  Recovery recovery(options, context, builder);
  for (int number = 1; number <= 6 && !draw.empty(); ++number) {
    pdf::Capture capture;
    capture.width = draw.once_in(12) ? draw.length(3) : 612;
    capture.height = draw.once_in(12) ? draw.length(3) : 792;
    capture.fonts.push_back({"Serif", draw.coin(), false, false});
    try {
      Recorder recorder(capture, context.limits, context.budget);
      paint(draw, recorder);
    } catch (const pdf::Stop&) {
      // A limit: what came before is kept, as the reader does.
    }
    recovery.page(pdf::make_page(std::move(capture), number, hidden_text, context));
  }
  recovery.finish();
  expect_sound(document);
  expect(context.ledger.lost_chars() == 0, "recovery lost text");
  expect(context.ledger.surplus_chars() == 0, "recovery doubled text");
}

}  // namespace gridlift::fuzz
