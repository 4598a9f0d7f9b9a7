// A text file, in a charset that is found out or given.
#include <string>

#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_text(Bytes bytes) {
  static constexpr std::string_view kCharsets[] = {
      "", "", "", "UTF-8", "UTF-16LE", "GB18030", "ISO-2022-JP", "windows-1252"};
  Draw draw(bytes);
  ConvertOptions options;
  options.from = "text";
  const unsigned switches = draw.byte();
  options.read.encoding = kCharsets[switches & 7U];
  options.read.keep_markup = (switches & 8U) != 0;
  const std::string_view text = draw.rest();
  convert_and_check(std::as_bytes(std::span(text)), "fuzz.txt", options);
}

}  // namespace gridlift::fuzz
