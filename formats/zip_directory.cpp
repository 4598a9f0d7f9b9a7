#include "formats/zip_directory.h"

#include <algorithm>

namespace gridlift {

namespace {

using ByteSpan = std::span<const std::byte>;

constexpr std::string_view kLocal = "PK\x03\x04";
constexpr std::string_view kCentral = "PK\x01\x02";
constexpr std::string_view kEnd = "PK\x05\x06";
constexpr std::string_view kEnd64Locator = "PK\x06\x07";
constexpr std::string_view kEnd64 = "PK\x06\x06";
constexpr std::string_view kDescriptor = "PK\x07\x08";
constexpr std::size_t kLocalSize = 30;
constexpr std::size_t kCentralSize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::uint16_t kHasDescriptor = 1U << 3;

std::string_view chars(ByteSpan bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// A little-endian number; 0 past the end.
template <class Number>
Number number_at(std::string_view bytes, std::uint64_t at) {
  if (at > bytes.size() || bytes.size() - at < sizeof(Number)) return 0;
  std::uint64_t value = 0;
  for (std::size_t i = sizeof(Number); i-- > 0;) value = (value << 8) | static_cast<unsigned char>(bytes[at + i]);
  return static_cast<Number>(value);
}

bool stands_at(std::string_view bytes, std::uint64_t at, std::string_view signature) {
  return at <= bytes.size() && bytes.substr(at).starts_with(signature);
}

/// One local header and the data after it.
struct LocalEntry {
  std::uint64_t offset = 0;
  std::uint16_t flags = 0, method = 0, time = 0, date = 0;
  std::uint32_t crc = 0;
  std::uint64_t packed = 0, size = 0;
  std::string_view name;
  std::uint64_t end = 0;  ///< where the next record may begin
};

/// The sizes in the Zip64 extra field (4.5.3), when the header itself has no room for them.
void read_zip64_sizes(std::string_view extra, LocalEntry& entry) {
  while (extra.size() >= 4) {
    const auto id = number_at<std::uint16_t>(extra, 0);
    const auto length = number_at<std::uint16_t>(extra, 2);
    if (id == 1 && length >= 16) {
      entry.size = number_at<std::uint64_t>(extra, 4);
      entry.packed = number_at<std::uint64_t>(extra, 12);
      return;
    }
    extra.remove_prefix(std::min<std::size_t>(extra.size(), 4U + length));
  }
}

/// The data's length when the header leaves it to a data descriptor: up to the next record.
void find_sizes(std::string_view bytes, std::uint64_t data, LocalEntry& entry) {
  for (std::uint64_t at = data;; ++at) {
    at = std::min(bytes.find("PK", at), bytes.size());
    if (at == bytes.size()) {
      entry.packed = at - data;
      entry.end = at;
      return;
    }
    if (stands_at(bytes, at, kDescriptor) && number_at<std::uint32_t>(bytes, at + 8) == at - data) {
      entry.crc = number_at<std::uint32_t>(bytes, at + 4);
      entry.packed = at - data;
      entry.size = number_at<std::uint32_t>(bytes, at + 12);
      entry.end = at + 16;
      return;
    }
    if (stands_at(bytes, at, kLocal) || stands_at(bytes, at, kCentral)) {
      entry.packed = at - data;
      entry.end = at;
      return;
    }
  }
}

std::optional<LocalEntry> local_entry_at(std::string_view bytes, std::uint64_t offset) {
  if (!stands_at(bytes, offset, kLocal) || bytes.size() - offset < kLocalSize) return std::nullopt;
  LocalEntry entry;
  entry.offset = offset;
  entry.flags = number_at<std::uint16_t>(bytes, offset + 6);
  entry.method = number_at<std::uint16_t>(bytes, offset + 8);
  entry.time = number_at<std::uint16_t>(bytes, offset + 10);
  entry.date = number_at<std::uint16_t>(bytes, offset + 12);
  entry.crc = number_at<std::uint32_t>(bytes, offset + 14);
  entry.packed = number_at<std::uint32_t>(bytes, offset + 18);
  entry.size = number_at<std::uint32_t>(bytes, offset + 22);
  const auto name_length = number_at<std::uint16_t>(bytes, offset + 26);
  const auto extra_length = number_at<std::uint16_t>(bytes, offset + 28);
  const std::uint64_t data = offset + kLocalSize + name_length + extra_length;
  if (data > bytes.size()) return std::nullopt;
  entry.name = bytes.substr(offset + kLocalSize, name_length);
  if (entry.packed == UINT32_MAX) read_zip64_sizes(bytes.substr(data - extra_length, extra_length), entry);
  if ((entry.flags & kHasDescriptor) != 0 && entry.packed == 0) {
    find_sizes(bytes, data, entry);
  } else {
    entry.packed = std::min(entry.packed, bytes.size() - data);
    entry.end = data + entry.packed;
  }
  return entry;
}

/// All local headers, in file order.
template <class Visit>
void each_local_entry(std::string_view bytes, std::size_t most, Visit&& visit) {
  std::uint64_t at = 0;
  for (std::size_t n = 0; n < most; ++n) {
    at = bytes.find(kLocal, at);
    if (at == std::string_view::npos) return;
    const auto entry = local_entry_at(bytes, at);
    if (entry) visit(*entry);
    at = entry ? std::max(entry->end, at + kLocalSize) : at + kLocal.size();
  }
}

template <class Number>
void put(std::string& out, std::uint64_t value) {
  for (std::size_t i = 0; i < sizeof(Number); ++i) out.push_back(static_cast<char>((value >> (8 * i)) & 0xFF));
}

void put_central(std::string& out, const LocalEntry& entry) {
  out += kCentral;
  put<std::uint16_t>(out, 20);  // made by
  put<std::uint16_t>(out, 20);  // needed
  put<std::uint16_t>(out, entry.flags);
  put<std::uint16_t>(out, entry.method);
  put<std::uint16_t>(out, entry.time);
  put<std::uint16_t>(out, entry.date);
  put<std::uint32_t>(out, entry.crc);
  put<std::uint32_t>(out, entry.packed);
  put<std::uint32_t>(out, entry.size);
  put<std::uint16_t>(out, entry.name.size());
  put<std::uint16_t>(out, 0);  // extra
  put<std::uint16_t>(out, 0);  // comment
  put<std::uint16_t>(out, 0);  // disk
  put<std::uint16_t>(out, 0);  // internal attributes
  put<std::uint32_t>(out, 0);  // external attributes
  put<std::uint32_t>(out, entry.offset);
  out += entry.name;
}

}  // namespace

bool is_zip(ByteSpan bytes) {
  const std::string_view text = chars(bytes);
  return text.starts_with(kLocal) || text.starts_with(kEnd);
}

std::optional<ZipEnd> find_zip_end(ByteSpan bytes) {
  const std::string_view text = chars(bytes);
  constexpr std::size_t kLongestComment = 0xFFFF;
  const std::size_t from = text.size() - std::min(text.size(), kEndSize + kLongestComment);
  const std::size_t found = text.substr(from).rfind(kEnd);
  if (found == std::string_view::npos) return std::nullopt;
  const std::uint64_t at = from + found;
  if (text.size() - at < kEndSize) return std::nullopt;
  ZipEnd end{number_at<std::uint16_t>(text, at + 10), number_at<std::uint32_t>(text, at + 16)};
  constexpr std::uint64_t kLocatorSize = 20;
  if (at >= kLocatorSize && stands_at(text, at - kLocatorSize, kEnd64Locator)) {
    const auto end64 = number_at<std::uint64_t>(text, at - kLocatorSize + 8);
    if (stands_at(text, end64, kEnd64))
      end = {number_at<std::uint64_t>(text, end64 + 32), number_at<std::uint64_t>(text, end64 + 48)};
  }
  return end;
}

std::vector<std::string_view> zip_names(ByteSpan bytes, std::size_t most) {
  const std::string_view text = chars(bytes);
  std::vector<std::string_view> names;
  if (const auto end = find_zip_end(bytes); end && stands_at(text, end->directory_offset, kCentral)) {
    std::uint64_t at = end->directory_offset;
    while (names.size() < most && stands_at(text, at, kCentral) && text.size() - at >= kCentralSize) {
      const auto length = number_at<std::uint16_t>(text, at + 28);
      names.push_back(text.substr(at + kCentralSize, length));
      at += kCentralSize + length + number_at<std::uint16_t>(text, at + 30) + number_at<std::uint16_t>(text, at + 32);
    }
    return names;
  }
  each_local_entry(text, most, [&](const LocalEntry& entry) { names.push_back(entry.name); });
  return names;
}

std::string rebuild_zip_directory(ByteSpan bytes, std::size_t most) {
  const std::string_view text = chars(bytes);
  if (text.size() > UINT32_MAX) return {};
  std::string out;
  std::uint64_t count = 0;
  each_local_entry(text, most + 1, [&](const LocalEntry& entry) {
    put_central(out, entry);
    ++count;
  });
  if (count == 0 || count > std::min<std::uint64_t>(most, UINT16_MAX)) return {};
  const std::uint64_t directory_size = out.size();
  out += kEnd;
  put<std::uint32_t>(out, 0);  // this disk, disk of the directory
  put<std::uint16_t>(out, count);
  put<std::uint16_t>(out, count);
  put<std::uint32_t>(out, directory_size);
  put<std::uint32_t>(out, text.size());
  put<std::uint16_t>(out, 0);  // comment
  return out;
}

}  // namespace gridlift
