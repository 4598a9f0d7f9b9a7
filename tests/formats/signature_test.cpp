#include "formats/signature.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "formats/zip_directory.h"

using namespace gridlift;

namespace {

std::string utf16(std::string_view name) {
  std::string out;
  for (const char c : name) {
    out += c;
    out += '\0';
  }
  return out;
}

std::string ole2(std::string_view stream) {
  return std::string("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") + std::string(504, '\0') + utf16(stream);
}

std::span<const std::byte> bytes(const std::string& text) {
  return std::as_bytes(std::span(text));
}

}  // namespace

TEST_CASE("what bytes really are") {
  struct Row {
    std::string name;
    std::string bytes;
    std::string want;  // a word of the message; "" for bytes that may be readable
    ErrorCode code = ErrorCode::unsupported_format;
  };
  const std::vector<Row> rows = {
      {"encrypted.docx", ole2("EncryptedPackage"), "encrypted", ErrorCode::encrypted},
      {"old.docx", ole2("WordDocument"), ".doc", ErrorCode::legacy_office},
      {"old.wps", ole2("WpsCustomData"), "WPS", ErrorCode::legacy_office},
      {"other.docx", ole2("Something"), "OLE2", ErrorCode::legacy_office},
      {"a.doc", "{\\rtf1 x}", "RTF", ErrorCode::legacy_office},
      {"a.pdf", "\x89PNG\r\n\x1A\n....", "PNG"},
      {"a.docx", "<!doctype html><p>x", "HTML"},
      {"a.txt", "<html> as text", ""},
      {"a.txt", "BM is not only a picture", ""},
      {"a.txt", "MZ begins a sentence", ""},
      {"a.txt", "plain text", ""},
      {"a.pdf", "%PDF-1.7", ""},
  };
  for (const Row& row : rows) {
    const std::string name = row.name + " " + row.want;
    CAPTURE(name);
    const auto error = foreign_format(bytes(row.bytes), row.name);
    CHECK(error.has_value() == !row.want.empty());
    if (!error) continue;
    CHECK(error->message.find(row.want) != std::string::npos);
    CHECK(error->code == row.code);
  }
}

TEST_CASE("a lost ZIP directory is made from the local headers") {
  std::string local("PK\x03\x04\x14\0\0\0\0\0\0\0\x21\0\0\0\0\0\x03\0\0\0\x03\0\0\0\x05\0\0\0", 30);
  const std::string archive = local + "a.xmlabc" + local + "b.xmldef";
  CHECK_FALSE(find_zip_end(bytes(archive)).has_value());
  CHECK(zip_names(bytes(archive), 10) == std::vector<std::string_view>{"a.xml", "b.xml"});
  const std::string whole = archive + rebuild_zip_directory(bytes(archive), 10);
  const auto end = find_zip_end(bytes(whole));
  REQUIRE(end.has_value());
  CHECK(end->entries == 2);
  CHECK(zip_names(bytes(whole), 10) == std::vector<std::string_view>{"a.xml", "b.xml"});
  CHECK(zip_names(bytes(whole), 1).size() == 1);
  CHECK(rebuild_zip_directory(bytes(archive), 1).empty());
  CHECK(rebuild_zip_directory(bytes(std::string("nothing")), 10).empty());
}
