#include "tools/bulk/job.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "tools/bulk/digest.h"

namespace gridlift::bulk {

namespace {

constexpr std::string_view kAlive = "alive";
constexpr std::size_t kLongestText = 2000;  // bytes of a message that an outcome may carry

Json parsed(std::string_view text) {
  return Json::parse(text, nullptr, false);
}

std::vector<std::string> texts_of(const Json& json, const char* member) {
  std::vector<std::string> texts;
  const auto found = json.find(member);
  if (found == json.end() || !found->is_array()) return texts;
  for (const Json& text : *found) {
    if (text.is_string()) texts.push_back(text.get<std::string>());
  }
  return texts;
}

/// Bounds on time, which do not belong to the identity of an output.
bool is_time(std::string_view limit) {
  return limit == "time-ms" || limit == "page-time-ms";
}

Json identity(const RunOptions& options) {
  Json limits = Json::object();
  for (const LimitInfo& limit : limit_table()) {
    if (!is_time(limit.name)) limits[std::string(limit.name)] = options.convert.limits.*limit.value;
  }
  const ReadOptions& read = options.convert.read;
  const WriteOptions& write = options.convert.write;
  return {
      {"formats", options.formats},
      {"from", options.from},
      {"profile", options.profile},
      {"profile_json", options.profile_json},
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
  };
}

}  // namespace

std::string options_hash(const RunOptions& options) {
  return digest_of(dumped(identity(options)));
}

std::string to_wire(const RunOptions& options) {
  Json json = identity(options);
  for (const LimitInfo& limit : limit_table()) {
    if (is_time(limit.name)) json["limits"][std::string(limit.name)] = options.convert.limits.*limit.value;
  }
  json["memory_bytes"] = options.memory_bytes;
  json["cpu_seconds"] = options.cpu_seconds;
  json["unpack_bytes"] = options.unpack_bytes;
  json["include"] = options.filter.include;
  json["exclude"] = options.filter.exclude;
  json["archives"] = options.filter.archives;
  json["sandbox"] = static_cast<unsigned>(options.sandbox);
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
  options.profile = text_of(json, "profile");
  options.profile_json = text_of(json, "profile_json");
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
  options.convert.recover.min_confidence = real_of(json, "min_confidence");
  options.convert.recover.stitch = flag_of(json, "stitch");
  options.convert.recover.keep_slivers = flag_of(json, "keep_slivers");
  options.convert.write.spans = flag_of(json, "filled") ? SpanText::filled : SpanText::once;
  options.convert.write.furniture = flag_of(json, "furniture");
  options.convert.write.escape_formulas = flag_of(json, "escape_formulas");
  options.convert.from = options.from;
  options.memory_bytes = number_of(json, "memory_bytes");
  options.cpu_seconds = number_of(json, "cpu_seconds");
  options.unpack_bytes = number_of(json, "unpack_bytes");
  options.filter = {texts_of(json, "include"), texts_of(json, "exclude"), flag_of(json, "archives")};
  options.sandbox = static_cast<SandboxLevel>(std::min<std::uint64_t>(number_of(json, "sandbox"), 2));
  return options;
}

std::string to_wire(const Job& job) {
  Json json = {
      {"id", job.id},     {"offset", job.offset},           {"size", job.size},   {"unpack", job.unpack},
      {"room", job.room}, {"cpu_seconds", job.cpu_seconds}, {"pages", job.pages}, {"count_pages", job.count_pages}};
  put_name(json, "name", job.name);
  return dumped(json);
}

std::optional<Job> job_from_wire(std::string_view text) {
  const Json json = parsed(text);
  if (!json.is_object()) return std::nullopt;
  Job job;
  job.id = number_of(json, "id");
  job.name = name_of(json, "name");
  job.offset = number_of(json, "offset");
  job.size = number_of(json, "size");
  job.unpack = flag_of(json, "unpack");
  job.room = number_of(json, "room");
  job.cpu_seconds = number_of(json, "cpu_seconds");
  job.pages = number_of(json, "pages");
  job.count_pages = flag_of(json, "count_pages");
  return job;
}

std::string alive(std::uint64_t pages) {
  return std::string(kAlive) + ' ' + std::to_string(pages);
}

std::optional<std::uint64_t> alive_from_wire(std::string_view text) {
  if (!text.starts_with(kAlive) || text.size() <= kAlive.size() + 1 || text[kAlive.size()] != ' ') return std::nullopt;
  std::uint64_t pages = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + kAlive.size() + 1, end, pages);
  if (error != std::errc() || stop != end) return std::nullopt;
  return pages;
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
  return dumped(to_json(outcome));
}

Json to_json(const Outcome& outcome) {
  const std::string message = outcome.message.substr(0, kLongestText);
  return {{"id", outcome.id},
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
          {"members", outcome.members},
          {"peak_bytes", outcome.peak_bytes}};
}

std::optional<Outcome> outcome_from_wire(std::string_view text) {
  return outcome_from_json(parsed(text));
}

std::optional<Outcome> outcome_from_json(const Json& json) {
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
  outcome.members = number_of(json, "members");
  outcome.seconds = real_of(json, "seconds");
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
