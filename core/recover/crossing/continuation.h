// Words by which a document says that a table goes on: "(continued)", "续表", "（续）", "suite".
#pragma once

#include <string_view>

namespace gridlift::recover {

/// A line of its own that only says so: "Table 3 (continued)", "续表", "(continued on next page)".
bool is_continuation_mark(std::string_view line);

/// `caption` is that of a part of the table whose first caption is `first` (empty when it had none): it has a word of
/// continuation, or repeats the first.
bool continues_caption(std::string_view first, std::string_view caption);

/// A page number that stands alone: "3", "- 3 -", "3 / 12", "Page 3 of 12", "第3页".
bool is_page_mark(std::string_view line);

}  // namespace gridlift::recover
