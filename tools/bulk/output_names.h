// Output names: where each input's outputs go, so that none is written twice, whatever the inputs are called.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gridlift::bulk {

struct NameRules {
  bool flat = false;                    ///< the last part of each name alone
  std::vector<std::string> extensions;  ///< of the outputs, without dot
};

/// A stem for each name: the output is `stem.extension`. It is the name itself (flat: its last part), with "~" and a
/// hash of the name where two of them would meet in one file (upper and lower case and Unicode's forms are not told
/// apart, since some file systems do not), where an output would stand in the place of a folder or of a file of ours,
/// and where the name leads out of its folder ("..", "/x") or has parts that are too long.
/// Depends on the list alone: give it all names, not those of one shard.
std::vector<std::string> output_stems(const std::vector<std::string>& names, const NameRules& rules);

/// `report.pdf` -> `report.pdf.txt`; a last part that would be longer than a file system takes is cut and gets a hash.
std::string output_name(std::string_view stem, std::string_view extension);

/// The part behind the last '/'.
std::string base_name(const std::string& name);

}  // namespace gridlift::bulk
