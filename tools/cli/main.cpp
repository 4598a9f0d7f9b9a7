// The command `gridlift`.
#include "tools/cli/command.h"

#ifdef GRIDLIFT_LEAVES_AT_ONCE
#include <cstdio>
#include <cstdlib>
#include <iostream>
#endif

int main(int argc, char** argv) {
  const int status = gridlift::cli::run_command(argc, argv);
#ifdef GRIDLIFT_LEAVES_AT_ONCE
  // All that was written is closed; to take the tables of the libraries apart, entry by entry, would cost as much as to
  // read a page. Leak checkers and coverage need the long way.
  std::cout.flush();
  std::fflush(nullptr);
  std::_Exit(status);
#else
  return status;
#endif
}
