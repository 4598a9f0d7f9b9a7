#include "tools/cli/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace gridlift::cli {

namespace {

tl::unexpected<Error> system_error(int error, const std::string& path) {
  ErrorCode code = ErrorCode::io_write;
  if (error == EACCES || error == EPERM || error == EROFS) code = ErrorCode::permission;
  if (error == ENOSPC || error == EDQUOT) code = ErrorCode::no_space;
  return fail(code, "cannot write " + path + ": " + std::strerror(error));
}

Result<void> write_all(int fd, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return system_error(errno, path);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return {};
}

mode_t usual_mode() {
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return static_cast<mode_t>(0666 & ~mask);
}

}  // namespace

Result<void> StandardOutput::write(std::string_view bytes) {
  return write_all(STDOUT_FILENO, bytes, "standard output");
}

FileOutput::~FileOutput() {
  if (fd_ < 0) return;
  ::close(fd_);
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> FileOutput::open() {
  struct stat status {};
  const bool exists = ::stat(path_.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode)) {  // a device or pipe is written to, never replaced
    fd_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
    return fd_ < 0 ? system_error(errno, path_) : Result<void>{};
  }
  if (exists) {  // the file behind a symbolic link is replaced, not the link
    if (char* real = ::realpath(path_.c_str(), nullptr)) {
      path_ = real;
      std::free(real);
    }
  }
  const std::size_t slash = path_.find_last_of('/');
  const std::string folder = slash == std::string::npos ? "" : path_.substr(0, slash + 1);
  temporary_ = folder + ".gridlift.XXXXXX";
  fd_ = ::mkostemp(temporary_.data(), O_CLOEXEC);
  if (fd_ < 0) return system_error(errno, path_);
  ::fchmod(fd_, usual_mode());  // mkostemp makes files that nobody else may read
  return {};
}

Result<void> FileOutput::write(std::string_view bytes) {
  if (fd_ < 0) {
    if (auto opened = open(); !opened) return opened;
  }
  return write_all(fd_, bytes, path_);
}

Result<void> FileOutput::commit() {
  if (fd_ < 0) {
    if (auto opened = open(); !opened) return opened;
  }
  const int fd = std::exchange(fd_, -1);
  if (temporary_.empty()) return ::close(fd) == 0 ? Result<void>{} : system_error(errno, path_);
  int error = ::fsync(fd) == 0 ? 0 : errno;
  if (::close(fd) != 0 && error == 0) error = errno;
  if (error == 0 && std::rename(temporary_.c_str(), path_.c_str()) != 0) error = errno;
  if (error == 0) return {};
  ::unlink(temporary_.c_str());
  return system_error(error, path_);
}

Result<void> TableFiles::write(std::string_view bytes) {
  return file_->write(bytes);
}

Result<bool> TableFiles::begin_table(std::size_t index) {
  if (auto done = commit(); !done) return tl::unexpected(done.error());
  file_ = std::make_unique<FileOutput>(stem_ + "." + std::to_string(index + 1) + "." + extension_);
  return true;
}

Result<void> TableFiles::commit() {
  return file_ ? std::exchange(file_, nullptr)->commit() : Result<void>{};
}

}  // namespace gridlift::cli
