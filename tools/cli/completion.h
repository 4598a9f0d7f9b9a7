// Completion scripts for shells, made of the command's own options.
#pragma once

#include <string>

#include "tools/cli/command_tree.h"

namespace gridlift::cli {

std::string bash_completion(const CommandInfo& root);
std::string zsh_completion(const CommandInfo& root);
std::string fish_completion(const CommandInfo& root);

}  // namespace gridlift::cli
