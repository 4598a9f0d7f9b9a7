// The C door when memory runs out: memory FILE... In turn each allocation of a conversion by operator new fails once.
// The door must return a status and a result that can be read and freed, and the next conversion must be whole.
#include <gridlift.h>

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

namespace {

long allowed = -1;  // allocations until one fails; negative: none fails

void* allocate(std::size_t size) noexcept {
  if (allowed == 0) {
    allowed = -1;
    return nullptr;
  }
  if (allowed > 0) --allowed;
  return std::malloc(size == 0 ? 1 : size);
}

/// One conversion in which the allocation after `count` others fails. True while one did.
bool fails_after(long count, const char* path, const std::string& expected, int& failures) {
  gridlift_owned_result* result = nullptr;
  allowed = count;
  const gridlift_status status = gridlift_convert_file(path, "json", nullptr, &result);
  const bool failed = allowed < 0;
  allowed = -1;
  const char* bytes = gridlift_result_bytes(result, nullptr);
  // A library below may survive the failure, for one by giving up a buffer that it could do without.
  const bool whole = status == GRIDLIFT_OK && bytes != nullptr && expected == bytes;
  if (!whole && status != GRIDLIFT_LIMIT_MEMORY) {
    std::fprintf(stderr, "%s: allocation %ld: %s, %s\n", path, count, gridlift_status_name(status),
                 result == nullptr ? "" : gridlift_result_message(result));
    ++failures;
  }
  gridlift_result_free(result);
  return failed;
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void* operator new[](std::size_t size) {
  return ::operator new(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
  return allocate(size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete[](void* memory) noexcept {
  std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
  std::free(memory);
}

int main(int argc, char** argv) {
  int failures = 0;
  for (int i = 1; i < argc; ++i) {
    gridlift_owned_result* result = nullptr;
    if (gridlift_convert_file(argv[i], "json", nullptr, &result) != GRIDLIFT_OK) return 1;
    const std::string expected = gridlift_result_bytes(result, nullptr);
    gridlift_result_free(result);
    long count = 0;
    for (long step = 1; fails_after(count, argv[i], expected, failures); count += step) step = 1 + count / 500;
    std::printf("%s: %ld allocations\n", argv[i], count);
    if (count < 100) ++failures;
  }
  return failures == 0 ? 0 : 1;
}
