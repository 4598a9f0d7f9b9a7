// What may be said on standard error: one line per message, with nothing in it that a terminal would obey.
#pragma once

#include <string>
#include <string_view>

#include "core/result.h"

namespace gridlift::cli {

/// For untrusted strings (file names, messages with document text): control characters, line separators and
/// bidirectional controls are written as "\x1b" or "\u{202e}", ill-formed bytes as "\xff".
std::string for_terminal(std::string_view text);

/// Writes "gridlift: NAME: message (code)" to standard error; `name` may be empty.
void report_error(std::string_view name, const Error& error);
/// Writes "gridlift: NAME: note".
void report_note(std::string_view name, std::string_view note);

}  // namespace gridlift::cli
