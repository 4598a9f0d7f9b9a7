#include "tools/mcp/root.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

namespace gridlift::mcp {

namespace fs = std::filesystem;

Result<Root> Root::open(const std::string& path) {
  std::error_code error;
  const fs::path folder = fs::canonical(path, error);
  if (error) return fail(ErrorCode::io_read, error.message(), path);
  const int fd = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return fail(ErrorCode::io_read, std::strerror(errno), path);
  return Root(folder.string(), fd);
}

Root::Root(Root&& other) noexcept : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)) {}

Root::~Root() {
  if (fd_ >= 0) ::close(fd_);
}

Result<Input> Root::read(const std::string& path, std::uint64_t limit) const {
  const auto outside = [&] { return fail(ErrorCode::permission, "the path is not below the root folder"); };
  if (path.empty() || path.find('\0') != std::string::npos) return fail(ErrorCode::bad_argument, "no path was given");
  std::error_code error;
  const fs::path real = fs::canonical(fs::path(path_) / path, error);
  const fs::path relative = real.lexically_relative(path_);
  // Whether something outside is there or not is not told.
  const fs::path asked = (fs::path(path_) / path).lexically_normal().lexically_relative(path_);
  if (asked.empty() || *asked.begin() == "..") return outside();
  if (error) return fail(ErrorCode::io_read, error.message());
  if (relative.empty() || *relative.begin() == "..") return outside();

  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = ::syscall(SYS_openat2, fd_, relative.c_str(), &how, sizeof how);
  if (fd < 0) return fail(errno == ENOENT ? ErrorCode::io_read : ErrorCode::permission, std::strerror(errno));
  auto input = Input::open("/proc/self/fd/" + std::to_string(fd), limit);
  ::close(static_cast<int>(fd));
  return input;
}

}  // namespace gridlift::mcp
