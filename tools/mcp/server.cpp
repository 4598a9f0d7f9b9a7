#include "tools/mcp/server.h"

#include <algorithm>
#include <array>
#include <istream>
#include <nlohmann/json.hpp>
#include <optional>
#include <ostream>
#include <string_view>

#include "tools/mcp/toolbox.h"

namespace gridlift::mcp {

namespace {

using nlohmann::json;

// JSON-RPC 2.0, 5.1 error object.
constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kMethodNotFound = -32601;
constexpr int kInvalidParams = -32602;

/// Revisions of the protocol, newest first. They differ in what this server does not use.
constexpr std::array<std::string_view, 4> kRevisions = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"};

json error_of(int code, const std::string& message) {
  return {{"error", {{"code", code}, {"message", message}}}};
}

json initialize(const json& params, const std::string& version) {
  const std::string asked = params.value("protocolVersion", "");
  const bool known = std::find(kRevisions.begin(), kRevisions.end(), asked) != kRevisions.end();
  return {
      {"protocolVersion", known ? asked : std::string(kRevisions.front())},
      {"capabilities", {{"tools", json::object()}}},
      {"serverInfo", {{"name", "gridlift"}, {"version", version}}},
      {"instructions",
       "Reads DOCX, PDF and text files below one folder. Use 'tables' to see what tables a file has, 'convert' for its "
       "text, 'report' for typed values, 'validate' to learn whether it was read whole."}};
}

/// The result or error of a request; nothing for what needs no answer.
json answer(const std::string& method, const json& params, const Root& root, const std::string& version) {
  if (method == "initialize") return {{"result", initialize(params, version)}};
  if (method == "ping") return {{"result", json::object()}};
  if (method == "tools/list") return {{"result", {{"tools", describe_tools()}}}};
  if (method != "tools/call") return error_of(kMethodNotFound, "there is no method " + method);
  const std::string name = params.value("name", "");
  auto called = call_tool(name, params.value("arguments", json::object()), root);
  if (!called) return error_of(kInvalidParams, "there is no tool " + name);
  return {{"result", *std::move(called)}};
}

std::optional<json> respond(const std::string& line, const Root& root, const std::string& version) {
  const json message = json::parse(line, nullptr, false);
  json response = {{"jsonrpc", "2.0"}, {"id", nullptr}};
  if (message.is_discarded()) {
    response.update(error_of(kParseError, "not JSON"));
    return response;
  }
  const bool is_call = message.is_object() && message.contains("method") && message["method"].is_string();
  if (!is_call) {
    if (message.is_object() && (message.contains("result") || message.contains("error"))) return std::nullopt;
    response.update(error_of(kInvalidRequest, "not a request"));
    return response;
  }
  if (!message.contains("id")) return std::nullopt;  // a notification
  response["id"] = message["id"];
  try {
    response.update(answer(message["method"], message.value("params", json::object()), root, version));
  } catch (const json::exception& error) {
    response.update(error_of(kInvalidParams, error.what()));
  }
  return response;
}

}  // namespace

void serve(std::istream& in, std::ostream& out, const Root& root, const std::string& version) {
  std::string line;
  while (std::getline(in, line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    if (const auto response = respond(line, root, version))
      out << response->dump(-1, ' ', false, json::error_handler_t::replace) << "\n" << std::flush;
  }
}

}  // namespace gridlift::mcp
