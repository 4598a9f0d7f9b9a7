// Recognition: which profile a document is of, and which of its tables are which of the profile's.
#pragma once

#include <string>
#include <vector>

#include "converters/report/form/profile.h"
#include "core/document.h"

namespace gridlift::report {

/// The profile that fits best, by the share of its anchors that are found less those that speak against it; that share
/// becomes `score`. nullptr when none fits.
const Profile* choose_profile(const Document& document, const std::vector<const Profile*>& profiles, double& score);

/// The kind of each table of the document: the one most of whose labels it holds; "" none.
std::vector<std::string> kinds_of(const Document& document, const Profile& profile);

}  // namespace gridlift::report
