// The guard filter, whole and in pieces: both must give the same, and what it lets through the parser must read.
#include "formats/docx/guard.h"

#include <memory>
#include <string>

#include "formats/docx/xml.h"
#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

namespace {

struct Filtered {
  std::string text;
  docx::XmlGuard::Verdict verdict = docx::XmlGuard::Verdict::ok;
  std::uint64_t replaced = 0;
};

Filtered filter(std::string_view bytes, std::size_t room, const Limits& limits) {
  docx::XmlGuard guard(limits);
  Filtered filtered;
  for (std::size_t at = 0; at < bytes.size() && filtered.verdict == docx::XmlGuard::Verdict::ok; at += room)
    filtered.verdict = guard.filter(bytes.substr(at, room), false, filtered.text);
  if (filtered.verdict == docx::XmlGuard::Verdict::ok) filtered.verdict = guard.filter({}, true, filtered.text);
  filtered.replaced = guard.replaced();
  return filtered;
}

}  // namespace

void run_guard(Bytes bytes) {
  Draw draw(bytes);
  const std::size_t room = 1 + draw.below(64);
  const std::string_view text = draw.rest();
  Limits limits = small_limits();
  limits.xml_tag_bytes = 4096;
  const Filtered whole = filter(text, text.size() + 1, limits);
  const Filtered pieces = filter(text, room, limits);
  expect(whole.verdict == pieces.verdict, "pieces are judged otherwise than the whole");
  if (whole.verdict == docx::XmlGuard::Verdict::ok) {
    expect(whole.text == pieces.text && whole.replaced == pieces.replaced, "pieces are filtered otherwise");
    const Filtered again = filter(whole.text, room, limits);
    expect(again.replaced == 0, "what was made safe is not safe");
    expect(again.text == whole.text, "made safe twice it is another");
  }
  Context context(limits);
  docx::XmlReader reader(std::make_unique<docx::MemorySource>(text), context, "fuzz.xml");
  int depth = 0;
  while (reader.next()) depth = std::max(depth, reader.depth());
  expect(depth <= static_cast<int>(limits.xml_depth) + 1, "deeper than the limit");
}

}  // namespace gridlift::fuzz
