// Tables as HTML: real rowspan and colspan, header cells with their scope, no styles.
#pragma once

#include <string>
#include <string_view>

#include "core/document.h"

namespace gridlift {

/// Text for element content: & < > " ' escaped, control characters gone, line breaks as <br>.
void append_html_text(std::string& out, std::string_view text);

/// A <table>, one row a line and no empty line in it, so that it may stand in Markdown.
void append_html_table(std::string& out, const Table& table);

}  // namespace gridlift
