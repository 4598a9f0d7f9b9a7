#include "converters/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gridlift {

namespace {

/// Closes a descriptor that it was given.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ > STDIN_FILENO) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  int fd_;
};

tl::unexpected<Error> system_error(int error) {
  const ErrorCode code = error == EACCES || error == EPERM ? ErrorCode::permission : ErrorCode::io_read;
  return fail(code, std::strerror(error));
}

tl::unexpected<Error> too_large() {
  return fail(ErrorCode::limit_input_size, "the file is larger than the limit (input-bytes)");
}

/// Says what stands there instead of a file, without waiting for a FIFO's other end.
Result<std::uint64_t> regular_size(int fd) {
  struct stat status {};
  if (::fstat(fd, &status) != 0) return system_error(errno);
  if (S_ISDIR(status.st_mode)) return fail(ErrorCode::not_regular_file, "this is a directory, not a file");
  if (!S_ISREG(status.st_mode))
    return fail(ErrorCode::not_regular_file, "this is a device, pipe or socket, not a file; use - to read a pipe");
  return static_cast<std::uint64_t>(status.st_size);
}

}  // namespace

Result<Input> Input::open(const std::string& path, std::uint64_t limit) {
  const bool pipe = path == "-";
  const Descriptor file(pipe ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) return system_error(errno);
  std::uint64_t expected = 0;
  if (!pipe) {
    const auto size = regular_size(file.get());
    if (!size) return tl::unexpected(size.error());
    if (*size > limit) return too_large();
    expected = *size;
  }
  constexpr std::size_t kPiece = 256 * 1024;
  Input input;
  std::size_t have = 0;
  for (;;) {
    // One byte more than expected, so that the end of the file is seen without another round.
    if (have == input.data_.size())
      input.data_.resize(have == 0 && expected > 0 ? static_cast<std::size_t>(expected) + 1 : have + have / 2 + kPiece);
    const ssize_t got = ::read(file.get(), input.data_.data() + have, input.data_.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error(errno);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
    if (have > limit) return too_large();
  }
  input.data_.resize(have);
  return input;
}

std::string base_name(const std::string& path) {
  if (path == "-") return "stdin";
  const std::size_t slash = path.find_last_of('/');
  return slash == std::string::npos ? path : path.substr(slash + 1);
}

}  // namespace gridlift
