// Tables as HTML: real rowspan and colspan, header cells with their scope, no styles.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "converters/table_nest.h"

namespace gridlift {

/// Text for element content: & < > " ' escaped, control characters gone, line breaks as <br>.
void append_html_text(std::string& out, std::string_view text);

/// One table of the nest as <table>, with those in its cells; no empty line in it, so that it may stand in Markdown.
void append_html_table(std::string& out, const TableNest& nest, std::size_t table = 0);

}  // namespace gridlift
