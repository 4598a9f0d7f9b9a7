// JSON by appending to a string: escaping, numbers, and the members that tables and blocks are made of.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converters/serializer.h"

namespace gridlift::json {

/// A string with its quotes: valid UTF-8 always (ill-formed bytes become U+FFFD), control characters, U+2028 and U+2029
/// escaped.
void append_string(std::string& out, std::string_view text);
/// At most `decimals` digits after the point, no trailing zeros; not a number and infinities become 0.
void append_number(std::string& out, double value, int decimals);
void append_integer(std::string& out, std::int64_t value);
void append_strings(std::string& out, const std::vector<std::string>& texts);
/// "name":"text", without a comma.
void append_string_member(std::string& out, std::string_view key, std::string_view value);
/// The same, or null.
void append_nullable(std::string& out, std::string_view key, const std::string* value);
void append_int_member(std::string& out, std::string_view key, std::int64_t value);
/// "info", "warning" or "error", as every output prints it.
std::string_view severity_name(Severity severity);

/// The members of one object of the `tables` list, without braces. Shape: docs/schema/document.schema.json.
void append_table_members(std::string& out, const Table& table);
/// A block as one object of the `blocks` list.
void append_block(std::string& out, const Block& block);
/// The grid members of a table ("rows": ... "columns": [...]), without braces; report JSON has them too.
void append_grid_members(std::string& out, const Table& table);
void append_sources(std::string& out, const std::vector<Place>& sources);
/// The object of the member `source`.
void append_source_info(std::string& out, const SourceInfo& source);
void append_text_count(std::string& out, const Closing& closing);
/// The list of the member `diagnostics`: those kept, then one with a count for each code of which more were added.
void append_diagnostics(std::string& out, const Diagnostics& diagnostics);

}  // namespace gridlift::json
