// The data of an inline image: they stand in the content stream and must be read past, but not without end.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>

namespace gridlift::pdf {

inline constexpr std::int64_t kMostInlineBytes = 64LL << 20;

/// Reads what an image of this size has, from a byte stream of Poppler's (reset, getChar, close); it may be null.
template <class Stream>
void read_past(Stream* stream, int width, int height, int bits) {
  if (stream == nullptr) return;
  const std::int64_t row = (static_cast<std::int64_t>(std::max(width, 0)) * std::max(bits, 1) + 7) / 8;
  std::int64_t left = std::min(row * std::max(height, 0), kMostInlineBytes);
  stream->reset();
  while (left-- > 0 && stream->getChar() != EOF) {
  }
  stream->close();
}

}  // namespace gridlift::pdf
