// What `gridlift --version` says: version, licence of this build, formats, sandbox.
#pragma once

#include <string>

namespace gridlift::cli {

std::string version_text();
/// "0.1.0".
std::string version_number();

}  // namespace gridlift::cli
