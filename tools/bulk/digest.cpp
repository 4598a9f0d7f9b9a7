#include "tools/bulk/digest.h"

#include <unistd.h>

#include <array>
#include <cerrno>

namespace gridlift::bulk {

std::optional<std::string> digest_of_file(int fd) {
  Digest digest;
  std::array<char, 1 << 16> buffer;
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return digest.hex();
    digest.add({buffer.data(), static_cast<std::size_t>(got)});
    at += got;
  }
}

}  // namespace gridlift::bulk
