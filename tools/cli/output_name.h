// The names of output files in a folder: "report.pdf" becomes "report.pdf.json", and no two inputs share one.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace gridlift::cli {

/// The names given out so far in one run.
class OutputNames {
 public:
  /// The name for an input, without the extension of the output: "DIR/report.pdf". When another input of the run has
  /// that name already (upper and lower case are not told apart, since some file systems do not), or when it would be
  /// longer than file systems take, a hash of the input's path follows behind a "~".
  /// `extension_bytes`: room to leave for what is appended.
  std::string stem(const std::string& folder, const std::string& input, std::size_t extension_bytes);

 private:
  std::set<std::string> taken_;
};

}  // namespace gridlift::cli
