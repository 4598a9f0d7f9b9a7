#include "formats/signature.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "core/ascii.h"

#include "formats/zip_directory.h"

namespace gridlift {

namespace {

using ByteSpan = std::span<const std::byte>;
using namespace std::string_view_literals;

constexpr std::size_t kHead = 4096;  // bytes that tell what a text or XML file is

std::string_view chars(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Error unsupported(std::string_view what, std::string_view advice) {
  return {ErrorCode::unsupported_format, "this is " + std::string(what) + ": " + std::string(advice), ""};
}

Error legacy(std::string_view what) {
  return {ErrorCode::legacy_office,
          "this is " + std::string(what) + ": convert it first, with soffice --headless --convert-to docx", ""};
}

/// An ASCII name as UTF-16LE, the way OLE2 directories have it.
std::string utf16(std::string_view name) {
  std::string out;
  for (const char c : name) {
    out += c;
    out += '\0';
  }
  return out;
}

/// OLE2 compound files: told apart by the names of their streams ([MS-CFB] 2.6).
std::optional<Error> ole2(std::string_view text) {
  if (!text.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return std::nullopt;
  const auto has = [&](std::string_view stream) { return text.find(utf16(stream)) != std::string_view::npos; };
  if (has("EncryptedPackage"))
    return Error{ErrorCode::encrypted,
                 "this is an encrypted Office document: remove its password in the program that made it", ""};
  if (has("WpsCustomData") || has("WPS Office")) return legacy("an old WPS document (.wps)");
  if (has("WordDocument")) return legacy("an old Word document (.doc)");
  if (has("Workbook") || has("Book")) return legacy("an old Excel workbook (.xls)");
  if (has("PowerPoint Document")) return legacy("an old PowerPoint presentation (.ppt)");
  if (has("MatOST") || has("CONTENTS")) return legacy("an old Microsoft Works document (.wps)");
  return legacy("an old Office file (OLE2)");
}

struct Magic {
  std::string_view bytes;
  std::string_view what;
};

constexpr std::string_view kPicture = "a picture holds no text; put it into a PDF and recognise its text (OCR) first";
constexpr std::string_view kNoDocument = "it is not a document that gridlift reads";

constexpr Magic kPictures[] = {
    {"\x89PNG\r\n\x1A\n"sv, "a PNG picture"},
    {"\xFF\xD8\xFF"sv, "a JPEG picture"},
    {"GIF8"sv, "a GIF picture"},
    {"II*\0"sv, "a TIFF picture"},
    {"MM\0*"sv, "a TIFF picture"},
    {"BM"sv, "a BMP picture"},
};

constexpr Magic kOthers[] = {
    {"\x1F\x8B"sv, "a gzip archive"},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive"},
    {"Rar!\x1A\x07"sv, "a RAR archive"},
    {"\xFD"
     "7zXZ"sv,
     "an xz archive"},
    {"BZh"sv, "a bzip2 archive"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"%!PS"sv, "PostScript"},
    {"SQLite format 3"sv, "an SQLite database"},
    {"MZ\x90\0"sv, "a program"},
    {"OggS"sv, "a sound recording"},
    {"ID3"sv, "a sound recording"},
};

/// Short magics are not enough for bytes that could as well be the beginning of a text.
bool looks_binary(std::string_view head) {
  return head.find('\0') != std::string_view::npos;
}

std::optional<Error> pictures_and_archives(std::string_view text) {
  const std::string_view head = text.substr(0, kHead);
  for (const Magic& magic : kPictures) {
    if (text.starts_with(magic.bytes) && (magic.bytes.size() > 3 || looks_binary(head)))
      return unsupported(magic.what, kPicture);
  }
  for (const Magic& magic : kOthers) {
    if (!text.starts_with(magic.bytes) || (magic.bytes.size() <= 3 && !looks_binary(head))) continue;
    const bool archive = magic.what.ends_with("archive");
    return unsupported(magic.what, archive ? "unpack it and convert the documents inside" : kNoDocument);
  }
  return std::nullopt;
}

/// The first entry of ODF and EPUB files is their media type, stored without compression.
std::string_view stored_mime_type(std::string_view text) {
  constexpr std::size_t kName = 30;
  if (text.substr(kName, 8) != "mimetype") return {};
  const std::string_view value = text.substr(kName + 8, 64);
  return value.substr(0, value.find("PK"));
}

std::optional<Error> zip_of_another_kind(ByteSpan bytes) {
  if (!is_zip(bytes)) return std::nullopt;
  const std::string_view text = chars(bytes);
  const std::string_view mime = stored_mime_type(text);
  if (mime.find("opendocument.text") != std::string_view::npos)
    return unsupported("an OpenDocument text (.odt)", "convert it first, with soffice --headless --convert-to docx");
  if (mime.find("opendocument") != std::string_view::npos)
    return unsupported("an OpenDocument file", "it is no text document");
  if (mime.find("epub") != std::string_view::npos) return unsupported("an EPUB book", kNoDocument);
  bool word = false, types = false;
  std::string_view found;
  constexpr std::array<Magic, 6> kParts = {{{"xl/", "an Excel workbook (.xlsx)"},
                                            {"ppt/", "a PowerPoint presentation (.pptx)"},
                                            {"visio/", "a Visio drawing (.vsdx)"},
                                            {"Index/Document.iwa", "an Apple Pages document"},
                                            {"META-INF/MANIFEST.MF", "a Java archive (.jar)"},
                                            {"FixedDocSeq", "an XPS document"}}};
  for (const std::string_view name : zip_names(bytes, 20'000)) {
    word = word || ascii_lower(name).starts_with("word/");
    types = types || ascii_lower(name) == "[content_types].xml";
    for (const Magic& part : kParts) {
      if (found.empty() && name.starts_with(part.bytes)) found = part.what;
    }
  }
  if (word) return std::nullopt;
  if (!found.empty()) return unsupported(found, kNoDocument);
  if (!types && mime.empty() && find_zip_end(bytes))
    return unsupported("a ZIP archive without a document", "unpack it and convert the documents inside");
  return std::nullopt;
}

std::optional<Error> markup_of_another_kind(std::string_view text, std::string_view file_name) {
  std::string head = ascii_lower(text.substr(0, kHead));
  head.erase(0, std::min(head.find_first_not_of("\xEF\xBB\xBF \t\r\n"), head.size()));
  if (head.starts_with("{\\rtf")) return legacy("an RTF document");
  if (head.find("<w:worddocument") != std::string::npos) return legacy("a Word 2003 XML document");
  if (ascii_lower(file_name).ends_with(".txt")) return std::nullopt;  // somebody wants to read it as it is
  if (head.starts_with("mime-version:") && head.find("multipart/related") != std::string::npos)
    return unsupported("a web archive (MHTML)", "convert it first, with soffice --headless --convert-to docx");
  if (head.starts_with("<!doctype html") || head.starts_with("<html"))
    return unsupported("an HTML page", "convert it first, with soffice --headless --convert-to docx");
  return std::nullopt;
}

}  // namespace

std::optional<Error> foreign_format(ByteSpan bytes, std::string_view file_name) {
  const std::string_view text = chars(bytes);
  if (auto error = ole2(text)) return error;
  if (auto error = pictures_and_archives(text)) return error;
  if (auto error = zip_of_another_kind(bytes)) return error;
  return markup_of_another_kind(text, file_name);
}

int recognize_wordprocessing(ByteSpan bytes) {
  const std::string_view text = chars(bytes);
  // An archive with something before it still has its end.
  if (is_zip(bytes) || find_zip_end(bytes)) {
    int score = 40;
    for (const std::string_view name : zip_names(bytes, 1000)) {
      if (ascii_lower(name).starts_with("word/")) return 95;
      if (ascii_lower(name) == "[content_types].xml") score = 70;
    }
    return score;
  }
  const std::string_view head = text.substr(0, kHead);
  const bool flat = head.find("schemas.microsoft.com/office/2006/xmlPackage") != std::string_view::npos ||
                    head.find("progid=\"Word.Document\"") != std::string_view::npos ||
                    head.find(utf16("office/2006/xmlPackage")) != std::string_view::npos;
  return flat && head.find("<w:wordDocument") == std::string_view::npos ? 95 : 0;
}

}  // namespace gridlift
