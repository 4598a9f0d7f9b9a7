#include "formats/docx/token.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace gridlift::docx {

namespace {

struct Name {
  Family family;
  std::string_view local;
  Token token;
};

constexpr bool before(const Name& a, const Name& b) {
  return a.family != b.family ? a.family < b.family : a.local < b.local;
}

#define X(token, family, local) Name{Family::family, local, Token::token},
constexpr auto kNames = [] {
  auto names = std::to_array<Name>({GRIDLIFT_DOCX_TOKENS(X)});
  std::sort(names.begin(), names.end(), before);
  return names;
}();
#undef X

constexpr std::pair<std::string_view, Family> kUris[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", Family::w},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", Family::w},
    {"http://schemas.openxmlformats.org/officeDocument/2006/math", Family::m},
    {"http://purl.oclc.org/ooxml/officeDocument/math", Family::m},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", Family::mc},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", Family::r},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", Family::r},
    {"http://schemas.openxmlformats.org/package/2006/relationships", Family::rel},
    {"http://schemas.openxmlformats.org/package/2006/content-types", Family::ct},
    {"http://schemas.microsoft.com/office/2006/xmlPackage", Family::pkg},
    {"urn:schemas-microsoft-com:vml", Family::vml},
    {"urn:schemas-microsoft-com:office:office", Family::vml},
    {"urn:schemas-microsoft-com:office:word", Family::vml},
    {"http://www.w3.org/XML/1998/namespace", Family::xml},
};

constexpr std::pair<std::string_view, Family> kUriBeginnings[] = {
    {"http://schemas.microsoft.com/office/word/201", Family::w14},
    {"http://schemas.microsoft.com/office/word/202", Family::w14},
    {"http://schemas.openxmlformats.org/drawingml/", Family::drawing},
    {"http://purl.oclc.org/ooxml/drawingml/", Family::drawing},
    {"http://schemas.microsoft.com/office/drawing/", Family::drawing},
};

}  // namespace

Family family_of_uri(std::string_view uri) {
  for (const auto& [name, family] : kUris) {
    if (uri == name) return family;
  }
  // The drawing extensions of Word 2010 (wps, wpg, wpc, wp14) live under office/word.
  if (uri.starts_with("http://schemas.microsoft.com/office/word/2010/wordprocessing")) return Family::drawing;
  for (const auto& [begin, family] : kUriBeginnings) {
    if (uri.starts_with(begin)) return family;
  }
  return uri.empty() ? Family::none : Family::foreign;
}

Family family_of_prefix(std::string_view prefix) {
  constexpr std::pair<std::string_view, Family> kPrefixes[] = {
      {"w", Family::w},          {"m", Family::m},         {"mc", Family::mc},       {"r", Family::r},
      {"wp", Family::drawing},   {"a", Family::drawing},   {"wps", Family::drawing}, {"v", Family::vml},
      {"o", Family::vml},        {"pkg", Family::pkg},     {"xml", Family::xml},     {"w14", Family::w14},
      {"w15", Family::w14},      {"c", Family::drawing},   {"wpg", Family::drawing}, {"wpc", Family::drawing},
      {"wp14", Family::drawing}, {"cx1", Family::drawing}, {"dgm", Family::drawing},
  };
  for (const auto& [name, family] : kPrefixes) {
    if (prefix == name) return family;
  }
  return Family::foreign;
}

Token token_of(Family family, std::string_view local) {
  const Name wanted{family, local, Token::unknown};
  const auto found = std::lower_bound(kNames.begin(), kNames.end(), wanted, before);
  return found != kNames.end() && found->family == family && found->local == local ? found->token : Token::unknown;
}

}  // namespace gridlift::docx
