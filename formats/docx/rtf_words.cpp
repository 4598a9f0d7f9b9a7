#include "formats/docx/rtf_words.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gridlift::docx {

char32_t rtf_character(std::string_view word) {
  constexpr std::pair<std::string_view, char32_t> kCharacters[] = {
      {"tab", '\t'},      {"line", '\n'},      {"emdash", 0x2014},    {"endash", 0x2013},
      {"lquote", 0x2018}, {"rquote", 0x2019},  {"ldblquote", 0x201C}, {"rdblquote", 0x201D},
      {"bullet", 0x2022}, {"emspace", 0x2003}, {"enspace", 0x2002},   {"qmspace", 0x2005},
      {"zwj", 0x200D},    {"zwnj", 0x200C},    {"ltrmark", 0x200E},   {"rtlmark", 0x200F}};
  for (const auto& [name, character] : kCharacters) {
    if (name == word) return character;
  }
  return 0;
}

bool is_skipped_group(std::string_view word) {
  constexpr std::string_view kSkipped[] = {"colortbl", "stylesheet", "info",         "pict",    "nonshppict", "sp",
                                           "xe",       "tc",         "nonesttables", "filetbl", "shprslt",    "upr"};
  return std::find(std::begin(kSkipped), std::end(kSkipped), word) != std::end(kSkipped);
}

bool is_read_though_marked(std::string_view word) {
  return word == "shpinst" || word == "nesttableprops";
}

}  // namespace gridlift::docx
