// An MCP server on standard input and output: JSON-RPC 2.0, one message a line (modelcontextprotocol.io, stdio
// transport).
#pragma once

#include <iosfwd>
#include <string>

#include "tools/mcp/root.h"

namespace gridlift::mcp {

/// Answers until the input ends. Writes nothing but messages to `out`.
void serve(std::istream& in, std::ostream& out, const Root& root, const std::string& version);

}  // namespace gridlift::mcp
