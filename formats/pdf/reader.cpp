#include "formats/reader.h"

#include <algorithm>
#include <string>
#include <vector>

#include "formats/pdf/page.h"
#include "formats/pdf/poppler.h"
#include "formats/pdf/repair.h"
#include "formats/pdf/survey.h"
#include "formats/pdf/tagged.h"

namespace gridlift {

namespace {

/// A page with more letters without meaning than this has not been read.
constexpr double kMostUnmapped = 0.2;

std::string where(int number) {
  return "page " + std::to_string(number);
}

/// Says how the capture of a page ended; false: no further page is to be read.
bool report(pdf::PageEnd end, const pdf::Capture& capture, int number, Context& context) {
  Diagnostics& say = context.diagnostics;
  switch (end) {
    case pdf::PageEnd::whole:
      break;
    case pdf::PageEnd::unreadable:
      say.cut("pdf-page-unreadable", "the page is damaged and could not be read", where(number));
      break;
    case pdf::PageEnd::glyph_limit:
      say.cut("limit-page-glyphs", "the page has too many glyphs; the rest is left out", where(number));
      break;
    case pdf::PageEnd::path_limit:
      say.cut("limit-page-path-points", "the page has too many path points; the rest is left out", where(number));
      break;
    case pdf::PageEnd::form_limit:
      say.cut("limit-page-forms", "the page uses too many forms; the rest is left out", where(number));
      break;
    case pdf::PageEnd::state_limit:
      say.cut("limit-state-depth", "the page nests graphics states too deeply; the rest is left out", where(number));
      break;
    case pdf::PageEnd::time_limit:
      say.cut("limit-time", "the page took too long; the rest of it is left out", where(number));
      break;
  }
  if (capture.forms_too_deep)
    say.cut("pdf-form-depth", "forms nested deeper than 100 levels are left out", where(number));
  if (capture.syntax_errors > 0 && capture.glyphs.empty() && end == pdf::PageEnd::whole)
    say.cut("pdf-page-damaged", "the page's content is damaged and gave no text", where(number));
  if (capture.unmapped > 0) {
    std::string message = std::to_string(capture.unmapped) + " glyphs have no Unicode value";
    if (capture.unmapped_font < capture.fonts.size())
      message += ", the first in font '" + capture.fonts[capture.unmapped_font].name + "'";
    if (static_cast<double>(capture.unmapped) > kMostUnmapped * static_cast<double>(capture.glyphs.size())) {
      say.cut("pdf-unmapped-font", std::move(message), where(number));
    } else {
      say.warning("pdf-unmapped-font", std::move(message), where(number));
    }
  }
  if (capture.glyphs.empty() && capture.syntax_errors == 0 && !capture.pictures.empty())
    say.warning("pdf-no-text-layer", "the page is a picture without text; nothing of it could be read", where(number));
  if (capture.mask_glyphs > 0)
    say.info("pdf-soft-mask-text", "text that only shapes a mask is left out", where(number));
  return !context.budget.out_of_time();
}

}  // namespace

ReadFunction read_pdf;

Result<void> read_pdf(Bytes bytes, const ReadOptions& options, Context& context, LayoutSink& sink) {
  auto document = pdf::Document::open(bytes, options, context);
  if (!document) return tl::unexpected(document.error());
  const std::vector<pdf::ObjectId> pages = pdf::repair(*document, context);
  pdf::survey(*document, context);
  pdf::TagTree tags(*document, pages, context);
  const int count = document->pages();
  if (count <= 0) return fail(ErrorCode::damaged, "the file has no readable page");
  options.on_open(count);
  for (int number = 1; number <= count; ++number) {
    if (!context.budget.spend(Budget::Resource::pages)) {
      context.diagnostics.cut("limit-pages", "the file has too many pages; the rest is left out", where(number));
      break;
    }
    pdf::Capture capture;
    const pdf::PageEnd end = document->capture(number, context.limits, context.budget, capture);
    const bool go_on = report(end, capture, number, context);
    Page page = pdf::make_page(std::move(capture), number, options.hidden_text, context);
    tags.give(number, page);
    sink.page(std::move(page));
    if (!go_on) {
      if (number < count)
        context.diagnostics.cut("limit-time", "the time is over; the remaining pages are left out", where(number + 1));
      break;
    }
  }
  if (document->rebuilt())
    context.diagnostics.info("pdf-xref-rebuilt", "the cross-reference table was damaged and has been rebuilt");
  return {};
}

}  // namespace gridlift
