#include "core/recover/text/page_text.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <utility>

#include "core/recover/page/lines.h"
#include "core/recover/text/order.h"
#include "core/recover/text/tagged_text.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

Piece piece_of_table(const Box& box, std::size_t index, double size) {
  Piece piece;
  piece.box = box;
  piece.size = size;
  piece.index = static_cast<std::uint32_t>(index);
  piece.is_table = true;
  return piece;
}

Piece piece_of_segment(const Page& page, const TextLine& segment, std::size_t index) {
  Piece piece;
  piece.box = segment.box;
  piece.size = segment.size;
  piece.index = static_cast<std::uint32_t>(index);
  for (const std::uint32_t i : segment.words)
    piece.letters += static_cast<std::uint32_t>(display_width(page.words[i].text));
  const char32_t last = last_code_point(page.words[segment.words.back()].text);
  piece.is_label = last == U':' || last == U'：';
  return piece;
}

/// Turns columns of pieces into items, and tells the trace.
class Reader {
 public:
  Reader(const Page& page, std::vector<TextLine> segments, Context& context)
      : page_(page), segments_(std::move(segments)), tags_(page, context), context_(context) {}

  void read(const Column& column) {
    std::vector<TextLine> run;
    for (const Piece& piece : column) {
      if (!piece.is_table) {
        run.push_back(std::move(segments_[piece.index]));
        continue;
      }
      read_lines(std::exchange(run, {}));
      items_.push_back({true, {}, piece.index});
      note("order", "table", piece.box, {});
    }
    read_lines(std::move(run));
  }

  std::vector<PageItem> take() { return std::move(items_); }

 private:
  void read_lines(std::vector<TextLine> segments) {
    if (segments.empty()) return;
    const std::vector<TextLine> lines = join_segments(page_, std::move(segments));
    for (const TextLine& line : lines) note("lines", "line", line.box, {});
    std::vector<Paragraph> paragraphs = find_paragraphs(page_, lines, tags_, context_);
    paragraphs.front().at_top = true;
    for (Paragraph& paragraph : paragraphs) {
      note("paragraphs", "paragraph", paragraph.box, paragraph.text);
      items_.push_back({false, std::move(paragraph), 0});
    }
  }

  void note(std::string_view stage, std::string_view kind, const Box& box, const std::string& text) {
    if (context_.trace != nullptr) context_.trace->item({stage, kind, page_.number, box, text, order_++});
  }

  const Page& page_;
  std::vector<TextLine> segments_;
  TaggedTexts tags_;
  Context& context_;
  std::vector<PageItem> items_;
  int order_ = 0;
};

}  // namespace

std::vector<PageItem> read_page(const Page& page, const std::vector<bool>& taken, std::span<const Box> tables,
                                std::optional<double> gutter, Context& context) {
  std::vector<std::uint32_t> words;
  words.reserve(page.words.size());
  for (std::uint32_t i = 0; i < page.words.size(); ++i) {
    if (!taken[i]) words.push_back(i);
  }
  std::vector<TextLine> segments = find_segments(page, words);
  std::vector<Piece> pieces;
  pieces.reserve(segments.size() + tables.size());
  for (std::size_t i = 0; i < segments.size(); ++i) pieces.push_back(piece_of_segment(page, segments[i], i));
  for (std::size_t i = 0; i < tables.size(); ++i) pieces.push_back(piece_of_table(tables[i], i, 10));
  Reader reader(page, std::move(segments), context);
  if (page.fragment) {
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.box.y0 < b.box.y0; });
    reader.read(pieces);
  } else {
    std::vector<std::uint32_t> all(page.words.size());  // a page that holds nothing but tables has a direction too
    std::iota(all.begin(), all.end(), 0U);
    if (tables.empty()) gutter.reset();  // its own text tells of its columns
    for (const Column& column : reading_order(std::move(pieces), runs_right_to_left(page, all), gutter))
      reader.read(column);
  }
  return reader.take();
}

}  // namespace gridlift::recover
