#include "tools/cli/output_name.h"

#include <fmt/format.h>

#include <cstdint>

#include "converters/input.h"
#include "core/unicode.h"

namespace gridlift::cli {

namespace {

constexpr std::size_t kNameBytes = 255;  // NAME_MAX of the usual file systems

/// FNV-1a, 64 bits: the same on every machine and in every run.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xCBF29CE484222325ULL;
  for (const char byte : text) value = (value ^ static_cast<unsigned char>(byte)) * 0x100000001B3ULL;
  return value;
}

std::string cut(std::string_view name, std::size_t bytes) {
  if (name.size() <= bytes) return std::string(name);
  while (bytes > 0 && (static_cast<unsigned char>(name[bytes]) & 0xC0) == 0x80) --bytes;
  return std::string(name.substr(0, bytes));
}

}  // namespace

std::string OutputNames::stem(const std::string& folder, const std::string& input, std::size_t extension_bytes) {
  std::string name = base_name(input);
  const std::size_t room = kNameBytes - extension_bytes;
  if (name.size() > room || !taken_.insert(fold_label(name)).second) {
    const std::string suffix = fmt::format("~{:016x}", hash(input));
    name = cut(name, room - suffix.size()) + suffix;
    taken_.insert(fold_label(name));
  }
  return folder + (folder.ends_with('/') ? "" : "/") + name;
}

}  // namespace gridlift::cli
