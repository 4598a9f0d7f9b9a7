/* A host that knows gridlift only by its file name: host LIBRARY. */
#include <dlfcn.h>
#include <gridlift.h>
#include <stdio.h>
#include <string.h>

int main(int argc, char** argv) {
  void* library = argc > 1 ? dlopen(argv[1], RTLD_NOW | RTLD_LOCAL) : NULL;
  if (library == NULL) {
    fprintf(stderr, "%s\n", dlerror());
    return 1;
  }
  const gridlift_api* (*get_api)(uint32_t) = NULL;
  *(void**)&get_api = dlsym(library, "gridlift_get_api");
  if (get_api == NULL || get_api(GRIDLIFT_ABI_VERSION + 1) != NULL) return 1;
  const gridlift_api* api = get_api(GRIDLIFT_ABI_VERSION);
  if (api == NULL || api->size < sizeof *api) return 1;

  const char text[] = "Region\tPeople\nNorth\t12\nSouth\t30\n";
  gridlift_owned_result* result = NULL;
  const gridlift_status status = api->convert(text, sizeof text - 1, "a.tsv", "json", NULL, &result);
  size_t size = 0;
  const char* json = api->result_bytes(result, &size);
  const int good = status == GRIDLIFT_OK && size > 2 && strncmp(json, "{\"gridlift\":\"1\"", 15) == 0;
  api->result_free(result);
  for (size_t i = offsetof(gridlift_api, version); i < sizeof *api; i += sizeof(void*)) {
    void* function = NULL; /* no entry of the table is left out */
    memcpy(&function, (const char*)api + i, sizeof function);
    if (function == NULL) return 1;
  }
  return good ? 0 : 1;
}
