#include "tools/bulk/inputs.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "core/ascii.h"

#include "formats/reader.h"
#include "tools/bulk/archive_name.h"
#include "tools/bulk/digest.h"

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

bool matches(const std::vector<std::string>& globs, const std::string& name) {
  return std::any_of(globs.begin(), globs.end(), [&](const std::string& glob) {
    return ::fnmatch(glob.c_str(), name.c_str(), 0) == 0 || ::fnmatch(glob.c_str(), base_name(name).c_str(), 0) == 0;
  });
}

ErrorCode code_of(int error) {
  return error == EACCES || error == EPERM ? ErrorCode::permission : ErrorCode::io_read;
}

/// "./a//b/../c" -> "a/b/../c" without what is at the front: "/", "./", "../".
std::string as_name(std::string path) {
  for (;;) {
    if (path.starts_with("/")) {
      path.erase(0, 1);
    } else if (path.starts_with("./")) {
      path.erase(0, 2);
    } else if (path.starts_with("../")) {
      path.erase(0, 3);
    } else {
      break;
    }
  }
  while (path.ends_with('/')) path.pop_back();
  return path == "." || path == ".." ? std::string() : path;
}

/// Collects files in any order; `take` sorts them.
class Walk {
 public:
  explicit Walk(const InputRules& rules) : rules_(rules) {
    struct stat info {};
    if (!rules.output.empty() && ::stat(rules.output.c_str(), &info) == 0) output_ = {info.st_dev, info.st_ino};
  }

