// The options of the C door as those of the C++ door.
#pragma once

#include <string>
#include <vector>

#include "converters/convert.h"
#include "converters/gridlift.h"
#include "converters/report/form/profile.h"

namespace gridlift {

std::string text_or_empty(const char* text);

/// The caller's options with defaults in the members that its header does not have.
gridlift_options complete(const gridlift_options* given);

/// Fails with bad_argument. The callbacks of `from` are called later on: it must outlive the conversion.
Result<ConvertOptions> translate(const gridlift_options& from);

/// The profiles that `profile_json` or `profile` asks for.
Result<std::vector<report::Profile>> profiles_of(const gridlift_options& from);

}  // namespace gridlift
