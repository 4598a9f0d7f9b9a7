#include "formats/docx/guard.h"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "core/unicode.h"

using namespace gridlift;
using docx::XmlGuard;

namespace {

struct Filtered {
  std::string text;
  XmlGuard::Verdict verdict = XmlGuard::Verdict::ok;
  std::uint64_t replaced = 0;
  friend bool operator==(const Filtered&, const Filtered&) = default;
};

/// Filters bytes in chunks of at most `room`.
Filtered filter(std::string_view bytes, std::size_t room, const Limits& limits = {}) {
  XmlGuard guard(limits);
  Filtered filtered;
  for (std::size_t at = 0; at < bytes.size() && filtered.verdict == XmlGuard::Verdict::ok; at += room)
    filtered.verdict = guard.filter(bytes.substr(at, room), false, filtered.text);
  if (filtered.verdict == XmlGuard::Verdict::ok) filtered.verdict = guard.filter({}, true, filtered.text);
  filtered.replaced = guard.replaced();
  return filtered;
}

std::string utf16(std::u16string_view text, bool big) {
  std::string out;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    out.push_back(big ? high : low);
    out.push_back(big ? low : high);
  }
  return out;
}

}  // namespace

TEST_CASE("the guard makes bytes safe") {
  struct Row {
    std::string name;
    std::string in;
    std::string want;
  };
  const std::vector<Row> rows = {
      {"plain", "<a b='1'>x</a>", "<a b='1'>x</a>"},
      {"declaration dropped", "<?xml version='1.0' encoding='GBK'?>\n<a/>", "<a/>"},
      {"two declarations", "<?xml version='1.0'?><?xml version='1.0'?><a/>", "<a/>"},
      {"declaration after a DOCTYPE", "<!DOCTYPE a> <?xml version='1.0'?><a/>", "<a/>"},
      {"two byte order marks", "\xEF\xBB\xBF\xEF\xBB\xBF<a/>", "<a/>"},
      {"declaration after blanks", " \n<?xml version='1.0'?><a/>", "<a/>"},
      {"declaration without its end", "<?xml version='1.0'\n<a>x</a>", "<a>x</a>"},
      {"byte order mark dropped", "\xEF\xBB\xBF<a/>", "<a/>"},
      {"broken UTF-8", "<a>\xC3(\xE4\xB8\x80\xFF</a>", "<a>\uFFFD(一\uFFFD</a>"},
      {"a surrogate", "<a>\xED\xA0\x80</a>", "<a>\uFFFD</a>"},
      {"control and NUL", std::string("<a>\x01\0b</a>", 10), "<a>\uFFFD\uFFFDb</a>"},
      {"illegal references", "<a x='&#0;'>&#xD800;&#x41;</a>", "<a x='\uFFFD'>\uFFFD&#x41;</a>"},
      {"bare ampersand", "<a>A & B &nbsp; &lt;</a>", "<a>A &amp; B &amp;nbsp; &lt;</a>"},
      {"references in CDATA stay", "<a><![CDATA[&#0; <b]]>c</a>", "<a><![CDATA[&#0; <b]]>c</a>"},
      {"comment with tags", "<a><!-- <b c='1' & --></a>", "<a><!-- <b c='1' & --></a>"},
      {"document type", "<!DOCTYPE a [<!ENTITY x \"]>\">]><a>&x;y</a>", "<a>y</a>"},
      {"greater sign in a value", "<a b='>'>x</a>", "<a b='>'>x</a>"},
  };
  for (const Row& row : rows) {
    const std::string name = row.name;
    CAPTURE(name);
    for (const std::size_t room : {1, 2, 3, 7, 100}) CHECK(filter(row.in, room).text == row.want);
  }
}

TEST_CASE("UTF-16 in both orders becomes UTF-8") {
  const std::u16string text = u"<?xml version='1.0' encoding='UTF-16'?><a>一\U0001D11E</a>";
  for (const bool big : {false, true}) {
    CHECK(filter(utf16(u"\uFEFF" + text, big), 5).text == "<a>一\U0001D11E</a>");
    CHECK(filter(utf16(text, big), 3).text == "<a>一\U0001D11E</a>");
  }
  CHECK(filter(utf16(u"\uFEFF<a>\xD834x</a>", false), 4).text == "<a>\uFFFDx</a>");
}

TEST_CASE("tags over the limits end the part") {
  Limits limits;
  limits.xml_attributes = 3;
  CHECK(filter("<a b='' c='' d=''/>", 4, limits).verdict == XmlGuard::Verdict::ok);
  CHECK(filter("<a b='' c='' d='' e=''/>", 4, limits).verdict == XmlGuard::Verdict::attributes);
  limits.xml_tag_bytes = 30;
  CHECK(filter("<a b='" + std::string(100, 'x') + "'/>", 7, limits).verdict == XmlGuard::Verdict::tag_bytes);
}

TEST_CASE("random bytes: the chunks do not matter, and what comes out is well-formed UTF-8 without controls") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces = {"<a ",  "b='",   "'",    ">",  "</a>", "&",         "&#",  "x41;",
                                           "&#0;", "<!--",  "-->",  "<?", "?>",   "<![CDATA[", "]]>", "\xE4",
                                           "\xB8", "\x80",  "\xFF", "一", "\x01", "\"",        "=",   " ",
                                           "text", "&amp;", "<",    "]",  "!"};
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = "<r>";
    const auto count = random() % 40;
    for (std::size_t i = 0; i < count; ++i) bytes += pieces[random() % pieces.size()];
    const Filtered whole = filter(bytes, bytes.size());
    CHECK(filter(bytes, 1 + random() % 5) == whole);
    for_each_code_point(whole.text, [&](char32_t c) { CHECK((c >= 0x20 || c == 0x09 || c == 0x0A || c == 0x0D)); });
    CHECK(nfc(whole.text).find('\0') == std::string::npos);
  }
}
