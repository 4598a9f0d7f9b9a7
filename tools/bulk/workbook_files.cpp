// libxlsxwriter puts the parts of a workbook into temporary files, which a worker may not make. This takes the place of
// its function for them, by the order in which the dynamic linker looks: they are files in memory.
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>

extern "C" __attribute__((visibility("default"))) std::FILE* lxw_tmpfile(const char* folder);

extern "C" std::FILE* lxw_tmpfile([[maybe_unused]] const char* folder) {
  const int fd = ::memfd_create("gridlift-workbook", MFD_CLOEXEC);
  if (fd < 0) return nullptr;
  std::FILE* file = ::fdopen(fd, "w+b");
  if (file == nullptr) ::close(fd);
  return file;
}
