// The tools that an MCP client sees: convert, tables, report, validate.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "core/result.h"
#include "tools/mcp/root.h"

namespace gridlift::mcp {

/// What `tools/list` answers: names, descriptions and JSON Schemas of the arguments.
nlohmann::json describe_tools();

/// The answer of `tools/call`: `content`, with `isError` where the document or an argument is to blame. Nothing when
/// there is no such tool.
std::optional<nlohmann::json> call_tool(std::string_view name, const nlohmann::json& arguments, const Root& root);

}  // namespace gridlift::mcp
