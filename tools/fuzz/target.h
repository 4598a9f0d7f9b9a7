// What fuzz targets share: their list, and how one says that an invariant is broken.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "converters/convert.h"
#include "core/context.h"

namespace gridlift::fuzz {

/// One entry point. It returns for any bytes, and ends the process where an invariant is broken.
struct Target {
  std::string_view name;
  void (*run)(Bytes bytes);
};

/// All targets of this build, in the order of the list in CMakeLists.txt.
std::span<const Target> targets();

/// Ends the process with a message when `holds` is false: the fuzzer then keeps the input.
void expect(bool holds, std::string_view what);

/// Limits that keep one run below a second.
Limits small_limits();

/// Grids cover every slot once, header counts lie inside, blocks place tables that exist.
void expect_sound(const Document& document);

/// Converts in memory and checks what holds for every document: sound, nothing lost or doubled without a word.
void convert_and_check(Bytes bytes, std::string_view name, ConvertOptions options);

}  // namespace gridlift::fuzz
