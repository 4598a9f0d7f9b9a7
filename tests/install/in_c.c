#include <gridlift.h>
#include <stdio.h>
#include <string.h>

int main(void) {
  const char text[] = "Region\tPeople\nNorth\t12\nSouth\t30\n";
  gridlift_owned_result* result = NULL;
  if (gridlift_convert(text, sizeof text - 1, "a.tsv", "csv", NULL, &result) != GRIDLIFT_OK) {
    fprintf(stderr, "%s\n", gridlift_result_message(result));
    return 1;
  }
  const int same = strcmp(gridlift_result_bytes(result, NULL), "Region,People\r\nNorth,12\r\nSouth,30\r\n") == 0;
  gridlift_result_free(result);
  return same ? 0 : 1;
}
