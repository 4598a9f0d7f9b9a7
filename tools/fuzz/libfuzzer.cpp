// The door of libFuzzer: GRIDLIFT_FUZZ_TARGET is the one target of this executable.
#include <cstddef>
#include <cstdint>

#include "tools/fuzz/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto target = [] {
    for (const gridlift::fuzz::Target& one : gridlift::fuzz::targets()) {
      if (one.name == GRIDLIFT_FUZZ_TARGET) return one;
    }
    return gridlift::fuzz::Target{};
  }();
  target.run({reinterpret_cast<const std::byte*>(data), size});
  return 0;
}
