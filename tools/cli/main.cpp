// The command `gridlift`.
#include "tools/cli/command.h"

int main(int argc, char** argv) {
  return gridlift::cli::run_command(argc, argv);
}
