// The parts of a DOCX file as plain XML, so that the fuzzer need not learn deflate: a Flat OPC file is made of them.
#include <string>

#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

namespace {

constexpr std::string_view kTypes = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
constexpr std::string_view kRelation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

struct Part {
  std::string_view name;
  std::string_view root;
  std::string_view relation;
};
constexpr Part kParts[] = {
    {"document", "document", "officeDocument"}, {"styles", "styles", "styles"}, {"numbering", "numbering", "numbering"},
    {"footnotes", "footnotes", "footnotes"},    {"header", "hdr", "header"},    {"comments", "comments", "comments"}};

std::string relation(const Part& part) {
  return "<Relationship Id='" + std::string(part.name) + "' Type='" + std::string(kRelation) +
         std::string(part.relation) + "' Target='" + (part.relation == "officeDocument" ? "word/" : "") +
         std::string(part.name) + ".xml'/>";
}

std::string relations(std::string_view name, const std::string& content) {
  return "<pkg:part pkg:name='" + std::string(name) +
         "' pkg:contentType='application/vnd.openxmlformats-package.relationships+xml'><pkg:xmlData>"
         "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" +
         content + "</Relationships></pkg:xmlData></pkg:part>";
}

}  // namespace

/// The bytes are the insides of the parts, in the order of kParts, parted by NUL.
void run_word_xml(Bytes bytes) {
  Draw draw(bytes);
  const unsigned switches = draw.byte();
  std::string_view rest = draw.rest();
  std::string package =
      "<?mso-application progid='Word.Document'?><pkg:package "
      "xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>" +
      relations("/_rels/.rels", relation(kParts[0]));
  std::string others;
  for (const Part& part : kParts) {
    const std::size_t end = std::min(rest.find('\0'), rest.size());
    package += "<pkg:part pkg:name='/word/" + std::string(part.name) + ".xml' pkg:contentType='" + std::string(kTypes) +
               std::string(part.name) + (part.name == "document" ? ".main+xml" : "+xml") +
               "'><pkg:xmlData><w:" + std::string(part.root) +
               " xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
               " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
               " xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
               " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
               " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'>" +
               std::string(rest.substr(0, end)) + "</w:" + std::string(part.root) + "></pkg:xmlData></pkg:part>";
    if (part.relation != "officeDocument") others += relation(part);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  package += relations("/word/_rels/document.xml.rels", others) + "</pkg:package>";
  ConvertOptions options;
  options.from = "docx";
  options.read.track_changes = static_cast<TrackChanges>(switches % 3);
  options.read.hidden_text = (switches & 4U) != 0;
  options.read.comments = (switches & 8U) != 0;
  options.read.latex = (switches & 16U) != 0;
  convert_and_check(std::as_bytes(std::span(package)), "fuzz.xml", options);
}

}  // namespace gridlift::fuzz
