#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/formats/text/collector.h"

namespace gridlift {

TEST_CASE("text without tables stays text") {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(GRIDLIFT_FIXTURES "/text/no_table")) {
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const std::string file = entry.path().filename().string();
    CAPTURE(file);
    const Collector sink = collect(text);
    CHECK(sink.tables.empty());
    CHECK(!sink.blocks.empty());
    ++files;
  }
  CHECK(files >= 50);
}

}  // namespace gridlift
