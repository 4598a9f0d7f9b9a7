#include "tools/cli/manual.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gridlift::cli {

namespace {

/// Text that roff takes as it is.
std::string roff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n')) {
      out += "\\&";
      out += c;
    } else {
      out += c;
    }
  }
  return out;
}

void append_option(std::string& out, const OptionInfo& option) {
  out += ".TP\n";
  if (option.names.empty()) {
    out += "\\fI" + roff(option.value) + "\\fR\n";
  } else {
    for (std::size_t i = 0; i < option.names.size(); ++i)
      out += (i > 0 ? ", \\fB" : "\\fB") + roff(option.names[i]) + "\\fR";
    out += option.value.empty() ? "\n" : " \\fI" + roff(option.value) + "\\fR\n";
  }
  out += roff(option.description) + "\n";
  if (!option.choices.empty()) out += roff(fmt::format("One of: {}.", fmt::join(option.choices, ", "))) + "\n";
}

std::string synopsis(const CommandInfo& command) {
  std::string out = fmt::format("\\fB{}\\fR", roff(fmt::format("{}", fmt::join(command.path, " "))));
  out += command.commands.empty() ? " [\\fIOPTIONS\\fR]" : " \\fISUBCOMMAND\\fR";
  for (const OptionInfo& option : command.options) {
    if (option.names.empty()) out += " \\fI" + roff(option.value) + "\\fR...";
  }
  return out + "\n";
}

/// The footer of --help: a line that ends with a colon begins a section, as "Examples:" does.
void append_footer(std::string& out, const std::string& footer) {
  bool verbatim = false;
  for (std::size_t begin = 0; begin < footer.size();) {
    const std::size_t end = std::min(footer.find('\n', begin), footer.size());
    const std::string line = footer.substr(begin, end - begin);
    begin = end + 1;
    const bool heading = line.ends_with(":") && !line.starts_with(" ");
    if (heading || (verbatim && !line.empty() && line[0] != ' ')) {
      if (verbatim) out += ".EE\n";
      verbatim = heading;
      if (!heading) out += ".PP\n";
    }
    if (heading) {
      std::string title = line.substr(0, line.size() - 1);
      std::transform(title.begin(), title.end(), title.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      out += ".SH " + title + "\n.EX\n";
    } else {
      out += roff(line) + "\n";
    }
  }
  if (verbatim) out += ".EE\n";
}

}  // namespace

std::string manual_name(const CommandInfo& command) {
  return fmt::format("{}", fmt::join(command.path, "-"));
}

std::string manual_page(const CommandInfo& command, const std::string& version) {
  std::string title = manual_name(command);
  std::transform(title.begin(), title.end(), title.begin(),
                 [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  std::string out = fmt::format(".TH {} 1 \"\" \"gridlift {}\" \"User Commands\"\n", roff(title), version);
  out += ".SH NAME\n" + roff(manual_name(command) + " - " + command.description) + "\n";
  out += ".SH SYNOPSIS\n" + synopsis(command);
  if (!command.commands.empty()) {
    out += ".SH COMMANDS\n";
    for (const CommandInfo& one : command.commands)
      out += ".TP\n\\fB" + roff(one.path.back()) + "\\fR\n" + roff(one.description) + ", see \\fB" +
             roff(manual_name(one)) + "\\fR(1)\n";
  }
  std::string group;
  for (const OptionInfo& option : command.options) {
    if (option.group != group)
      out += fmt::format(".SH {}\n", option.group == "Options" ? "OPTIONS" : roff(option.group));
    group = option.group;
    append_option(out, option);
  }
  append_footer(out, command.footer);
  return out;
}

}  // namespace gridlift::cli
