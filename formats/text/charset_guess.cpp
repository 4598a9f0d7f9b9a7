// Apart from charset.cpp, since the detector is in ICU's larger library.
#include "formats/text/charset_guess.h"

#include <unicode/ucsdet.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace gridlift::text {

std::optional<CharsetMatch> guess_charset(Bytes sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&status), ucsdet_close);
  if (U_FAILURE(status)) return std::nullopt;
  ucsdet_setText(detector.get(), reinterpret_cast<const char*>(sample.data()), static_cast<int32_t>(sample.size()),
                 &status);
  int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  if (U_FAILURE(status) || found == 0) return std::nullopt;
  std::vector<CharsetMatch> all;
  for (int32_t i = 0; i < found; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);
    const int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_SUCCESS(status) && name != nullptr) all.push_back({sane_name(name), confidence});
  }
  // UTF-8, UTF-16 and UTF-32 were judged before, by stricter tests.
  std::erase_if(all, [](const CharsetMatch& m) { return m.name.starts_with("UTF-"); });
  if (all.empty()) return std::nullopt;
  const auto western =
      std::find_if(all.begin(), all.end(), [](const CharsetMatch& m) { return m.name == "windows-1252"; });
  const bool latin = all[0].name == "ISO-8859-2" || all[0].name == "windows-1250" || all[0].name == "ISO-8859-9";
  if (latin && western != all.end() && western->confidence + 10 >= all[0].confidence) return *western;
  return all[0];
}

}  // namespace gridlift::text
