#include "tools/cli/version.h"

#include "formats/reader.h"
#include "tools/bulk/sandbox.h"

namespace gridlift::cli {

std::string version_text() {
  std::string text = "gridlift " GRIDLIFT_VERSION "\nReads:";
  for (const Reader* reader : readers()) text += " " + std::string(reader->name);
  const bool poppler = find_reader("pdf") != nullptr;
  text += poppler ? "\nLicence: GPL-3.0 (the sources are Apache-2.0; this build contains Poppler)"
                  : "\nLicence: Apache-2.0";
  text += "\nSandbox of bulk workers here: " + bulk::available_sandbox().describe();
  return text;
}

std::string version_number() {
  return GRIDLIFT_VERSION;
}

}  // namespace gridlift::cli
