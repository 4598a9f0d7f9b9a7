#include "formats/pdf/page.h"

#include <algorithm>
#include <utility>

#include "core/unicode.h"
#include "formats/pdf/rules.h"
#include "formats/pdf/words.h"

namespace gridlift::pdf {

namespace {

std::string where(int number) {
  return "page " + std::to_string(number);
}

/// The median font size of the letters; a page without any has that of common text.
double text_height(const std::vector<Word>& words) {
  std::vector<std::pair<double, std::size_t>> sizes;
  std::size_t letters = 0;
  for (const Word& word : words) {
    sizes.emplace_back(word.size, word.text.size());
    letters += word.text.size();
  }
  std::sort(sizes.begin(), sizes.end());
  std::size_t seen = 0;
  for (const auto& [size, count] : sizes) {
    seen += count;
    if (2 * seen >= letters) return size;
  }
  return 10;
}

/// PDF 2.0 knows no largest page; one of 350 metres is none.
bool sane(double length) {
  return length > 0 && length <= 1e6;
}

void drop_outside(Page& page, Context& context) {
  const Box sheet{0, 0, page.width, page.height};
  std::size_t dropped = 0;
  const auto outside = [&](const Word& word) {
    if (sheet.contains(word.box.center_x(), word.box.center_y())) return false;
    ++dropped;
    context.ledger.in(word.text);
    context.ledger.out(word.text);
    return true;
  };
  page.words.erase(std::remove_if(page.words.begin(), page.words.end(), outside), page.words.end());
  if (dropped > 0) {
    context.diagnostics.info("pdf-off-page-text", std::to_string(dropped) + " words outside the page are left out",
                             where(page.number));
  }
}

/// Rows that a producer painted below its frame, or cells that were too narrow for their text: nobody sees them, and
/// they would stand among the words that are there.
void drop_clipped(Capture& capture, int number, Context& context) {
  std::size_t count = 0;
  const auto clipped = [&](const Glyph& glyph) {
    if (!capture.runs[glyph.run].clipped) return false;
    count += is_space(static_cast<char32_t>(glyph.text)) ? 0 : 1;
    return true;
  };
  std::erase_if(capture.glyphs, clipped);
  if (count > 0) {
    context.diagnostics.info("pdf-clipped-text",
                             std::to_string(count) + " glyphs outside the clipping path are left out", where(number));
  }
}

}  // namespace

Page make_page(Capture capture, int number, bool hidden_text, Context& context) {
  Page page;
  page.number = number;
  page.width = capture.width;
  page.height = capture.height;
  if (!sane(page.width) || !sane(page.height)) {
    page.width = 612;
    page.height = 792;
    context.diagnostics.info("pdf-page-box", "the page has no sane size; US Letter is assumed", where(number));
  }
  page.fonts = std::move(capture.fonts);
  if (!hidden_text) drop_clipped(capture, number, context);
  make_words(capture, page);
  if (!hidden_text) drop_outside(page, context);
  for (const Word& word : page.words) context.ledger.in(word.text);
  make_rules(capture, text_height(page.words), page);
  return page;
}

}  // namespace gridlift::pdf
