#include "tools/bulk/store.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "tools/bulk/digest.h"

namespace gridlift::bulk {

namespace {

constexpr std::string_view kTemporary = ".gridlift-";
constexpr std::size_t kLongestName = 255;

tl::unexpected<Error> io_error(const std::string& what) {
  const int error = errno;
  const ErrorCode code = error == ENOSPC || error == EDQUOT                    ? ErrorCode::no_space
                         : error == EACCES || error == EROFS || error == EPERM ? ErrorCode::permission
                                                                               : ErrorCode::io_write;
  return fail(code, what + ": " + std::strerror(error));
}

std::string folder_of(const std::string& name) {
  const std::size_t slash = name.find_last_of('/');
  return slash == std::string::npos ? std::string() : name.substr(0, slash);
}

Result<void> write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return io_error("an output cannot be written");
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
  return {};
}

}  // namespace

std::string output_name(std::string_view input, std::string_view extension) {
  std::string name = std::string(input) + "." + std::string(extension);
  const std::size_t base = name.find_last_of('/') == std::string::npos ? 0 : name.find_last_of('/') + 1;
  if (name.size() - base <= kLongestName) return name;
  const std::string tail = "~" + digest_of(input).substr(0, 16) + "." + std::string(extension);
  std::size_t keep = base + kLongestName - tail.size();
  while (keep > base && (static_cast<unsigned char>(name[keep]) & 0xC0) == 0x80) --keep;  // not inside a UTF-8 sequence
  return name.substr(0, keep) + tail;
}

Result<Store> Store::open(const std::string& folder) {
  Store store;
  store.folder_ = folder;
  if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return io_error("cannot make " + folder);
  store.directory_ = Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!store.directory_) return io_error("cannot open " + folder);
  return store;
}

Result<void> Store::make_folders(const std::string& name) {
  const std::string folder = folder_of(name);
  if (folder.empty() || made_.count(folder) > 0) return {};
  for (std::size_t at = folder.find('/');; at = folder.find('/', at + 1)) {
    const std::string part = folder.substr(0, at);
    if (::mkdirat(directory_.get(), part.c_str(), 0755) != 0 && errno != EEXIST)
      return io_error("cannot make the folder " + part);
    if (at == std::string::npos) break;
  }
  made_.insert(folder);
  return {};
}

Result<Stored> Store::put(const std::string& name, int fd) {
  if (auto made = make_folders(name); !made) return tl::unexpected(made.error());
  const std::string folder = folder_of(name);
  const std::string temporary = (folder.empty() ? "" : folder + "/") + std::string(kTemporary) +
                                std::to_string(::getpid()) + "-" + std::to_string(counter_++) + ".tmp";
  const Descriptor file(
      ::openat(directory_.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file) return io_error("cannot make an output in " + (folder.empty() ? "the output folder" : folder));
  waiting_.push_back({temporary, name});
  Stored stored{name, "", 0};
  Digest digest;
  std::array<char, 1 << 16> buffer{};
  for (off_t at = 0;;) {
    const ssize_t got = ::pread(fd, buffer.data(), buffer.size(), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error("a result cannot be read back");
    if (got == 0) break;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    digest.add(bytes);
    if (auto written = write_all(file.get(), bytes); !written) return tl::unexpected(written.error());
    at += got;
    stored.size += static_cast<std::uint64_t>(got);
  }
  stored.sha256 = digest.hex();
  return stored;
}

Result<void> Store::commit() {
  if (waiting_.empty()) return {};
  if (::syncfs(directory_.get()) != 0) return io_error("the outputs cannot be synced");
  std::set<std::string> touched;
  for (const Waiting& output : waiting_) {
    if (::renameat(directory_.get(), output.temporary.c_str(), directory_.get(), output.name.c_str()) != 0)
      return io_error("an output cannot be put in place");
    touched.insert(folder_of(output.name));
  }
  waiting_.clear();
  for (const std::string& folder : touched) {
    const Descriptor opened(
        ::openat(directory_.get(), folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || ::fsync(opened.get()) != 0) return io_error("a folder cannot be synced");
  }
  return {};
}

bool Store::holds(const Stored& stored) const {
  struct stat info {};
  return ::fstatat(directory_.get(), stored.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(info.st_mode) &&
         static_cast<std::uint64_t>(info.st_size) == stored.size;
}

void Store::sweep() {
  // nftw has no argument for its visitor, which needs none: it looks at names alone.
  ::nftw(
      folder_.c_str(),
      [](const char* path, const struct stat*, int type, FTW* place) {
        const std::string_view name(path + place->base);
        if (type == FTW_F && name.starts_with(kTemporary) && name.ends_with(".tmp")) ::unlink(path);
        return 0;
      },
      16, FTW_PHYS);
}

}  // namespace gridlift::bulk
