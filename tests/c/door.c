/* The C door from a C program: every function, and the conventions at the top of gridlift.h. */
#include <gridlift.h>
#include <stdio.h>
#include <string.h>

static int failures = 0;
#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      ++failures;                                                     \
    }                                                                 \
  } while (0)

static const char kTable[] = "Region\tPeople\nNorth\t12\nSouth\t30\n";
static const char kCsv[] = "Region,People\r\nNorth,12\r\nSouth,30\r\n";

static int append(void* user, const char* bytes, size_t size) {
  strncat((char*)user, bytes, size);
  return 0;
}

static int refuse(void* user, const char* bytes, size_t size) {
  (void)user, (void)bytes, (void)size;
  return 1;
}

static int yes(void* user) {
  (void)user;
  return 1;
}

static gridlift_status convert(const char* to, const gridlift_options* options, gridlift_owned_result** result) {
  return gridlift_convert(kTable, sizeof kTable - 1, "a.tsv", to, options, result);
}

static void check_output(void) {
  gridlift_owned_result* result = NULL;
  CHECK(convert("csv", NULL, &result) == GRIDLIFT_OK);
  size_t size = 0;
  const char* bytes = gridlift_result_bytes(result, &size);
  CHECK(size == sizeof kCsv - 1 && strcmp(bytes, kCsv) == 0);
  CHECK(strcmp(gridlift_result_format(result), "text") == 0);
  CHECK(strcmp(gridlift_result_message(result), "") == 0);
  CHECK(gridlift_result_tables(result) == 1);
  CHECK(gridlift_result_input_chars(result) == 26);
  CHECK(gridlift_result_lost_chars(result) == 0);
  CHECK(gridlift_result_is_partial(result) == 0);
  gridlift_result_free(result);
}

