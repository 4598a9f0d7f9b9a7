// Runs inputs of the fuzz targets once each, without a fuzzer: what was found before is an ordinary test.
//
//   gridlift_replay FOLDER...     FOLDER/TARGET/... holds the inputs of one target
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tools/fuzz/target.h"

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  if (!fs::is_directory(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t count = 0;
  for (int i = 1; i < argc; ++i) {
    for (const gridlift::fuzz::Target& target : gridlift::fuzz::targets()) {
      for (const fs::path& path : files_below(fs::path(argv[i]) / std::string(target.name))) {
        std::printf("%s\n", path.c_str());  // the last one said is the one that failed
        std::fflush(stdout);
        std::ifstream in(path, std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), {}};
        target.run(std::as_bytes(std::span(bytes)));
        ++count;
      }
    }
  }
  std::printf("%zu inputs\n", count);
  return count > 0 ? 0 : 1;
}
