// The parts of the command: readers and serializers on large libraries, each a module that is loaded when first needed.
// To start with all of them costs more than to convert a small file.
#pragma once

namespace gridlift {

/// Loads every part now: for a process that will not be able to open files later. A part that is missing is told by the
/// first conversion that needs it.
void load_parts();

}  // namespace gridlift
