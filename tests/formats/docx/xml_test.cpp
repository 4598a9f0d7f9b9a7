#include "formats/docx/xml.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace gridlift;
using namespace gridlift::docx;

namespace {

constexpr std::string_view kW = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

std::string document(std::string_view content) {
  return "<w:p " + std::string(kW) + ">" + std::string(content) + "</w:p>";
}

/// All text, and the diagnostics' codes.
std::string read(const std::string& xml, const Limits& limits = {}) {
  Context context(limits);
  XmlReader reader(std::make_unique<MemorySource>(xml), context, "part");
  std::string out;
  while (reader.next()) {
    if (reader.kind() == XmlReader::Kind::text) out += "[" + std::string(reader.text()) + "]";
  }
  for (const auto& [code, count] : context.diagnostics.counts()) out += " " + code;
  return out;
}

}  // namespace

TEST_CASE("text comes whole, from elements that hold text") {
  CHECK(read(document("blank<w:t>a&amp;b</w:t> <w:x>no</w:x>")) == "[a&b]");
  CHECK(read(document("<w:t> a </w:t><w:t xml:space='preserve'> b </w:t>")) == "[a][ b ]");
  CHECK(read(document("<w:t><![CDATA[<c>]]></w:t>")) == "[<c>]");
  const std::string large(200'000, 'x');  // longer than any chunk
  CHECK(read(document("<w:t>" + large + "</w:t>")) == "[" + large + "]");
}

TEST_CASE("what ends a part keeps what came before") {
  Limits limits;
  limits.xml_depth = 3;
  CHECK(read(document("<w:t>a</w:t><w:r><w:r><w:r/></w:r></w:r>"), limits) == "[a] xml-depth");
  CHECK(read("<w:p " + std::string(kW) + "><w:t>a</w:t><w:r>") == "[a] xml-truncated");
  CHECK(read("<w:p " + std::string(kW) + "><w:t>a</w:t></w:r>") == "[a] xml-damaged");
  CHECK(read("<!DOCTYPE w:p>" + document("<w:t>a</w:t>")) == "[a] xml-doctype");
  limits = {};
  limits.xml_text_bytes = 4;
  CHECK(read(document("<w:t>abcdef</w:t>"), limits) == "[abcd] xml-text-size");
}

TEST_CASE("children are visited once, and skipped when nobody reads them") {
  Context context{Limits{}};
  const std::string xml = document("<w:r><w:t>a</w:t><w:r><w:t>b</w:t></w:r></w:r><w:tab w:val='5'/><w:br/>");
  XmlReader reader(std::make_unique<MemorySource>(xml), context, "part");
  REQUIRE(reader.next());
  std::vector<Token> seen;
  std::string value;
  reader.children([&] {
    seen.push_back(reader.token());
    if (reader.token() == Token::w_tab) value = reader.attribute(Token::w_val);
  });
  CHECK(seen == std::vector<Token>{Token::w_r, Token::w_tab, Token::w_br});
  CHECK(value == "5");
  CHECK_FALSE(reader.next());
}

TEST_CASE("names of both dialects, of other prefixes, and without any declaration are one") {
  for (const std::string root :
       {"<w:p xmlns:w='http://purl.oclc.org/ooxml/wordprocessingml/main' w:val='1'/>",
        "<p xmlns='http://schemas.openxmlformats.org/wordprocessingml/2006/main' val='1'/>",
        "<q:p xmlns:q='http://schemas.openxmlformats.org/wordprocessingml/2006/main' q:val='1'/>",
        "<w:p w:val='1'/>"}) {
    CAPTURE(root);
    Context context{Limits{}};
    XmlReader reader(std::make_unique<MemorySource>(root), context, "part");
    REQUIRE(reader.next());
    CHECK(reader.token() == Token::w_p);
    CHECK(reader.attribute(Token::w_val) == "1");
  }
}
