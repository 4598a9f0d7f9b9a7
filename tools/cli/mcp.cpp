// gridlift mcp: a server for language models' clients, over standard input and output.
#include "tools/mcp/server.h"

#include <iostream>
#include <memory>

#include "tools/cli/options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/version.h"

namespace gridlift::cli {

namespace {

constexpr const char* kExamples = R"(Examples:
  gridlift mcp --root ~/reports      what a client's configuration starts (docs/mcp.md)

Files are read below the root folder only. Each document is read in a process of its own, with limits on memory and time.
)";

}  // namespace

void add_mcp(CLI::App& app, int& status) {
  auto folder = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand("mcp", "Serve convert, tables, report and validate to an MCP client");
  command->add_option("--root", *folder, "The folder whose files may be read")->required();
  command->footer(kExamples);
  command->callback([folder, &status] {
    const auto root = mcp::Root::open(*folder);
    if (!root) {
      report_error(*folder, root.error());
      status = kCannotRun;
      return;
    }
    mcp::serve(std::cin, std::cout, *root, version_number());
    status = kDone;
  });
}

}  // namespace gridlift::cli
