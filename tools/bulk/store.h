// The store: outputs appear only complete, by rename, in groups that are synced together.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "tools/bulk/channel.h"
#include "tools/bulk/journal.h"

namespace gridlift::bulk {

/// Writes below one folder. Each output goes to a temporary file in its own folder; `commit` syncs the file system once
/// for the whole group, renames, and syncs the folders: 0.3 ms a file instead of 4 (group commit).
class Store {
 public:
  static Result<Store> open(const std::string& folder);

  /// Copies a descriptor's bytes to a temporary file for `name` (relative, with '/').
  Result<Stored> put(const std::string& name, int fd);
  /// Renames everything that was put since the last commit into place.
  Result<void> commit();
  std::size_t waiting() const { return waiting_.size(); }
  /// True when the output is there with the recorded size.
  bool holds(const Stored& stored) const;
  /// Removes temporary files that a killed run left behind.
  void sweep();

 private:
  struct Waiting {
    std::string temporary;  ///< relative to the folder
    std::string name;
  };
  Result<void> make_folders(const std::string& name);

  std::string folder_;
  Descriptor directory_;
  std::vector<Waiting> waiting_;
  std::set<std::string> made_;  ///< folders that are known to be there
  std::uint64_t counter_ = 0;
};

/// `report.pdf` -> `report.pdf.txt`; a name that would be longer than a file system takes is cut and gets a hash.
std::string output_name(std::string_view input, std::string_view extension);

}  // namespace gridlift::bulk
