// The shipped profiles, embedded from converters/report/profiles/*.json at configure time.
#include "converters/report/profile.h"

namespace gridlift::report {

namespace {

#define PROFILE(id, json) {id, json},
constexpr BuiltinProfile kProfiles[] = {
#include "profiles.def"
};
#undef PROFILE

}  // namespace

std::span<const BuiltinProfile> builtin_profiles() {
  return kProfiles;
}

}  // namespace gridlift::report
