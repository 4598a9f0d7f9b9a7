// A whole PDF file, through Poppler. Poppler itself is not instrumented.
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_pdf(Bytes bytes) {
  ConvertOptions options;
  options.from = "pdf";
  convert_and_check(bytes, "fuzz.pdf", options);
}

}  // namespace gridlift::fuzz
