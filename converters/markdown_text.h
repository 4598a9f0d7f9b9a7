// Text for Markdown: what would be markup is escaped.
#pragma once

#include <string>
#include <string_view>

namespace gridlift::markdown {

enum class Within { paragraph, heading, pipe_table };

/// Appends a text escaped for where it stands, without control characters and empty lines; its line breaks become
/// `line_break`.
void append_text(std::string& out, std::string_view text, Within within, std::string_view line_break);

}  // namespace gridlift::markdown
