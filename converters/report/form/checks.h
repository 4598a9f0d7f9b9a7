// Checks: sums and comparisons over the values of a report.
#pragma once

#include "converters/report/form/profile.h"
#include "converters/report/report.h"

namespace gridlift::report {

/// Evaluates the profile's checks and appends a result for each combination of {row} and {column}. A check with an
/// operand that is not a number is skipped, never failed. Numbers are compared to the precision in which they are
/// printed.
void run_checks(const Profile& profile, Report& report);

}  // namespace gridlift::report
