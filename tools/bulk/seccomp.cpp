#include "tools/bulk/seccomp.h"

#include <seccomp.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <initializer_list>

namespace gridlift::bulk {

namespace {

bool add_rules(scmp_filter_ctx filter, std::uint32_t action, std::initializer_list<int> calls) {
  return std::all_of(calls.begin(), calls.end(), [&](int call) {
    // A call that this architecture does not have needs no rule.
    return call < 0 || seccomp_rule_add(filter, action, call, 0) == 0;
  });
}

}  // namespace

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

}  // namespace gridlift::bulk
