#include "tools/bulk/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tools/bulk/seccomp.h"

namespace gridlift::bulk {

namespace {

// Poppler opens character maps while it reads, and libraries look at locale and time-zone data.
constexpr const char* kReadable[] = {"/usr/share/poppler", "/usr/share/icu", "/usr/share/tesseract-ocr",
                                     "/usr/lib/locale", "/proc/self"};

int landlock_abi() {
  const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  return abi > 0 ? static_cast<int>(abi) : 0;
}

/// Landlock (kernel 5.13): from now on only files below kReadable can be opened, and only for reading.
bool enter_landlock(int abi) {
  if (abi <= 0) return false;
  landlock_ruleset_attr rules{};
  rules.handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
                            LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                            LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR |
                            LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                            LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
  const long ruleset = ::syscall(SYS_landlock_create_ruleset, &rules, sizeof(rules), 0);
  if (ruleset < 0) return false;
  const int set = static_cast<int>(ruleset);
  for (const char* folder : kReadable) {
    const int fd = ::open(folder, O_PATH | O_CLOEXEC);
    if (fd < 0) continue;
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
    beneath.parent_fd = fd;
    ::syscall(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    ::close(fd);
  }
  const bool entered = ::syscall(SYS_landlock_restrict_self, set, 0) == 0;
  ::close(set);
  return entered;
}

bool has_seccomp() {
  std::uint32_t action = SECCOMP_RET_ERRNO;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

void set_limit(__rlimit_resource resource, std::uint64_t soft, std::uint64_t hard) {
  const rlimit limit{static_cast<rlim_t>(soft), static_cast<rlim_t>(hard)};
  ::setrlimit(resource, &limit);
}

}  // namespace

std::string Sandbox::describe() const {
  std::string text;
  if (landlock_abi > 0) text = "landlock " + std::to_string(landlock_abi);
  if (seccomp) text += text.empty() ? "seccomp" : ", seccomp";
  return text.empty() ? "none" : text;
}

Sandbox available_sandbox() {
  Sandbox sandbox;
  sandbox.landlock_abi = landlock_abi();
  sandbox.seccomp = has_seccomp();
  return sandbox;
}

void limit_resources(std::uint64_t memory_bytes, std::uint64_t file_bytes) {
  constexpr std::uint64_t kOpenFiles = 1024;  // a workbook has a file in memory for each sheet
  set_limit(RLIMIT_CORE, 0, 0);
  set_limit(RLIMIT_NOFILE, kOpenFiles, kOpenFiles);
  set_limit(RLIMIT_FSIZE, file_bytes, file_bytes);
  // Address space that sanitizers reserve is no memory: they need terabytes of it.
#if !defined(__SANITIZE_ADDRESS__)
  set_limit(RLIMIT_AS, memory_bytes, memory_bytes);
#else
  (void)memory_bytes;
#endif
}

void limit_cpu(std::uint64_t seconds) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto spent = static_cast<std::uint64_t>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 1;
  // The hard limit can only be lowered, so it is left alone: SIGXCPU's default action ends the process all the same.
  rlimit limit{};
  ::getrlimit(RLIMIT_CPU, &limit);
  limit.rlim_cur = static_cast<rlim_t>(spent + seconds);
  ::setrlimit(RLIMIT_CPU, &limit);
}

Sandbox enter_sandbox() {
  Sandbox sandbox;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return sandbox;
  const int abi = landlock_abi();
  if (enter_landlock(abi)) sandbox.landlock_abi = abi;
  sandbox.seccomp = enter_seccomp();
  return sandbox;
}

}  // namespace gridlift::bulk
