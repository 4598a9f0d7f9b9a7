// Names of archives.
#pragma once

#include <string_view>

namespace gridlift::bulk {

/// True for what is unpacked rather than converted: .zip, .tar, .tar.gz, .tgz, .tar.xz, ...
bool is_archive_name(std::string_view name);

}  // namespace gridlift::bulk
