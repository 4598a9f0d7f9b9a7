// The one exported symbol of a part's module: the address of its door (see add_part in cmake/registry.cmake).
#include "tools/parts/doors.h"

extern "C" {
[[gnu::visibility("default")]] extern decltype(&GRIDLIFT_DOOR) const gridlift_part;
decltype(&GRIDLIFT_DOOR) const gridlift_part = &GRIDLIFT_DOOR;
}
