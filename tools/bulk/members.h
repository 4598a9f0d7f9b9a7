// Members: what came out of an archive, as inputs of their own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tools/bulk/archive.h"
#include "tools/bulk/inputs.h"

namespace gridlift::bulk {

/// Archives in archives are opened so deep.
inline constexpr int kDeepestArchive = 3;

/// Reads back the list of an unpacked archive. It comes from a worker: what does not lie in the spool's `size` bytes is
/// left out.
std::vector<Member> read_members(const std::string& list, std::uint64_t size);

/// What the names of an archive's members begin with: "archive.zip!/". If one of `files` (sorted by name) is called so
/// already, a hash tells them apart.
std::string member_prefix(const Input& archive, const std::vector<Input>& files);

/// One input for each member, in the same order. A name that an archive has twice gets a number, outputs go into a
/// folder named like the archive (flat: get a hash), and no name of a member leads out of it.
std::vector<Input> member_inputs(const Input& archive, const std::string& prefix, const std::vector<Member>& members,
                                 const std::shared_ptr<Spool>& spool, const NameRules& rules);

/// The archive on disk that an input is, or is in.
std::string root_of(const Input& input);

}  // namespace gridlift::bulk