  /// `name` is what a file is called, or what the names of a folder's files begin with ("": nothing).
  Result<void> root(const std::string& path, const std::string& file_name, const std::string& folder_name) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      refuse(path, code_of(errno), std::strerror(errno));
    } else if (!S_ISDIR(info.st_mode)) {
      file(path, file_name, info);
    } else if (FolderId{info.st_dev, info.st_ino} == output_) {
      return fail(ErrorCode::bad_argument, "the output folder is an input folder: " + path);
    } else {
      folder(path, folder_name);
    }
    return {};
  }

  Inputs take() {
    auto& files = inputs_.files;
    const auto by_name = [](const Input& a, const Input& b) {
      return std::tie(a.name, a.path) < std::tie(b.name, b.path);
    };
    std::sort(files.begin(), files.end(), by_name);
    files.erase(
        std::unique(files.begin(), files.end(), [](const Input& a, const Input& b) { return a.path == b.path; }),
        files.end());
    for (std::size_t i = files.size(); i-- > 1;) {
      if (files[i].name == files[i - 1].name) files[i].name += "~" + digest_of(files[i].path).substr(0, 16);
    }
    std::sort(files.begin(), files.end(), by_name);
    name_outputs();
    std::erase_if(files, [&](const Input& input) { return !mine(input.name); });
    if (files.size() > rules_.limit) files.resize(static_cast<std::size_t>(rules_.limit));
    auto& refused = inputs_.refused;
    std::erase_if(refused, [&](const Refused& one) { return !mine(one.name); });
    std::sort(refused.begin(), refused.end(), [](const Refused& a, const Refused& b) { return a.name < b.name; });
    refused.erase(std::unique(refused.begin(), refused.end(),
                              [](const Refused& a, const Refused& b) { return a.name == b.name; }),
                  refused.end());
    return std::move(inputs_);
  }

 private:
  bool mine(const std::string& name) const {
    return rules_.shards <= 1 || hash_of(name) % rules_.shards == rules_.shard;
  }

  void name_outputs() {
    std::vector<std::string> names;
    for (const Input& input : inputs_.files) names.push_back(input.name);
    std::vector<std::string> stems = output_stems(names, rules_.names);
    for (std::size_t i = 0; i < stems.size(); ++i) inputs_.files[i].stem = std::move(stems[i]);
  }

  void refuse(const std::string& name, ErrorCode code, std::string message) {
    inputs_.refused.push_back({name, code, std::move(message)});
  }

  void file(const std::string& path, const std::string& name, const struct stat& info) {
    if (!S_ISREG(info.st_mode)) {
      refuse(name, ErrorCode::not_regular_file, "not a regular file");
      return;
    }
    Input input;
    input.path = path;
    input.name = name;
    input.size = static_cast<std::uint64_t>(info.st_size);
    input.mtime_ns = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
    inputs_.files.push_back(std::move(input));
  }

  /// A folder that is still to be read, with the folders that led to it: one of those again is a loop (bind mounts).
  struct Pending {
    std::string path;
    std::string name;
    std::vector<FolderId> above;
  };

  /// Without recursion: a tree may be deeper than the stack.
  void folder(const std::string& root, const std::string& name) {
    std::vector<Pending> pending = {{root, name, {}}};
    while (!pending.empty()) {
      const Pending here = std::move(pending.back());
      pending.pop_back();
      read_folder(here, pending);
    }
  }

  void read_folder(const Pending& here, std::vector<Pending>& pending) {
    DIR* opened = ::opendir(here.path.c_str());
    struct stat info {};
    if (opened == nullptr || ::fstat(::dirfd(opened), &info) != 0) {
      refuse(here.name.empty() ? here.path : here.name, code_of(errno),
             std::string("the folder cannot be read: ") + std::strerror(errno));
      if (opened != nullptr) ::closedir(opened);
      return;
    }
    const FolderId id{info.st_dev, info.st_ino};
    const bool loop = std::find(here.above.begin(), here.above.end(), id) != here.above.end();
    // With links followed, a folder can be reached on more paths than there are atoms: the first path takes it.
    const bool again = rules_.follow_links && !entered_.insert(id).second;
    if (!loop && !again && id != output_) {
      std::vector<FolderId> above = here.above;
      above.push_back(id);
      std::vector<std::string> entries;
      while (const dirent* entry = ::readdir(opened)) entries.emplace_back(entry->d_name);
      std::sort(entries.begin(), entries.end(), std::greater<>());  // `pending` gives the last one back first
      for (const std::string& entry : entries) take_entry(here, entry, ::dirfd(opened), above, pending);
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
      if (!rules_.follow_links) {
        // What a link names may be anybody's: /etc/passwd, another customer's folder, /dev/zero.
        if (rules_.filter.wanted(name))
          refuse(name, ErrorCode::not_regular_file, "a symbolic link; --follow goes after it");
        return;
      }
      if (::fstatat(folder_fd, entry.c_str(), &info, 0) != 0) {
        if (rules_.filter.wanted(name)) refuse(name, ErrorCode::io_read, "the link leads nowhere");
        return;
      }
    }
    if (S_ISDIR(info.st_mode)) {
      pending.push_back({path, name, above});
    } else if (rules_.filter.wanted(name)) {
      file(path, name, info);
    }
  }

  const InputRules& rules_;
  FolderId output_{};
  std::set<FolderId> entered_;
  Inputs inputs_;
};

}  // namespace

bool NameFilter::wanted(const std::string& name) const {
  if (matches(exclude, name)) return false;
  if (is_archive_name(name)) return archives;
  if (!include.empty()) return matches(include, name);
  static const auto kKnown = known_extensions();
  const std::string base = base_name(name);
  const std::size_t dot = base.find_last_of('.');
  return dot != std::string::npos && kKnown.count(ascii_lower(std::string_view(base).substr(dot + 1))) > 0;
}

std::string absolute(const std::string& path) {
  std::error_code error;
  std::string out = std::filesystem::absolute(path, error).string();
  return error ? path : out;
}

std::vector<std::string> split_list(const std::string& text, bool by_nul) {
  const char separator = by_nul || text.find('\0') != std::string::npos ? '\0' : '\n';
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
  const bool alone = arguments.size() + listed.size() == 1;
  for (const std::string& argument : arguments) {
    if (auto walked = walk.root(argument, base_name(as_name(argument)), alone ? "" : as_name(argument)); !walked)
      return tl::unexpected(walked.error());
  }
  for (const std::string& path : listed) {
    if (auto walked = walk.root(path, as_name(path), as_name(path)); !walked) return tl::unexpected(walked.error());
  }
  return walk.take();
}

}  // namespace gridlift::bulk
