#include "tools/bulk/job.h"

#include <nlohmann/json.hpp>

namespace gridlift::bulk {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestText = 2000;  // bytes of a message that an outcome may carry

Json parsed(std::string_view text) {
  return Json::parse(text, nullptr, false);
}

std::string text_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::uint64_t number_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

bool flag_of(const Json& json, const char* member) {
  const auto found = json.find(member);
  return found != json.end() && found->is_boolean() && found->get<bool>();
}

std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string to_wire(const RunOptions& options) {
  Json limits = Json::object();
  for (const LimitInfo& limit : limit_table()) limits[std::string(limit.name)] = options.convert.limits.*limit.value;
  const ReadOptions& read = options.convert.read;
  const WriteOptions& write = options.convert.write;
  Json json = {
      {"formats", options.formats},
      {"from", options.from},
      {"limits", std::move(limits)},
      {"password", read.password},
      {"track_changes", static_cast<unsigned>(read.track_changes)},
      {"hidden_text", read.hidden_text},
      {"comments", read.comments},
      {"picture_text", read.picture_text},
      {"latex", read.latex},
      {"respect_permissions", read.respect_permissions},
      {"keep_markup", read.keep_markup},
      {"encoding", read.encoding},
      {"min_confidence", options.convert.recover.min_confidence},
      {"stitch", options.convert.recover.stitch},
      {"keep_slivers", options.convert.recover.keep_slivers},
      {"filled", write.spans == SpanText::filled},
      {"furniture", write.furniture},
      {"escape_formulas", write.escape_formulas},
      {"memory_bytes", options.memory_bytes},
      {"cpu_seconds", options.cpu_seconds},
  };
  return dumped(json);
}

std::optional<RunOptions> options_from_wire(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object() || !json.contains("formats") || !json["formats"].is_array()) return std::nullopt;
  RunOptions options;
  options.formats.clear();
  for (const Json& format : json["formats"]) {
    if (format.is_string()) options.formats.push_back(format.get<std::string>());
  }
  options.from = text_of(json, "from");
  const Json limits = json.value("limits", Json::object());
  for (const LimitInfo& limit : limit_table()) {
    if (const std::uint64_t value = number_of(limits, std::string(limit.name).c_str()); value > 0)
      options.convert.limits.*limit.value = value;
  }
  ReadOptions& read = options.convert.read;
  read.password = text_of(json, "password");
  read.track_changes = static_cast<TrackChanges>(number_of(json, "track_changes") % 3);
  read.hidden_text = flag_of(json, "hidden_text");
  read.comments = flag_of(json, "comments");
  read.picture_text = flag_of(json, "picture_text");
  read.latex = flag_of(json, "latex");
  read.respect_permissions = flag_of(json, "respect_permissions");
  read.keep_markup = flag_of(json, "keep_markup");
  read.encoding = text_of(json, "encoding");
  const auto confidence = json.find("min_confidence");
  if (confidence != json.end() && confidence->is_number())
    options.convert.recover.min_confidence = confidence->get<double>();
  options.convert.recover.stitch = flag_of(json, "stitch");
  options.convert.recover.keep_slivers = flag_of(json, "keep_slivers");
  options.convert.write.spans = flag_of(json, "filled") ? SpanText::filled : SpanText::once;
  options.convert.write.furniture = flag_of(json, "furniture");
  options.convert.write.escape_formulas = flag_of(json, "escape_formulas");
  options.convert.from = options.from;
  options.memory_bytes = number_of(json, "memory_bytes");
  options.cpu_seconds = number_of(json, "cpu_seconds");
  return options;
}

std::string to_wire(const Job& job) {
  return dumped({{"id", job.id}, {"name", job.name}});
}

std::optional<Job> job_from_wire(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object()) return std::nullopt;
  return Job{number_of(json, "id"), text_of(json, "name")};
}

std::string_view name(Status status) {
  switch (status) {
    case Status::ok:
      return "ok";
    case Status::partial:
      return "partial";
    case Status::error:
      return "error";
  }
  return "error";
}

std::optional<Status> status_named(std::string_view text) {
  for (const Status status : {Status::ok, Status::partial, Status::error}) {
    if (text == name(status)) return status;
  }
  return std::nullopt;
}

std::string to_wire(const Outcome& outcome) {
  const std::string message = outcome.message.substr(0, kLongestText);
  return dumped({{"id", outcome.id},
                 {"status", std::string(name(outcome.status))},
                 {"code", outcome.code},
                 {"message", message},
                 {"format", outcome.format},
                 {"sha256", outcome.sha256},
                 {"pages", outcome.pages < 0 ? 0U : static_cast<unsigned>(outcome.pages)},
                 {"tables", outcome.tables},
                 {"input_chars", outcome.input_chars},
                 {"lost_chars", outcome.lost_chars},
                 {"diagnostics", outcome.diagnostics},
                 {"seconds", outcome.seconds},
                 {"peak_bytes", outcome.peak_bytes}});
}

std::optional<Outcome> outcome_from_wire(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object()) return std::nullopt;
  const auto status = status_named(text_of(json, "status"));
  if (!status) return std::nullopt;
  Outcome outcome;
  outcome.id = number_of(json, "id");
  outcome.status = *status;
  outcome.code = text_of(json, "code").substr(0, 64);
  outcome.message = text_of(json, "message").substr(0, kLongestText);
  outcome.format = text_of(json, "format").substr(0, 64);
  outcome.sha256 = text_of(json, "sha256");
  if (outcome.sha256.size() != 64 || outcome.sha256.find_first_not_of("0123456789abcdef") != std::string::npos)
    outcome.sha256.clear();
  outcome.pages = static_cast<int>(std::min<std::uint64_t>(number_of(json, "pages"), 1U << 30));
  outcome.tables = number_of(json, "tables");
  outcome.input_chars = number_of(json, "input_chars");
  outcome.lost_chars = number_of(json, "lost_chars");
  outcome.peak_bytes = number_of(json, "peak_bytes");
  const auto seconds = json.find("seconds");
  if (seconds != json.end() && seconds->is_number()) outcome.seconds = seconds->get<double>();
  const auto diagnostics = json.find("diagnostics");
  if (diagnostics != json.end() && diagnostics->is_object()) {
    for (const auto& [code, count] : diagnostics->items()) {
      if (count.is_number_unsigned() && outcome.diagnostics.size() < 200)
        outcome.diagnostics[code.substr(0, 64)] = count.get<std::uint64_t>();
    }
  }
  return outcome;
}

}  // namespace gridlift::bulk
