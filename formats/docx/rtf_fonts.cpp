#include "formats/docx/rtf_fonts.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/charset.h"
#include "core/unicode.h"
#include "formats/docx/symbols.h"

namespace gridlift::docx {

namespace {

constexpr int kSymbolCharset = 2;

/// The name of a code page, as \ansicpg and \cpg give it.
std::string code_page_name(int page) {
  constexpr std::pair<int, std::string_view> kNames[] = {{437, "IBM437"},      {850, "IBM850"}, {932, "Shift_JIS"},
                                                         {936, "GB18030"},     {950, "Big5"},   {1361, "ibm-1363"},
                                                         {10000, "macintosh"}, {65001, "UTF-8"}};
  for (const auto& [number, name] : kNames) {
    if (number == page) return std::string(name);
  }
  return "windows-" + std::to_string(page);
}

/// The code page of a font's \fcharset; 0 for those that take the document's.
int code_page_of_charset(int charset) {
  constexpr std::pair<int, int> kPages[] = {{77, 10000}, {128, 932},  {129, 949},  {130, 1361}, {134, 936},
                                            {136, 950},  {161, 1253}, {162, 1254}, {163, 1258}, {177, 1255},
                                            {178, 1256}, {186, 1257}, {204, 1251}, {222, 874},  {238, 1250},
                                            {254, 437},  {255, 850}};
  for (const auto& [number, page] : kPages) {
    if (number == charset) return page;
  }
  return 0;
}

}  // namespace

std::string RtfFonts::decoded(const std::string& bytes, int font) const {
  const auto found = fonts_.find(font);
  if (found != fonts_.end() && (found->second.charset == kSymbolCharset || is_symbol_font(found->second.name))) {
    std::string codes;
    for (const char c : bytes) append_utf8(codes, static_cast<unsigned char>(c));
    return symbol_text(codes, found->second.name);
  }
  if (std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return bytes;
  int page = document_page_;
  if (found != fonts_.end()) {
    const Font& named = found->second;
    const int own = named.code_page != 0 ? named.code_page : code_page_of_charset(named.charset);
    if (own != 0) page = own;
  }
  return to_utf8(bytes, code_page_name(page));
}

char32_t RtfFonts::picture(char32_t c, int font) const {
  const auto found = fonts_.find(font);
  return c >= 0xF020 && c <= 0xF0FF && found != fonts_.end() ? symbol_of(c, found->second.name) : c;
}

}  // namespace gridlift::docx
