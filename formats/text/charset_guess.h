// Charsets by the statistics of ICU's detector.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "formats/reader.h"

namespace gridlift::text {

struct CharsetMatch {
  std::string name;    ///< as sane_name gives it
  int confidence = 0;  ///< 0..100
};

/// The charset that is meant by a name: those that are parts of a larger one are read as that.
inline std::string sane_name(std::string_view name) {
  if (name == "GB2312" || name == "GBK") return "GB18030";
  if (name == "ISO-8859-1") return "windows-1252";
  if (name == "EUC-KR") return "windows-949";
  return std::string(name);
}

/// The best match that is no Unicode encoding.
std::optional<CharsetMatch> guess_charset(Bytes sample);

}  // namespace gridlift::text
