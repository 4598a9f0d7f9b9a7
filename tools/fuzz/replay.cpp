// Runs inputs of the fuzz targets once each, without a fuzzer: what was found before is an ordinary test.
//
//   gridlift_replay FOLDER...                 FOLDER/TARGET/... holds the inputs of one target
//   gridlift_replay --mutants N FOLDER...     and N mutants of them for each target, the same ones each time
//
// Mutants do not depend on the code under test, as a fuzzer's inputs do: they break where something that worked does
// not work any more. The last one is kept in last_mutant_TARGET in the working folder.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <span>
#include <string>
#include <string_view>
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

constexpr std::size_t kLongestSeed = 65'536;
constexpr std::size_t kLongestPiece = 64;

/// Changes of the kinds that fuzzers make; drawn from the raw numbers of the engine, which are the same everywhere.
class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& seeds) : seeds_(seeds) {}

  std::string next() {
    std::string bytes = seeds_[below(seeds_.size())];
    for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(bytes);
    return bytes;
  }

 private:
  std::size_t below(std::size_t end) { return end == 0 ? 0 : engine_() % end; }

  void change(std::string& bytes) {
    static constexpr std::string_view kOdd[] = {
        "0",        "-1",    "2147483648", "99999999999999999999", "1e308", "<",   ">",
        "\xFF\xFE", "\0",    "\n",         "\xEF\xBF\xBF",         "&#0;",  "]]>", "\"",
        "{{",       "endobj"};
    const std::size_t at = below(bytes.size());
    const std::size_t length = std::min(1 + below(kLongestPiece), bytes.size() - at);
    switch (below(7)) {
      case 0:
        if (!bytes.empty()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
        break;
      case 1:
        if (!bytes.empty()) bytes[at] = static_cast<char>(below(256));
        break;
      case 2:
        bytes.erase(at, length);
        break;
      case 3:
        bytes.insert(at, bytes.substr(at, length));
        break;
      case 4: {
        const std::string& other = seeds_[below(seeds_.size())];
        bytes.insert(at, other.substr(below(other.size()), kLongestPiece));
        break;
      }
      case 5:
        bytes.insert(at, kOdd[below(std::size(kOdd))]);
        break;
      default:
        bytes.resize(at);
    }
  }

  const std::vector<std::string>& seeds_;
  std::mt19937 engine_{8};
};

std::size_t run_mutants(const gridlift::fuzz::Target& target, const std::vector<std::string>& seeds,
                        std::size_t count) {
  std::printf("%zu mutants for %s\n", count, std::string(target.name).c_str());
  std::fflush(stdout);
  Mutator mutator(seeds);
  for (std::size_t i = 0; i < count; ++i) {
    const std::string bytes = mutator.next();
    std::ofstream("last_mutant_" + std::string(target.name), std::ios::binary) << bytes;
    target.run(std::as_bytes(std::span(bytes)));
  }
  return count;
}

}  // namespace

int main(int argc, char** argv) {
  std::span<char*> words(argv + 1, static_cast<std::size_t>(argc - 1));
  std::size_t mutants = 0;
  if (words.size() > 2 && std::string_view(words[0]) == "--mutants") {
    mutants = std::strtoul(words[1], nullptr, 10);
    words = words.subspan(2);
  }
  std::size_t count = 0;
  for (const gridlift::fuzz::Target& target : gridlift::fuzz::targets()) {
    std::vector<std::string> inputs;
    for (const char* folder : words) {
      for (const fs::path& path : files_below(fs::path(folder) / std::string(target.name))) {
        std::printf("%s\n", path.c_str());  // the last one said is the one that failed
        std::fflush(stdout);
        std::ifstream in(path, std::ios::binary);
        inputs.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
        target.run(std::as_bytes(std::span(inputs.back())));
      }
    }
    std::erase_if(inputs, [](const std::string& input) { return input.empty() || input.size() > kLongestSeed; });
    count += inputs.size();
    if (mutants > 0 && !inputs.empty()) count += run_mutants(target, inputs, mutants);
  }
  std::printf("%zu inputs\n", count);
  return count > 0 ? 0 : 1;
}
