#include "tools/cli/command.h"

#include <algorithm>
#include <csignal>
#include <iterator>
#include <new>
#include <string_view>

#include "tools/cli/options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/version.h"

namespace gridlift::cli {

namespace {

struct Subcommand {
  std::string_view name;
  void (*add)(CLI::App& app, int& status);
};

constexpr Subcommand kSubcommands[] = {
    {"convert", add_convert}, {"bulk", add_bulk},     {"list", add_list}, {"profile", add_profile},
    {"report", add_report},   {"worker", add_worker}, {"mcp", add_mcp},
};

}  // namespace

int run_command(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a reader that went away is an error that can be told
  CLI::App app("gridlift lifts the real tables out of office documents", "gridlift");
  app.set_version_flag("--version", version_text());
  app.require_subcommand(1);
  int status = kDone;
  // Options are made for the subcommand that was called only; all of them for the help text, completion and man pages.
  const auto called = std::ranges::find(kSubcommands, std::string_view(argc > 1 ? argv[1] : ""), &Subcommand::name);
  if (called != std::end(kSubcommands)) {
    called->add(app, status);
  } else {
    for (const Subcommand& subcommand : kSubcommands) subcommand.add(app, status);
    add_scripts(app, status);
  }
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
