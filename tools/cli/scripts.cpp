// gridlift completion, and the hidden gridlift manual: what packages install beside the command.
#include <fmt/format.h>

#include <memory>

#include "tools/cli/completion.h"
#include "tools/cli/manual.h"
#include "tools/cli/options.h"
#include "tools/cli/output.h"
#include "tools/cli/terminal.h"
#include "tools/cli/version.h"

namespace gridlift::cli {

namespace {

int write_manual(const CommandInfo& root, const std::string& folder) {
  for (const CommandInfo* command : all_commands(root)) {
    FileOutput page(folder + "/" + manual_name(*command) + ".1");
    auto written = page.write(manual_page(*command, version_number()));
    if (written) written = page.commit();
    if (!written) {
      report_error(folder, written.error());
      return kCannotRun;
    }
  }
  return kDone;
}

constexpr const char* kExamples = R"(Examples:
  source <(gridlift completion bash)                                        in ~/.bashrc
  source <(gridlift completion zsh)                                         in ~/.zshrc
  gridlift completion fish > ~/.config/fish/completions/gridlift.fish
)";

}  // namespace

void add_scripts(CLI::App& app, int& status) {
  auto shell = std::make_shared<std::string>();
  CLI::App* completion = app.add_subcommand("completion", "Print a completion script for a shell");
  completion->add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  completion->footer(kExamples);
  completion->callback([&app, shell, &status] {
    const CommandInfo root = command_tree(app);
    fmt::print("{}", *shell == "bash"  ? bash_completion(root)
                     : *shell == "zsh" ? zsh_completion(root)
                                       : fish_completion(root));
    status = kDone;
  });
  auto folder = std::make_shared<std::string>();
  CLI::App* manual = app.add_subcommand("manual", "Write man pages into a folder")->group("");
  manual->add_option("DIR", *folder, "The folder")->required();
  manual->callback([&app, folder, &status] { status = write_manual(command_tree(app), *folder); });
}

}  // namespace gridlift::cli
