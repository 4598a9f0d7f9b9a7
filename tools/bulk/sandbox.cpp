#include "tools/bulk/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <initializer_list>

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

bool add_rules(scmp_filter_ctx filter, std::uint32_t action, std::initializer_list<int> calls) {
  return std::all_of(calls.begin(), calls.end(), [&](int call) {
    // A call that this architecture does not have needs no rule.
    return call < 0 || seccomp_rule_add(filter, action, call, 0) == 0;
  });
}

/// seccomp: what a converter needs is allowed, what starts or reaches something ends the process, the rest fails with
/// EPERM.
bool enter_seccomp() {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
  if (filter == nullptr) return false;
  const bool added =
      add_rules(filter, SCMP_ACT_ALLOW,
                {
                  SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(write), SCMP_SYS(writev),
                      SCMP_SYS(pwrite64), SCMP_SYS(ftruncate), SCMP_SYS(memfd_create), SCMP_SYS(openat), SCMP_SYS(open),
                      SCMP_SYS(close), SCMP_SYS(fstat), SCMP_SYS(stat), SCMP_SYS(newfstatat), SCMP_SYS(statx),
                      SCMP_SYS(lseek), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(readlink), SCMP_SYS(readlinkat),
                      SCMP_SYS(getdents64), SCMP_SYS(fcntl), SCMP_SYS(dup), SCMP_SYS(mmap), SCMP_SYS(munmap),
                      SCMP_SYS(mremap), SCMP_SYS(mprotect), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex),
                      SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres), SCMP_SYS(gettimeofday), SCMP_SYS(time),
                      SCMP_SYS(getrusage), SCMP_SYS(prlimit64), SCMP_SYS(getrlimit), SCMP_SYS(setrlimit),
                      SCMP_SYS(getrandom), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(tgkill),
                      SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
                      SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(recvmsg), SCMP_SYS(sendmsg),
#if defined(__SANITIZE_ADDRESS__)
                      SCMP_SYS(pipe),  // sanitizers ask by a pipe whether an address can be read
                      SCMP_SYS(pipe2),
#endif
                      SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(restart_syscall), SCMP_SYS(rseq),
                      SCMP_SYS(sysinfo), SCMP_SYS(uname), SCMP_SYS(getcwd), SCMP_SYS(getuid), SCMP_SYS(geteuid),
                      SCMP_SYS(getgid), SCMP_SYS(getegid), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(nanosleep),
                      SCMP_SYS(clock_nanosleep)
                }) &&
      add_rules(filter, SCMP_ACT_KILL_PROCESS,
                {SCMP_SYS(socket), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(execve),
                 SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(ptrace)});
  const bool entered = added && seccomp_load(filter) == 0;
  seccomp_release(filter);
  return entered;
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
  sandbox.seccomp = seccomp_api_get() > 0;
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
