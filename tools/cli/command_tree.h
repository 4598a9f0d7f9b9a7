// The command's subcommands and options as plain values, read from the parser that also prints --help: what man pages
// and shell completions are made of.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace gridlift::cli {

struct OptionInfo {
  std::vector<std::string> names;  ///< "-o", "--output"; empty for a positional argument
  std::string value;               ///< what follows: "FILE"; "" for a flag
  std::string description;
  std::string group;                 ///< heading in --help
  std::vector<std::string> choices;  ///< the values it takes, where they are listed
  bool required = false;
};

struct CommandInfo {
  std::vector<std::string> path;  ///< {"gridlift", "list", "formats"}
  std::string description;
  std::string footer;
  std::vector<OptionInfo> options;
  std::vector<CommandInfo> commands;
};

/// Hidden subcommands are left out.
CommandInfo command_tree(const CLI::App& app);

/// The tree as a flat list, each command before those below it.
std::vector<const CommandInfo*> all_commands(const CommandInfo& root);

}  // namespace gridlift::cli
