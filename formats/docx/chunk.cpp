#include "formats/docx/chunk.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/charset.h"
#include "core/unicode.h"
#include "formats/docx/mhtml.h"
#include "formats/docx/rtf.h"
#include "formats/html.h"

namespace gridlift::docx {

namespace {

void read_text_chunk(std::string_view text, State& state, Story& story) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    Paragraph paragraph;
    // Through the code points, so that an ill-formed byte becomes U+FFFD.
    for_each_code_point(text.substr(0, end), [&](char32_t c) {
      if (c != '\r') append_utf8(paragraph.text, c);
    });
    text.remove_prefix(std::min(end + 1, text.size()));
    if (trimmed(paragraph.text).empty()) continue;
    state.context.ledger.in(paragraph.text);
    story.paragraph(std::move(paragraph));
  }
}

}  // namespace

void read_chunk(const Package& package, const std::string& target, State& state, LayoutSink& sink, Story& story) {
  constexpr int kMostChunks = 4;  // chunks in chunks
  const std::string type = package.content_type(target);
  const auto ends = [&](std::string_view ending) { return target.ends_with(ending); };
  const auto has = [&](std::string_view word) { return type.find(word) != std::string::npos; };
  const auto skipped = [&](const std::string& why) {
    state.context.diagnostics.cut("altchunk-skipped", "an embedded chunk was left out: " + why, target);
  };
  if (state.chunk_depth >= kMostChunks) return skipped("too many chunks in chunks");
  if (!package.has(target)) return skipped("it is missing");
  const std::string bytes = package.bytes(target);
  if (has("wordprocessingml") || has("ms-word") || ends(".docx")) {
    const auto done = read_document(std::as_bytes(std::span(bytes)), state.options, state.context, sink, story,
                                    state.chunk_depth + 1);
    if (!done) skipped(done.error().message);
  } else if (has("html") || ends(".html") || ends(".htm") || ends(".xhtml")) {
    read_html(to_utf8(bytes, charset_of_html(bytes)), state.context, story);
  } else if (has("message/rfc822") || has("multipart/related") || ends(".mht") || ends(".mhtml")) {
    // Writers that make documents of web pages wrap the whole page like this.
    const MimePart page = html_of_message(bytes);
    if (page.bytes.empty()) return skipped("a web archive without a page");
    const std::string charset = page.charset.empty() ? charset_of_html(page.bytes) : page.charset;
    read_html(to_utf8(page.bytes, charset), state.context, story);
  } else if (has("rtf") || ends(".rtf")) {
    read_rtf(bytes, target, state.options, state.context, sink, story);
  } else if (has("text/plain") || ends(".txt")) {
    read_text_chunk(to_utf8(bytes, ""), state, story);
  } else {
    skipped("its type is " + (type.empty() ? target : type));
  }
}

}  // namespace gridlift::docx
