// SHA-256 of files.
#pragma once

#include <optional>
#include <string>

#include "converters/digest.h"

namespace gridlift::bulk {

/// Digest of what a descriptor holds from its beginning; nullopt when it cannot be read.
std::optional<std::string> digest_of_file(int fd);

}  // namespace gridlift::bulk
