#include "tools/bulk/inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include "formats/reader.h"

namespace gridlift::bulk {

namespace {

using FolderId = std::pair<dev_t, ino_t>;

/// FNV-1a: the same on every machine, so that shards of one list never overlap.
std::uint64_t hash_of(const std::string& name) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return hash;
}

/// Lower-case extensions that some reader takes.
std::set<std::string, std::less<>> known_extensions() {
  std::set<std::string, std::less<>> known;
  for (const Reader* reader : readers()) {
    std::string_view rest = reader->extensions;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find(' '), rest.size());
      if (end > 0) known.emplace(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  return known;
}

class Walk {
 public:
  explicit Walk(const InputRules& rules) : rules_(rules), known_(known_extensions()) {
    struct stat info {};
    if (!rules.output.empty() && ::stat(rules.output.c_str(), &info) == 0) output_ = {info.st_dev, info.st_ino};
  }

  void argument(const std::string& path) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      refuse(path, errno == EACCES ? ErrorCode::permission : ErrorCode::io_read, std::strerror(errno));
    } else if (S_ISDIR(info.st_mode)) {
      folder(path);
    } else {
      file(path, base_name(path), info, /*named=*/true);
    }
  }

  Inputs take() {
    auto& files = inputs_.files;
    std::stable_sort(files.begin(), files.end(), [](const Input& a, const Input& b) { return a.name < b.name; });
    files.erase(
        std::unique(files.begin(), files.end(), [](const Input& a, const Input& b) { return a.path == b.path; }),
        files.end());
    // Two roots may hold the same relative name: the later ones get a number, so that no output is written twice.
    for (std::size_t i = 1; i < files.size(); ++i) {
      if (files[i].name == files[i - 1].name) files[i].name = "root" + std::to_string(i) + "/" + files[i].name;
    }
    std::stable_sort(files.begin(), files.end(), [](const Input& a, const Input& b) { return a.name < b.name; });
    if (files.size() > rules_.limit) files.resize(static_cast<std::size_t>(rules_.limit));
    return std::move(inputs_);
  }

 private:
  static std::string base_name(const std::string& path) {
    const std::size_t slash = path.find_last_of('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
  }

  void refuse(const std::string& name, ErrorCode code, std::string message) {
    if (mine(name)) inputs_.refused.push_back({name, code, std::move(message)});
  }

  bool mine(const std::string& name) const {
    return rules_.shards <= 1 || hash_of(name) % rules_.shards == rules_.shard;
  }

  bool wanted(const std::string& name) const {
    const auto matches = [&](const std::vector<std::string>& globs) {
      return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
        return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0 ||
               ::fnmatch(glob.c_str(), base_name(name).c_str(), 0) == 0;
      });
    };
    if (matches(rules_.exclude)) return false;
    if (!rules_.include.empty()) return matches(rules_.include);
    const std::size_t dot = name.find_last_of('.');
    if (dot == std::string::npos) return false;
    std::string extension = name.substr(dot + 1);
    for (char& c : extension) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
    return known_.count(extension) > 0;
  }

  void file(const std::string& path, const std::string& name, const struct stat& info, bool named) {
    if (!named && !wanted(name)) return;
    if (!S_ISREG(info.st_mode)) {
      refuse(name, ErrorCode::not_regular_file, "not a regular file");
      return;
    }
    if (!mine(name)) return;
    inputs_.files.push_back({path, name, static_cast<std::uint64_t>(info.st_size),
                             static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec});
  }

  /// A folder that is still to be read, with the folders that led to it: a link back to one of those is a loop.
  struct Pending {
    std::string path;
    std::string name;
    std::vector<FolderId> above;
  };

  void folder(const std::string& root) {
    std::vector<Pending> pending = {{root, "", {}}};
    while (!pending.empty()) {
      Pending here = std::move(pending.back());
      pending.pop_back();
      read_folder(here, pending);
    }
  }

  void read_folder(const Pending& here, std::vector<Pending>& pending) {
    DIR* opened = ::opendir(here.path.c_str());
    struct stat info {};
    if (opened == nullptr || ::fstat(::dirfd(opened), &info) != 0) {
      refuse(here.name.empty() ? here.path : here.name, ErrorCode::permission, "the folder cannot be read");
      if (opened != nullptr) ::closedir(opened);
      return;
    }
    const FolderId id{info.st_dev, info.st_ino};
    const bool loop = std::find(here.above.begin(), here.above.end(), id) != here.above.end();
    if (!loop && id != output_) {
      std::vector<FolderId> above = here.above;
      above.push_back(id);
      while (const dirent* entry = ::readdir(opened)) take_entry(here, entry->d_name, ::dirfd(opened), above, pending);
    }
    ::closedir(opened);
  }

  void take_entry(const Pending& here, const std::string& entry, int folder_fd, const std::vector<FolderId>& above,
                  std::vector<Pending>& pending) {
    if (entry == "." || entry == "..") return;
    const std::string path = here.path + (here.path.ends_with('/') ? "" : "/") + entry;
    const std::string name = here.name.empty() ? entry : here.name + "/" + entry;
    struct stat info {};
    if (::fstatat(folder_fd, entry.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) return;
    if (S_ISLNK(info.st_mode)) {
      if (::fstatat(folder_fd, entry.c_str(), &info, 0) != 0) {
        if (wanted(name)) refuse(name, ErrorCode::io_read, "the link leads nowhere");
        return;
      }
      if (S_ISDIR(info.st_mode) && !rules_.follow_links) return;
    }
    if (S_ISDIR(info.st_mode)) {
      pending.push_back({path, name, above});
    } else {
      file(path, name, info, /*named=*/false);
    }
  }

  const InputRules& rules_;
  std::set<std::string, std::less<>> known_;
  FolderId output_{};
  Inputs inputs_;
};

}  // namespace

std::vector<std::string> split_list(const std::string& text) {
  const char separator = text.find('\0') != std::string::npos ? '\0' : '\n';
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    std::string line = text.substr(begin, end - begin);
    if (separator == '\n' && line.ends_with('\r')) line.pop_back();
    if (!line.empty()) out.push_back(std::move(line));
    begin = end + 1;
  }
  return out;
}

Result<Inputs> find_inputs(const std::vector<std::string>& arguments, const std::vector<std::string>& listed,
                           const InputRules& rules) {
  if (rules.shards == 0 || rules.shard >= rules.shards)
    return fail(ErrorCode::bad_argument, "a shard is I/N with 1 <= I <= N");
  Walk walk(rules);
  for (const std::string& argument : arguments) walk.argument(argument);
  for (const std::string& path : listed) walk.argument(path);
  return walk.take();
}

}  // namespace gridlift::bulk
