// Captions: text that names a table, and the table it belongs to.
#pragma once

#include <string_view>
#include <vector>

#include "core/recover/stages.h"
#include "core/recover/text/page_text.h"

namespace gridlift::recover {

/// "Table 3", "表 1-2", "续表2", "Tableau IV": begins with the word for a table and a number.
bool names_table(std::string_view text);
/// "Figure 2", "Fig. 2", "图1": begins with the word for a figure, a chart or an equation.
bool names_figure(std::string_view text);

/// Gives each table of a page the caption next above it, or else next below it: the paragraph leaves `items`. A caption
/// that is a number only ("TABLE IV") takes the line between it and the table along.
void bind_captions(std::vector<PageItem>& items, std::vector<Fragment>& tables, const Page& page);

}  // namespace gridlift::recover
