#include "tools/bulk/tasks.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>

#include "tools/bulk/archive_name.h"
#include "tools/bulk/digest.h"

namespace gridlift::bulk {

Result<Descriptor> open_input(Input& input) {
  Descriptor file(::open(input.path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY));
  if (!file)
    return fail(errno == EACCES || errno == EPERM ? ErrorCode::permission : ErrorCode::io_read, std::strerror(errno));
  struct stat info {};
  if (::fstat(file.get(), &info) != 0) return fail(ErrorCode::io_read, std::strerror(errno));
  if (!S_ISREG(info.st_mode)) return fail(ErrorCode::not_regular_file, "not a regular file");
  input.size = static_cast<std::uint64_t>(info.st_size);
  input.mtime_ns = static_cast<std::int64_t>(info.st_mtim.tv_sec) * 1'000'000'000 + info.st_mtim.tv_nsec;
  return file;
}

namespace {

/// The extension breaks ties when a format is told.
std::string extension_of(const std::string& name) {
  const std::string base = base_name(name);
  const std::size_t dot = base.find_last_of('.');
  return dot == std::string::npos ? std::string() : base.substr(dot);
}

}  // namespace

void group_duplicates(std::vector<Task>& tasks, std::vector<std::size_t>& order, bool by_name) {
  std::map<std::uint64_t, std::vector<std::size_t>> by_size;
  for (const std::size_t task : order) {
    if (!is_archive_name(tasks[task].input.name)) by_size[tasks[task].input.size].push_back(task);
  }
  std::set<std::size_t> later;
  for (const auto& [size, group] : by_size) {
    if (group.size() < 2) continue;
    std::map<std::string, std::size_t> first;
    for (const std::size_t task : group) {
      Input& input = tasks[task].input;
      const auto file = open_input(input);
      const auto digest = file ? digest_of_file(file->get()) : std::nullopt;
      if (!digest) continue;
      const auto [leader, fresh] =
          first.try_emplace(*digest + (by_name ? base_name(input.name) : extension_of(input.name)), task);
      if (fresh) continue;
      tasks[leader->second].same.push_back(task);
      later.insert(task);
    }
  }
  std::erase_if(order, [&](std::size_t task) { return later.count(task) > 0; });
}

void sort_biggest_first(const std::vector<Task>& tasks, std::vector<std::size_t>& order) {
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return tasks[a].input.size > tasks[b].input.size; });
}

}  // namespace gridlift::bulk
