// What the command says of a profile that cannot be used.
#pragma once

#include "core/result.h"

namespace gridlift::cli {

/// Prints what is wrong with a profile, and where in it.
void report_profile_error(Error error);

}  // namespace gridlift::cli
