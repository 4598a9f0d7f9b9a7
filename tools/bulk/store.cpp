#include "tools/bulk/store.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "tools/bulk/digest.h"

namespace gridlift::bulk {

namespace {

constexpr std::string_view kTemporary = ".gridlift-";

tl::unexpected<Error> io_error(const std::string& what) {
  const int error = errno;
  const ErrorCode code = error == ENOSPC || error == EDQUOT                    ? ErrorCode::no_space
                         : error == EACCES || error == EROFS || error == EPERM ? ErrorCode::permission
                         : error == ENAMETOOLONG || error == EISDIR || error == ENOTDIR || error == EINVAL ||
                                 error == EILSEQ || error == EEXIST
                             ? ErrorCode::bad_argument  // this name cannot be written here; others can
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

/// Copies and hashes what `from` holds now: whoever made it may still hold it, and let it grow for ever.
Result<Stored> copy(int from, int to) {
  struct stat info {};
  if (::fstat(from, &info) != 0) return io_error("a result cannot be read back");
  Stored stored;
  Digest digest;
  std::array<char, 1 << 16> buffer;  // not cleared: most results are short
  for (off_t at = 0; at < info.st_size;) {
    const auto room = std::min<off_t>(static_cast<off_t>(buffer.size()), info.st_size - at);
    const ssize_t got = ::pread(from, buffer.data(), static_cast<std::size_t>(room), at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return io_error("a result cannot be read back");
    if (got == 0) break;
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    digest.add(bytes);
    if (auto written = write_all(to, bytes); !written) return tl::unexpected(written.error());
    at += got;
    stored.size += static_cast<std::uint64_t>(got);
  }
  stored.sha256 = digest.hex();
  return stored;
}

}  // namespace

bool ends_the_run(const Error& error) {
  return error.code != ErrorCode::bad_argument;
}

Store::~Store() {
  drop(waiting_.size());
}

Result<Store> Store::open(const std::string& folder, std::string tag) {
  Store store;
  store.folder_ = folder;
  store.tag_ = std::move(tag);
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
  const std::string temporary =
      (folder.empty() ? "" : folder + "/") + std::string(kTemporary) + tag_ + "-" + std::to_string(counter_++) + ".tmp";
  const Descriptor file(
      ::openat(directory_.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file) return io_error("cannot make an output in " + (folder.empty() ? "the output folder" : folder));
  waiting_.push_back({temporary, name});
  auto stored = copy(fd, file.get());
  if (!stored) {
    drop(1);
    return stored;
  }
  stored->name = name;
  return stored;
}

void Store::drop(std::size_t count) {
  for (; count > 0 && !waiting_.empty(); --count) {
    ::unlinkat(directory_.get(), waiting_.back().temporary.c_str(), 0);
    waiting_.pop_back();
  }
}

Result<void> Store::commit() {
  if (waiting_.empty()) return {};
  if (::syncfs(directory_.get()) != 0) return io_error("the outputs cannot be synced");
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    const Waiting& output = waiting_[i];
    if (::renameat(directory_.get(), output.temporary.c_str(), directory_.get(), output.name.c_str()) != 0) {
      auto error = io_error("an output cannot be put in place");
      waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(i));
      return error;
    }
  }
  waiting_.clear();
  // One call for all folders: a group may have put one output into each of a thousand.
  if (::syncfs(directory_.get()) != 0) return io_error("the output folders cannot be synced");
  return {};
}

bool Store::holds(const Stored& stored, bool bytes) const {
  struct stat info {};
  if (::fstatat(directory_.get(), stored.name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(info.st_mode) ||
      static_cast<std::uint64_t>(info.st_size) != stored.size)
    return false;
  if (!bytes) return true;
  const Descriptor file(::openat(directory_.get(), stored.name.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return file && digest_of_file(file.get()) == stored.sha256;
}

Result<Descriptor> Store::scratch() {
  Descriptor file(::openat(directory_.get(), ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600));
  if (file) return file;
  // A file system without O_TMPFILE: a name for a moment.
  const std::string name = std::string(kTemporary) + tag_ + "-spool.tmp";
  file = Descriptor(::openat(directory_.get(), name.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!file) return io_error("no scratch file in the output folder");
  ::unlinkat(directory_.get(), name.c_str(), 0);
  return file;
}

void Store::sweep() {
  std::vector<std::string> folders = {folder_};
  const std::string begin = std::string(kTemporary) + tag_ + "-";
  while (!folders.empty()) {
    const std::string here = std::move(folders.back());
    folders.pop_back();
    DIR* opened = ::opendir(here.c_str());
    if (opened == nullptr) continue;
    while (const dirent* entry = ::readdir(opened)) {
      const std::string_view name = entry->d_name;
      struct stat info {};
      if (name == "." || name == ".." || ::fstatat(::dirfd(opened), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0)
        continue;
      if (S_ISDIR(info.st_mode)) folders.push_back(here + "/" + std::string(name));
      if (S_ISREG(info.st_mode) && name.starts_with(begin) && name.ends_with(".tmp"))
        ::unlinkat(::dirfd(opened), entry->d_name, 0);
    }
    ::closedir(opened);
  }
}

}  // namespace gridlift::bulk
