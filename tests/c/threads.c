/* Sixteen threads convert the same documents at once, each with results of its own: threads FILE... Every output must
 * be that of a single thread. */
#include <gridlift.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { kThreads = 16, kRounds = 3, kMostFiles = 64 };

static const char* paths[kMostFiles];
static gridlift_owned_result* expected[kMostFiles];
static int file_count = 0;

static int same(const gridlift_result* one, const gridlift_result* other, const char* to) {
  size_t size = 0, other_size = 0;
  const char* bytes = gridlift_result_output(one, to, &size);
  const char* other_bytes = gridlift_result_output(other, to, &other_size);
  return bytes != NULL && other_bytes != NULL && size == other_size && memcmp(bytes, other_bytes, size) == 0;
}

static void* work(void* argument) {
  const int first = (int)(size_t)argument;
  size_t failures = 0;
  for (int i = 0; i < kRounds * file_count; ++i) {
    const int file = (first + i) % file_count;
    gridlift_owned_result* result = NULL;
    if (gridlift_convert_file(paths[file], "json,txt", NULL, &result) != GRIDLIFT_OK ||
        !same(result, expected[file], "json") || !same(result, expected[file], "txt")) {
      fprintf(stderr, "%s: differs in a thread: %s\n", paths[file], gridlift_result_message(result));
      ++failures;
    }
    gridlift_result_free(result);
  }
  return (void*)failures;
}

int main(int argc, char** argv) {
  for (int i = 1; i < argc && file_count < kMostFiles; ++i) {
    paths[file_count] = argv[i];
    if (gridlift_convert_file(argv[i], "json,txt", NULL, &expected[file_count]) != GRIDLIFT_OK) return 1;
    ++file_count;
  }
  if (file_count == 0) return 1;
  pthread_t threads[kThreads];
  for (int i = 0; i < kThreads; ++i) {
    if (pthread_create(&threads[i], NULL, work, (void*)(size_t)i) != 0) return 1;
  }
  size_t failures = 0;
  for (int i = 0; i < kThreads; ++i) {
    void* failed = NULL;
    pthread_join(threads[i], &failed);
    failures += (size_t)failed;
  }
  for (int i = 0; i < file_count; ++i) gridlift_result_free(expected[i]);
  return failures == 0 ? 0 : 1;
}
