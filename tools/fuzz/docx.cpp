// A whole DOCX file. The second half of the bytes decides nothing: the package is what it is.
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_docx(Bytes bytes) {
  ConvertOptions options;
  options.from = "docx";
  convert_and_check(bytes, "fuzz.docx", options);
}

}  // namespace gridlift::fuzz
