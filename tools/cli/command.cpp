#include "tools/cli/command.h"

#include <csignal>
#include <new>

#include "tools/cli/options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/version.h"

namespace gridlift::cli {

int run_command(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error that can be told
  CLI::App app("gridlift lifts the real tables out of office documents", "gridlift");
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  int status = kDone;
  add_convert(app, status);
  add_bulk(app, status);
  add_list(app, status);
  add_profile(app, status);
  add_report(app, status);
  add_worker(app, status);
  add_mcp(app, status);
  add_scripts(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return app.exit(error);  // --help and --version
    report_error("", {ErrorCode::bad_argument, std::string(error.what()) + "; see --help", ""});
    return kCannotRun;
  } catch (const std::bad_alloc&) {
    report_error("", {ErrorCode::limit_memory, "there is not enough memory", ""});
    return kFailed;
  }
  return status;
}

}  // namespace gridlift::cli
