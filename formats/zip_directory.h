// What a ZIP archive says of itself, read from its bytes without opening it: names, counts, and the way back from a
// lost central directory (APPNOTE.TXT 6.3, sections 4.3 and 4.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gridlift {

/// The end of central directory record, with the figures of its Zip64 form where there is one.
struct ZipEnd {
  std::uint64_t entries = 0;
  std::uint64_t directory_offset = 0;
};

bool is_zip(std::span<const std::byte> bytes);
std::optional<ZipEnd> find_zip_end(std::span<const std::byte> bytes);

/// Names of the entries, at most `most`: from the central directory, or from the local headers where that is lost.
std::vector<std::string_view> zip_names(std::span<const std::byte> bytes, std::size_t most);

/// A new central directory with its end record, made from the local headers; to be appended to the same bytes. Empty
/// when there is not one local header, or over `most` of them.
std::string rebuild_zip_directory(std::span<const std::byte> bytes, std::size_t most);

}  // namespace gridlift
