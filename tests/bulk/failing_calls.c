/* For LD_PRELOAD: the n-th call of one function fails. GRIDLIFT_FAIL=NAME:N:ERRNO:REPEAT, e.g. "write:3:28:0"; REPEAT
 * 1: all later ones fail as well. The number 0 for ERRNO makes a short write. Calls on descriptors 0 to 2 do not count.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static long seen;

/* 1: this call fails, errno is set; 2: it is to be cut short. */
static int fails(const char* name) {
  const char* plan = getenv("GRIDLIFT_FAIL");
  char wanted[32];
  long nth = 0;
  int error = 0, repeat = 0;
  if (plan == NULL || sscanf(plan, "%31[^:]:%ld:%d:%d", wanted, &nth, &error, &repeat) < 3) return 0;
  if (strcmp(wanted, name) != 0) return 0;
  ++seen;
  if (seen != nth && !(repeat && seen > nth)) return 0;
  if (error == 0) return 2;
  errno = error;
  return 1;
}

#define NEXT(type, name, ...) ((type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void* bytes, size_t size) {
  const int how = fd > 2 ? fails("write") : 0;
  if (how == 1) return -1;
  return NEXT(ssize_t, write, int, const void*, size_t)(fd, bytes, how == 2 && size > 1 ? size / 2 : size);
}

int fsync(int fd) {
  return fails("fsync") ? -1 : NEXT(int, fsync, int)(fd);
}

int fdatasync(int fd) {
  return fails("fdatasync") ? -1 : NEXT(int, fdatasync, int)(fd);
}

int syncfs(int fd) {
  return fails("syncfs") ? -1 : NEXT(int, syncfs, int)(fd);
}

int renameat(int from_fd, const char* from, int to_fd, const char* to) {
  return fails("rename") ? -1 : NEXT(int, renameat, int, const char*, int, const char*)(from_fd, from, to_fd, to);
}

int rename(const char* from, const char* to) {
  return fails("rename") ? -1 : NEXT(int, rename, const char*, const char*)(from, to);
}

int openat(int fd, const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
  va_end(rest);
  if ((flags & O_CREAT) != 0 && fails("open")) return -1;
  return NEXT(int, openat, int, const char*, int, ...)(fd, path, flags, mode);
}

int mkdirat(int fd, const char* path, mode_t mode) {
  return fails("mkdir") ? -1 : NEXT(int, mkdirat, int, const char*, mode_t)(fd, path, mode);
}
