#include "tools/cli/completion.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace gridlift::cli {

namespace {

/// In single quotes for a shell.
std::string in_quotes(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

/// "gridlift list formats" -> "list formats".
std::string words_below(const CommandInfo& command) {
  return fmt::format("{}", fmt::join(command.path.begin() + 1, command.path.end(), " "));
}

std::vector<std::string> option_names(const CommandInfo& command) {
  std::vector<std::string> names;
  for (const OptionInfo& option : command.options) names.insert(names.end(), option.names.begin(), option.names.end());
  return names;
}

std::vector<std::string> command_names(const CommandInfo& command) {
  std::vector<std::string> names;
  for (const CommandInfo& one : command.commands) names.push_back(one.path.back());
  return names;
}

}  // namespace

std::string bash_completion(const CommandInfo& root) {
  std::string out =
      "# bash completion for gridlift; made by: gridlift completion bash\n"
      "_gridlift() {\n"
      "  local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} path='' word\n"
      "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
      "    case \"$path $word\" in\n";
  for (const CommandInfo* command : all_commands(root)) {
    if (command->path.size() > 1)
      out += fmt::format("      {}) path={} ;;\n", in_quotes(" " + words_below(*command)),
                         in_quotes(" " + words_below(*command)));
  }
  out += "    esac\n  done\n  case \"$path $before\" in\n";
  for (const CommandInfo* command : all_commands(root)) {
    const std::string prefix = command->path.size() > 1 ? " " + words_below(*command) : "";
    for (const OptionInfo& option : command->options) {
      if (option.names.empty() || option.value.empty()) continue;
      std::string patterns;
      for (const std::string& name : option.names)
        patterns += (patterns.empty() ? "" : "|") + in_quotes(prefix + " " + name);
      if (option.choices.empty()) {
        out += fmt::format("    {}) COMPREPLY=($(compgen -f -- \"$current\")); return ;;\n", patterns);
      } else {
        out += fmt::format("    {}) COMPREPLY=($(compgen -W '{}' -- \"$current\")); return ;;\n", patterns,
                           fmt::join(option.choices, " "));
      }
    }
  }
  out += "  esac\n  local words=''\n  case \"$path\" in\n";
  for (const CommandInfo* command : all_commands(root)) {
    std::vector<std::string> words = command_names(*command);
    const std::vector<std::string> options = option_names(*command);
    words.insert(words.end(), options.begin(), options.end());
    out += fmt::format("    {}) words='{}' ;;\n",
                       in_quotes(command->path.size() > 1 ? " " + words_below(*command) : ""), fmt::join(words, " "));
  }
  out +=
      "  esac\n"
      "  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
      "  [[ $path == '' || $current == -* ]] || COMPREPLY+=($(compgen -f -- \"$current\"))\n"
      "}\n"
      "complete -o filenames -F _gridlift gridlift\n";
  return out;
}

std::string zsh_completion(const CommandInfo& root) {
  // Brackets and colons part the fields of _arguments and _describe.
  const auto escaped = [](const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
      out += c;
    }
    return out;
  };
  const auto function_of = [](const CommandInfo& command) { return fmt::format("_{}", fmt::join(command.path, "_")); };
  std::string out = "#compdef gridlift\n# zsh completion for gridlift; made by: gridlift completion zsh\n";
  for (const CommandInfo* command : all_commands(root)) {
    out += fmt::format("\n{}() {{\n  local line state\n", function_of(*command));
    out += "  _arguments -C";
    for (const OptionInfo& option : command->options) {
      const std::string action =
          option.choices.empty() ? "_files" : fmt::format("({})", fmt::join(option.choices, " "));
      for (const std::string& name : option.names) {
        const std::string value = option.value.empty() ? "" : fmt::format(":{}:{}", escaped(option.value), action);
        out += " \\\n    " + in_quotes(fmt::format("*{}[{}]{}", name, escaped(option.description), value));
      }
    }
    if (command->commands.empty()) {
      out += " \\\n    '*:file:_files'\n}\n";
      continue;
    }
    out +=
        " \\\n    '1: :->command' \\\n    '*::argument:->argument'\n  case $state in\n    command)\n      local "
        "commands=(\n";
    for (const CommandInfo& one : command->commands)
      out += "        " + in_quotes(escaped(one.path.back()) + ":" + escaped(one.description)) + "\n";
    out += "      )\n      _describe command commands ;;\n    argument)\n      case $line[1] in\n";
    for (const CommandInfo& one : command->commands)
      out += fmt::format("        {}) {} ;;\n", one.path.back(), function_of(one));
    out += "      esac ;;\n  esac\n}\n";
  }
  return out + "\nif [[ $funcstack[1] == _gridlift ]]; then _gridlift \"$@\"; else compdef _gridlift gridlift; fi\n";
}

std::string fish_completion(const CommandInfo& root) {
  std::string out = "# fish completion for gridlift; made by: gridlift completion fish\n";
  for (const CommandInfo* command : all_commands(root)) {
    std::string condition = "__fish_use_subcommand";
    if (command->path.size() > 1) {
      condition.clear();
      for (std::size_t i = 1; i < command->path.size(); ++i)
        condition += (i > 1 ? "; and " : "") + ("__fish_seen_subcommand_from " + command->path[i]);
    }
    for (const CommandInfo& one : command->commands) {
      std::string here = condition;
      if (command->path.size() > 1)
        here += fmt::format("; and not __fish_seen_subcommand_from {}", fmt::join(command_names(*command), " "));
      out += fmt::format("complete -c gridlift -f -n {} -a {} -d {}\n", in_quotes(here), one.path.back(),
                         in_quotes(one.description));
    }
    for (const OptionInfo& option : command->options) {
      if (option.names.empty()) continue;
      out += fmt::format("complete -c gridlift -n {}", in_quotes(condition));
      for (const std::string& name : option.names)
        out += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      if (!option.choices.empty()) {
        out += fmt::format(" -x -a {}", in_quotes(fmt::format("{}", fmt::join(option.choices, " "))));
      } else if (!option.value.empty()) {
        out += " -r";
      }
      out += " -d " + in_quotes(option.description) + "\n";
    }
  }
  return out;
}

}  // namespace gridlift::cli
