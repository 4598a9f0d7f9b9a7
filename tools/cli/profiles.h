// Profiles that the command uses: the shipped ones, or one that the user names.
#pragma once

#include <string>
#include <vector>

#include "converters/report/profile.h"

namespace gridlift::cli {

/// "auto": all shipped profiles; "none": none; the name of a shipped one; else the path of a file.
Result<std::vector<report::Profile>> load_profiles(const std::string& choice);

/// Prints what is wrong with a profile, and where in it.
void report_profile_error(Error error);

}  // namespace gridlift::cli
