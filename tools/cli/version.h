// What `gridlift --version` says: version, licence of this build, formats.
#pragma once

#include <string>

namespace gridlift::cli {

std::string version_text();

}  // namespace gridlift::cli
