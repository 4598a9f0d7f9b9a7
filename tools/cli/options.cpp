#include "tools/cli/options.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>
#include <memory>
#include <utility>

namespace gridlift::cli {

namespace {

constexpr const char* kReading = "Reading";
constexpr const char* kRecovery = "Tables";

std::vector<std::string> reader_names() {
  std::vector<std::string> names = {"auto"};
  for (const Reader* reader : readers()) names.emplace_back(reader->name);
  return names;
}

void set_limit(Limits& limits, const std::string& setting) {
  const std::size_t equals = setting.find('=');
  const std::string name = setting.substr(0, equals);
  const auto table = limit_table();
  const auto row = std::find_if(table.begin(), table.end(), [&](const LimitInfo& info) { return info.name == name; });
  if (equals == std::string::npos || row == table.end())
    throw CLI::ValidationError("--limit", "'" + setting + "' is not NAME=VALUE; see 'gridlift list limits'");
  limits.*(row->value) = parse_limit(setting.substr(equals + 1));
}

/// A file of settings, one a line; '#' begins a comment.
void read_limits(Limits& limits, const std::string& path) {
  std::ifstream file(path);
  if (!file) throw CLI::ValidationError("--limits-from", "cannot read " + path);
  for (std::string line; std::getline(file, line);) {
    line.erase(std::min(line.find('#'), line.size()));
    std::erase_if(line, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    if (!line.empty()) set_limit(limits, line);
  }
}

}  // namespace

std::uint64_t parse_limit(const std::string& text) {
  if (text == "unlimited") return Limits::kUnlimited;
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  static const std::map<std::string_view, std::uint64_t> kUnits = {
      {"", 1}, {"K", 1ULL << 10}, {"M", 1ULL << 20}, {"G", 1ULL << 30}, {"T", 1ULL << 40}, {"ms", 1}, {"s", 1000}};
  const auto unit = kUnits.find(std::string_view(read.ptr, static_cast<std::size_t>(end - read.ptr)));
  if (read.ec != std::errc() || value == 0 || unit == kUnits.end() || value > UINT64_MAX / unit->second)
    throw CLI::ValidationError("--limit",
                               "'" + text +
                                   "' is no limit: give a number from 1, with K, M, G or T, with ms or s, or "
                                   "'unlimited'");
  return value * unit->second;
}

void add_reading_options(CLI::App& app, ConvertOptions& options) {
  app.add_option("--from", options.from, "Format of the input; 'auto' looks at the content")
      ->check(CLI::IsMember(reader_names()))
      ->capture_default_str()
      ->group(kReading);
  app.add_option("--password", options.read.password, "PDF: the user or owner password")->group(kReading);
  app.add_option("--encoding", options.read.encoding, "Text: the character set, instead of finding it out")
      ->group(kReading);
  static const std::map<std::string, TrackChanges> kTrackChanges = {
      {"accept", TrackChanges::accept}, {"reject", TrackChanges::reject}, {"all", TrackChanges::all}};
  app.add_option_function<std::string>(
         "--track-changes",
         [&options](const std::string& name) { options.read.track_changes = kTrackChanges.at(name); },
         "DOCX: what becomes of tracked changes: 'accept' (the default), 'reject', or 'all' to keep both")
      ->check(CLI::IsMember({"accept", "reject", "all"}))
      ->group(kReading);
  app.add_flag("--hidden", options.read.hidden_text,
               "Keep hidden text (DOCX), and text off the page or clipped away (PDF)")
      ->group(kReading);
  app.add_flag("--comments", options.read.comments, "DOCX: keep comments, as notes")->group(kReading);
  app.add_flag("--picture-text", options.read.picture_text, "DOCX: keep the alternative texts of pictures, in brackets")
      ->group(kReading);
  app.add_flag("--latex", options.read.latex, "DOCX: equations as LaTeX")->group(kReading);
  app.add_flag("--keep-markup", options.read.keep_markup, "Text: keep the marks that other converters left behind")
      ->group(kReading);
  app.add_flag("--respect-permissions", options.read.respect_permissions,
               "PDF: refuse files whose owner forbids copying")
      ->group(kReading);
}

void add_recovery_options(CLI::App& app, ConvertOptions& options) {
  app.add_option("--min-confidence", options.recover.min_confidence,
                 "Give tables that are less sure than this (0 to 1) back to the text")
      ->check(CLI::Range(0.0, 1.0))
      ->group(kRecovery);
  app.add_flag_callback(
         "--no-stitch", [&options] { options.recover.stitch = false; }, "Do not join tables over page breaks")
      ->group(kRecovery);
  app.add_flag("--keep-slivers", options.recover.keep_slivers, "Keep columns that are only a hair wide")
      ->group(kRecovery);
}

void add_limit_option(CLI::App& app, ConvertOptions& options, std::function<bool(const std::string&)> other) {
  constexpr const char* kGroup = "Limits";
  const std::string help = std::string(other ? "How many files; or " : "") +
                           "NAME=VALUE, e.g. pages=100 or input-bytes=64M; see 'gridlift list limits'";
  app.add_option_function<std::string>(
         "--limits-from", [&options](const std::string& path) { read_limits(options.limits, path); },
         "A file with a line 'NAME = VALUE' for each limit; --limit goes before it")
      ->type_name("FILE")
      ->group(kGroup);
  app.add_option_function<std::vector<std::string>>(
         "--limit",
         [&options, other = std::move(other)](const std::vector<std::string>& settings) {
           for (const std::string& setting : settings) {
             if (!other || !other(setting)) set_limit(options.limits, setting);
           }
         },
         help)
      ->type_name("NAME=VALUE")
      ->take_all()
      ->expected(1)
      ->group(kGroup);
}

}  // namespace gridlift::cli
