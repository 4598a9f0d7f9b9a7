// Archives: their members into one spool file, within limits. Runs in a worker. The only owner of libarchive.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "tools/bulk/channel.h"
#include "tools/bulk/job.h"

namespace gridlift::bulk {

/// A member of an archive, as the list of an unpacked one has it.
struct Member {
  std::string name;          ///< as the archive says it: any bytes
  std::uint64_t offset = 0;  ///< in the spool, a multiple of kSpoolStep
  std::uint64_t size = 0;
  std::string code;  ///< why it could not be taken out: name of an ErrorCode; "" all is well
  std::string message;
};

/// Members begin at multiples of this in the spool, so that they can be mapped.
inline constexpr std::uint64_t kSpoolStep = 4096;
inline constexpr std::size_t kMostMembers = 1'000'000;

/// Tells by its name whether a member is taken out.
using MemberTest = std::function<bool(const std::string& name)>;

/// Unpacks the wanted members of a ZIP or tar archive (compressed or not) to `spool`, and writes a line for each to
/// `list`. Links, devices and folders are left out. Damage and limits end it early: the outcome is then partial, with a
/// diagnostic, or an error when nothing came out.
Outcome unpack(int archive, const Job& job, const RunOptions& options, const MemberTest& wanted, int spool, int list);

}  // namespace gridlift::bulk
