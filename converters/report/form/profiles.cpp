// The shipped profiles, embedded from converters/report/profiles/*.json at configure time.
#include "converters/input.h"
#include "converters/report/form/profile.h"
#include "core/limits.h"

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

Result<std::vector<Profile>> choose_profiles(const std::string& choice) {
  std::vector<Profile> profiles;
  if (choice == "none") return profiles;
  for (const BuiltinProfile& builtin : builtin_profiles()) {
    if (choice != "auto" && choice != builtin.id) continue;
    auto profile = parse_profile(builtin.json, builtin.id);
    if (!profile) return tl::unexpected(profile.error());
    profiles.push_back(*std::move(profile));
  }
  if (!profiles.empty()) return profiles;
  const auto file = Input::open(choice, Limits().input_bytes);
  if (!file) return fail(file.error().code, "no shipped profile and no file that can be read", choice);
  const Bytes bytes = file->bytes();
  auto profile = parse_profile({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, choice);
  if (!profile) return tl::unexpected(profile.error());
  profiles.push_back(*std::move(profile));
  return profiles;
}

}  // namespace gridlift::report
