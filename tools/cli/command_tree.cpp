#include "tools/cli/command_tree.h"

#include <algorithm>

namespace gridlift::cli {

namespace {

/// The values in a type such as "TEXT:{auto,docx,pdf}".
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> choices;
  const std::size_t open = type.find('{');
  const std::size_t close = type.find('}', open);
  if (open == std::string::npos || close == std::string::npos) return choices;
  for (std::size_t begin = open + 1; begin < close;) {
    const std::size_t end = std::min(type.find(',', begin), close);
    choices.push_back(type.substr(begin, end - begin));
    begin = end + 1;
  }
  return choices;
}

OptionInfo option_info(const CLI::Option& option) {
  OptionInfo info;
  for (const std::string& name : option.get_snames()) info.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) info.names.push_back("--" + name);
  const std::string type = option.get_type_name();
  info.choices = choices_of(type);
  if (option.get_positional()) {
    info.value = option.get_name(true);
  } else if (option.get_items_expected_max() > 0) {
    info.value = info.choices.empty() ? type.substr(0, type.find_first_of(":[ ")) : "VALUE";
  }
  info.description = option.get_description();
  info.group = option.get_group();
  info.required = option.get_required();
  return info;
}

CommandInfo command_info(const CLI::App& app, std::vector<std::string> path) {
  CommandInfo info;
  path.push_back(app.get_name());
  info.path = path;
  info.description = app.get_description();
  info.footer = app.get_footer();
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_group().empty()) info.options.push_back(option_info(*option));
  }
  for (const CLI::App* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
    info.commands.push_back(command_info(*command, path));
  return info;
}

}  // namespace

CommandInfo command_tree(const CLI::App& app) {
  return command_info(app, {});
}

std::vector<const CommandInfo*> all_commands(const CommandInfo& root) {
  std::vector<const CommandInfo*> all = {&root};
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (const CommandInfo& command : all[i]->commands) all.push_back(&command);
  }
  return all;
}

}  // namespace gridlift::cli
