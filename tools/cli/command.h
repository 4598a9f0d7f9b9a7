// The command line as a function.
#pragma once

namespace gridlift::cli {

/// What `gridlift ARGUMENT...` does; returns the exit status.
int run_command(int argc, char** argv);

}  // namespace gridlift::cli