static void check_several_outputs(void) {
  gridlift_owned_result* result = NULL;
  CHECK(convert("txt,csv", NULL, &result) == GRIDLIFT_OK);
  size_t size = 0;
  CHECK(strcmp(gridlift_result_output(result, "csv", &size), kCsv) == 0);
  CHECK(size == sizeof kCsv - 1);
  CHECK(strncmp(gridlift_result_output(result, "txt", NULL), "Region", 6) == 0);
  CHECK(gridlift_result_bytes(result, NULL) == gridlift_result_output(result, "txt", NULL));
  CHECK(gridlift_result_output(result, "json", &size) == NULL && size == 0);
  CHECK(gridlift_result_output(result, NULL, NULL) == NULL);
  gridlift_result_free(result);
  CHECK(convert("txt,", NULL, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
}

static void check_owned_bytes(void) {
  gridlift_owned_result* result = NULL;
  CHECK(convert("csv", NULL, &result) == GRIDLIFT_OK);
  gridlift_owned_bytes* bytes = gridlift_result_take_bytes(result);
  CHECK(strcmp(gridlift_result_bytes(result, NULL), "") == 0);
  gridlift_result_free(result);
  size_t size = 0;
  CHECK(strcmp(gridlift_bytes_data(bytes, &size), kCsv) == 0);
  CHECK(size == sizeof kCsv - 1);
  gridlift_bytes_free(bytes);
}

static void check_report(void) {
  gridlift_options options;
  gridlift_options_init(&options, sizeof options);
  gridlift_owned_result* result = NULL;
  CHECK(gridlift_report(kTable, sizeof kTable - 1, "a.tsv", "json", NULL, &result) == GRIDLIFT_OK);
  CHECK(strstr(gridlift_result_bytes(result, NULL), "\"records\"") != NULL);
  CHECK(gridlift_result_tables(result) == 1);
  gridlift_result_free(result);
  options.profile = "no-such-profile";
  CHECK(gridlift_report(kTable, sizeof kTable - 1, "a.tsv", "json", &options, &result) == GRIDLIFT_IO_READ);
  gridlift_result_free(result);
  options.profile_json = "{}";
  CHECK(gridlift_report(kTable, sizeof kTable - 1, "a.tsv", "json", &options, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
  options.profile_json = NULL;
  options.profile = "none";
  CHECK(gridlift_report(kTable, sizeof kTable - 1, "a.tsv", "poem", &options, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
  char collected[1024] = "";
  options.write = append;
  options.user = collected;
  CHECK(gridlift_report(kTable, sizeof kTable - 1, "a.tsv", "csv", &options, &result) == GRIDLIFT_OK);
  CHECK(strncmp(collected, "document,key,value", 18) == 0);
  CHECK(strcmp(gridlift_result_bytes(result, NULL), "") == 0);
  gridlift_result_free(result);
  CHECK(gridlift_report_file("no such file", "json", NULL, &result) == GRIDLIFT_IO_READ);
  gridlift_result_free(result);
}

static void check_lists(void) {
  int kinds = 0;
  for (int kind = GRIDLIFT_READERS; kind <= GRIDLIFT_LIMITS; ++kind) {
    size_t count = 0;
    while (gridlift_list((gridlift_kind)kind, count) != NULL) ++count;
    CHECK(count > 0);
    ++kinds;
  }
  CHECK(kinds == 5);
  CHECK(strcmp(gridlift_list(GRIDLIFT_FORMATS, 0), "json") == 0);
  CHECK(gridlift_list((gridlift_kind)99, 0) == NULL);
}

static void count_blocks(void* user, const gridlift_progress* progress) {
  if (progress->size >= sizeof *progress) *(uint64_t*)user = progress->blocks + progress->pages;
}

static void check_progress(void) {
  gridlift_options options;
  gridlift_options_init(&options, sizeof options);
  gridlift_owned_result* result = NULL;
  uint64_t seen = 0;
  options.progress = count_blocks;
  options.user = &seen;
  CHECK(convert("csv", &options, &result) == GRIDLIFT_OK);
  CHECK(seen == 1);
  gridlift_result_free(result);
}

static void check_callbacks(void) {
  char collected[256] = "";
  gridlift_options options;
  gridlift_options_init(&options, sizeof options);
  gridlift_owned_result* result = NULL;
  options.write = append;
  options.user = collected;
  CHECK(convert("csv", &options, &result) == GRIDLIFT_OK);
  CHECK(strcmp(collected, kCsv) == 0);
  gridlift_result_free(result);

  options.write = refuse;
  CHECK(convert("csv", &options, &result) == GRIDLIFT_IO_WRITE);
  gridlift_result_free(result);

  options.write = NULL;
  options.cancel = yes;
  CHECK(convert("csv", &options, &result) == GRIDLIFT_CANCELLED);
  gridlift_result_free(result);
}

static void check_limits(void) {
  gridlift_limit limit = {"input-bytes", 5};
  gridlift_options options;
  gridlift_options_init(&options, sizeof options);
  gridlift_owned_result* result = NULL;
  options.limits = &limit;
  options.limit_count = 1;
  CHECK(convert("json", &options, &result) == GRIDLIFT_LIMIT_INPUT_SIZE);
  CHECK(strlen(gridlift_result_message(result)) > 0);
  gridlift_result_free(result);
  limit.value = 0;
  CHECK(convert("json", &options, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
  limit.name = "nonsense";
  CHECK(convert("json", &options, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
}

/* A program that was built when gridlift_options ended after `encoding`. */
static void check_older_program(void) {
  struct {
    size_t size;
    const char *from, *password, *encoding;
    int canary;
  } older = {0, NULL, NULL, NULL, 77};
  gridlift_options_init((gridlift_options*)&older, 32);
  CHECK(older.canary == 77);
  CHECK(older.size == 32);
  older.canary = 0x7fffffff; /* would be track_changes */
  gridlift_owned_result* result = NULL;
  CHECK(convert("csv", (gridlift_options*)&older, &result) == GRIDLIFT_OK);
  gridlift_result_free(result);
}

static void check_errors(void) {
  gridlift_owned_result* result = NULL;
  CHECK(gridlift_convert("", 0, "a.pdf", "json", NULL, &result) == GRIDLIFT_EMPTY);
  CHECK(gridlift_result_status(result) == GRIDLIFT_EMPTY);
  gridlift_result_free(result);
  CHECK(convert("poem", NULL, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
  CHECK(gridlift_convert(NULL, 4, NULL, NULL, NULL, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
  CHECK(gridlift_convert_file("no such file", "json", NULL, &result) == GRIDLIFT_IO_READ);
  gridlift_result_free(result);
  CHECK(gridlift_convert_file(NULL, "json", NULL, &result) == GRIDLIFT_BAD_ARGUMENT);
  gridlift_result_free(result);
  CHECK(convert("csv", NULL, NULL) == GRIDLIFT_BAD_ARGUMENT);
  CHECK(strcmp(gridlift_status_name(GRIDLIFT_ENCRYPTED), "ENCRYPTED") == 0);
  CHECK(strcmp(gridlift_status_name(GRIDLIFT_OK), "OK") == 0);
  CHECK(strcmp(gridlift_status_name((gridlift_status)12345), "INTERNAL") == 0);
}

static void check_null_handles(void) {
  gridlift_diagnostic diagnostic = {sizeof diagnostic, NULL, NULL, NULL, 0, 0};
  CHECK(gridlift_result_status(NULL) == GRIDLIFT_BAD_ARGUMENT);
  CHECK(gridlift_result_message(NULL) == NULL);
  CHECK(gridlift_result_bytes(NULL, NULL) == NULL);
  CHECK(gridlift_result_diagnostic(NULL, 0, &diagnostic) == 0);
  CHECK(gridlift_result_tables(NULL) + gridlift_result_pages(NULL) == 0);
  CHECK(gridlift_result_take_bytes(NULL) == NULL);
  CHECK(gridlift_result_output(NULL, "json", NULL) == NULL);
  CHECK(gridlift_bytes_data(NULL, NULL) == NULL);
  gridlift_bytes_free(NULL);
  gridlift_options_init(NULL, 8);
  gridlift_result_free(NULL);
}

static void check_diagnostics(void) {
  const char text[] = "Name\tFormula\nfirst\t=1+2\nsecond\t=3+4\n";
  gridlift_owned_result* result = NULL;
  CHECK(gridlift_convert(text, sizeof text - 1, "a.tsv", "csv", NULL, &result) == GRIDLIFT_OK);
  const size_t count = gridlift_result_diagnostic_count(result);
  CHECK(count > 0);
  gridlift_diagnostic diagnostic = {sizeof diagnostic, NULL, NULL, NULL, 0, 0};
  CHECK(gridlift_result_diagnostic(result, count - 1, &diagnostic) == 1);
  CHECK(strcmp(diagnostic.code, "formula-escaped") == 0);
  CHECK(diagnostic.severity == GRIDLIFT_INFO && diagnostic.cut == 0);
  CHECK(gridlift_result_diagnostic(result, count, &diagnostic) == 0);
  gridlift_result_free(result);
}

int main(void) {
  CHECK(gridlift_abi_version() == GRIDLIFT_ABI_VERSION);
  CHECK(strlen(gridlift_version()) > 0);
  check_output();
  check_several_outputs();
  check_owned_bytes();
  check_callbacks();
  check_progress();
  check_report();
  check_lists();
  check_limits();
  check_older_program();
  check_errors();
  check_null_handles();
  check_diagnostics();
  return failures == 0 ? 0 : 1;
}
