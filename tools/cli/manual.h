// Man pages, made of the command's own options: one for the command and one for each subcommand.
#pragma once

#include <string>

#include "tools/cli/command_tree.h"

namespace gridlift::cli {

/// The name of a command's page, without section: "gridlift-list-formats".
std::string manual_name(const CommandInfo& command);

/// The page in roff (man macros), section 1.
std::string manual_page(const CommandInfo& command, const std::string& version);

}  // namespace gridlift::cli
