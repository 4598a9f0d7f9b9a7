#include "tools/mcp/toolbox.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "converters/convert.h"
#include "converters/report/read.h"
#include "converters/report/write/writers.h"
#include "tools/mcp/isolated.h"

namespace gridlift::mcp {

namespace {

using nlohmann::json;

constexpr std::size_t kPageChars = 100'000;  // what one answer holds unless the client asks otherwise

/// A call's arguments with the document's bytes, read while files could still be opened.
struct Call {
  json arguments;
  Bytes bytes;
  std::string name;
  std::vector<report::Profile> profiles;

  std::string text(const char* key, const char* otherwise) const {
    return arguments.contains(key) ? arguments[key].get<std::string>() : otherwise;
  }
  std::size_t number(const char* key, std::size_t otherwise) const {
    return arguments.contains(key) ? arguments[key].get<std::size_t>() : otherwise;
  }
};

struct Tool {
  std::string_view name;
  std::string_view description;
  json (*properties)();  ///< of the arguments beside `path`
  Result<std::string> (*run)(const Call& call);
};

json paging() {
  return {{"offset", {{"type", "integer"}, {"minimum", 0}, {"description", "Where in the output to begin, in bytes"}}},
          {"max_chars",
           {{"type", "integer"}, {"minimum", 1}, {"description", "At most so much of the output; default 100000"}}}};
}

json with(json properties, const json& more) {
  properties.update(more);
  return properties;
}

json profile_property() {
  return {{"profile",
           {{"type", "string"},
            {"description", "'auto', 'none', the name of a shipped profile, or the path of a profile's file"}}}};
}

Result<std::string> convert_tool(const Call& call) {
  ConvertOptions options;
  if (const std::size_t table = call.number("table", 0); table > 0) options.write.table = table - 1;
  StringOutput out;
  const auto done = convert(call.bytes, call.name, call.text("to", "md"), options, out);
  if (!done) return tl::unexpected(done.error());
  if (options.write.table && *options.write.table >= done->tables)
    return fail(ErrorCode::bad_argument, "the document has " + std::to_string(done->tables) + " tables");
  return std::move(out.text);
}

/// Without `table` what tables there are, without their cells.
Result<std::string> tables_tool(const Call& call) {
  if (call.arguments.contains("table")) return convert_tool(call);
  StringOutput out;
  if (const auto done = convert(call.bytes, call.name, "json", ConvertOptions(), out); !done)
    return tl::unexpected(done.error());
  json tables = json::parse(out.text)["tables"];
  for (std::size_t i = 0; i < tables.size(); ++i) {
    tables[i]["table"] = i + 1;
    for (const char* member : {"cells", "parts", "bbox", "interior_headers"}) tables[i].erase(member);
  }
  return tables.dump(1, ' ', false, json::error_handler_t::replace);
}

Result<report::Report> report_of(const Call& call, Document& document) {
  std::vector<const report::Profile*> tried;
  for (const report::Profile& profile : call.profiles) tried.push_back(&profile);
  return report::read_report(call.bytes, call.name, ConvertOptions(), tried, document);
}

Result<std::string> report_tool(const Call& call) {
  Document document;
  const auto made = report_of(call, document);
  if (!made) return tl::unexpected(made.error());
  const std::string to = call.text("to", "json");
  const report::ReportFormat* format = report::find_report_format(to);
  if (format == nullptr) return fail(ErrorCode::bad_argument, "there is no report format named '" + to + "'");
  const report::Reported reported{&document, &*made};
  return format->write(std::span(&reported, 1));
}

/// Whether a document was read whole, and what its profile's checks say.
Result<std::string> validate_tool(const Call& call) {
  Document document;
  const auto made = report_of(call, document);
  if (!made) return tl::unexpected(made.error());
  json diagnostics = json::array();
  for (const Diagnostic& one : document.diagnostics.kept())
    diagnostics.push_back({{"code", one.code}, {"message", one.message}, {"where", one.where}, {"cut", one.cut}});
  json failed = json::array();
  std::size_t good = 0;
  for (const report::CheckResult& check : made->checks) {
    if (check.status == report::CheckResult::Status::ok) ++good;
    if (check.status != report::CheckResult::Status::failed) continue;
    failed.push_back({{"id", check.id}, {"severity", check.severity}, {"message", check.message}});
  }
  const bool whole = !document.diagnostics.partial() && document.lost_chars == 0;
  return json({{"valid", whole && failed.empty()},
               {"whole", whole},
               {"format", document.source.format},
               {"pages", document.source.pages},
               {"tables", document.tables.size()},
               {"input_chars", document.input_chars},
               {"lost_chars", document.lost_chars},
               {"diagnostics", diagnostics},
               {"profile", made->profile.empty() ? json() : json(made->profile)},
               {"checks_ok", good},
               {"checks_failed", failed}})
      .dump(1, ' ', false, json::error_handler_t::replace);
}

json format_property(const std::vector<std::string>& names, const char* otherwise) {
  return {{"to", {{"type", "string"}, {"enum", names}, {"default", otherwise}}}};
}

json table_property(const char* description) {
  return {{"table", {{"type", "integer"}, {"minimum", 1}, {"description", description}}}};
}

std::vector<std::string> text_formats() {
  std::vector<std::string> names;
  for (const SerializerEntry* entry : serializers()) {
    if (entry->name != "xlsx") names.emplace_back(entry->name);  // the only one that is no text
  }
  return names;
}

std::vector<std::string> report_names() {
  std::vector<std::string> names;
  for (const report::ReportFormat& format : report::report_formats()) {
    if (format.name != "xlsx") names.emplace_back(format.name);
  }
  return names;
}

constexpr Tool kTools[] = {
    {"convert",
     "Converts a DOCX, PDF or text file to Markdown, text, HTML, JSON or CSV, tables with their merged cells",
     [] {
       return with(with(format_property(text_formats(), "md"), table_property("Only this table, counted from 1")),
                   paging());
     },
     convert_tool},
    {"tables", "Lists the tables of a file: page, size, caption, header paths; or gives one of them whole",
     [] {
       return with(with(format_property(text_formats(), "md"), table_property("This table, counted from 1")), paging());
     },
     tables_tool},
    {"report", "Reads a file's tables as typed values with row and column paths, and by a profile as keyed values",
     [] { return with(with(format_property(report_names(), "json"), profile_property()), paging()); }, report_tool},
    {"validate", "Says whether a file could be read whole, what was odd or cut, and which checks of its profile failed",
     [] { return profile_property(); }, validate_tool},
};

json answer(std::string text, bool is_error = false) {
  return {{"content", json::array({{{"type", "text"}, {"text", std::move(text)}}})}, {"isError", is_error}};
}

json refusal(const Error& error) {
  return answer(std::string(name(error.code)) + ": " + error.message + (error.where.empty() ? "" : ", " + error.where),
                true);
}

/// Cuts `text` to the part that was asked for, at character borders, and says where the next one begins.
json page_of(const std::string& text, const Call& call) {
  const auto border = [&](std::size_t at) {
    at = std::min(at, text.size());
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    return at;
  };
  const std::size_t begin = border(call.number("offset", 0));
  const std::size_t size = std::min(call.number("max_chars", kPageChars), text.size());
  const std::size_t end = border(begin + size);
  json result = answer(text.substr(begin, end - begin));
  if (end < text.size())
    result["content"].push_back({{"type", "text"},
                                 {"text", "This is a part: " + std::to_string(text.size()) +
                                              " bytes in all; go on with offset " + std::to_string(end) + "."}});
  return result;
}

Result<std::vector<report::Profile>> profiles_of(const std::string& choice, const Root& root) {
  const auto builtins = report::builtin_profiles();
  const bool known = choice == "auto" || choice == "none" ||
                     std::any_of(builtins.begin(), builtins.end(), [&](const auto& one) { return one.id == choice; });
  if (known) return report::choose_profiles(choice);
  const auto file = root.read(choice, Limits().input_bytes);
  if (!file) return fail(file.error().code, "no shipped profile, and no file that can be read: " + choice);
  const Bytes bytes = file->bytes();
  auto profile = report::parse_profile({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, choice);
  if (!profile) return tl::unexpected(profile.error());
  std::vector<report::Profile> profiles;
  profiles.push_back(*std::move(profile));
  return profiles;
}

/// What the child process sends: the first character says whether it is output or an error.
std::string run_to_wire(const Tool& tool, const Call& call) {
  try {
    const auto done = tool.run(call);
    if (done) return "+" + *done;
    return "-" + refusal(done.error()).dump(-1, ' ', false, json::error_handler_t::replace);
  } catch (const json::exception& error) {
    return "-" +
           refusal({ErrorCode::bad_argument, error.what(), ""}).dump(-1, ' ', false, json::error_handler_t::replace);
  }
}

json run(const Tool& tool, const json& arguments, const Root& root) {
  if (!arguments.is_object() || !arguments.contains("path") || !arguments["path"].is_string())
    return refusal({ErrorCode::bad_argument, "the argument 'path' is missing", ""});
  Call call;
  call.arguments = arguments;
  const std::string path = arguments["path"].get<std::string>();
  const auto input = root.read(path, Limits().input_bytes);
  if (!input) return refusal(input.error());
  call.bytes = input->bytes();
  call.name = base_name(path);
  auto profiles = profiles_of(call.text("profile", "auto"), root);
  if (!profiles) return refusal(profiles.error());
  call.profiles = *std::move(profiles);
  const auto made = run_isolated({}, [&] { return run_to_wire(tool, call); });
  if (!made) return refusal(made.error());
  if (made->front() == '-') return json::parse(made->substr(1));
  return page_of(made->substr(1), call);
}

}  // namespace

json describe_tools() {
  json tools = json::array();
  for (const Tool& tool : kTools) {
    const json path = {
        {"path", {{"type", "string"}, {"description", "The file, relative to the server's root folder"}}}};
    tools.push_back(
        {{"name", tool.name},
         {"description", tool.description},
         {"inputSchema",
          {{"type", "object"}, {"properties", with(tool.properties(), path)}, {"required", json::array({"path"})}}},
         {"annotations", {{"readOnlyHint", true}, {"openWorldHint", false}}}});
  }
  return tools;
}

std::optional<json> call_tool(std::string_view name, const json& arguments, const Root& root) {
  const auto tool =
      std::find_if(std::begin(kTools), std::end(kTools), [&](const Tool& one) { return one.name == name; });
  if (tool == std::end(kTools)) return std::nullopt;
  try {
    return run(*tool, arguments, root);
  } catch (const json::exception& error) {  // an argument of another type
    return refusal({ErrorCode::bad_argument, error.what(), ""});
  }
}

}  // namespace gridlift::mcp
