// gridlift bulk: many untrusted files, isolated and resumable. And the hidden subcommand that its workers run.
#include "tools/cli/bulk.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <thread>

#include "converters/input.h"
#include "converters/report/form/profile.h"
#include "tools/bulk/output_kinds.h"
#include "tools/bulk/worker.h"
#include "tools/cli/options.h"
#include "tools/cli/terminal.h"
#include "tools/cli/version.h"
#include "tools/parts/parts.h"

namespace gridlift::cli {

namespace {

struct Arguments {
  std::vector<std::string> inputs;
  std::vector<std::string> lists;
  bool by_nul = false;
  std::string formats = "txt";
  std::string profile = "auto";
  std::string shard;
  std::string unpack_bytes = "16G";
  bool dry_run = false;
  bool retry = false;
  bool no_dedup = false;
  bool no_archives = false;
  BulkManner manner;
  bulk::InputRules rules;
  bulk::BulkOptions options;
};

constexpr int kSocket = 3;  // where the coordinator puts a worker's socket

const std::map<std::string, bulk::SandboxLevel>& sandbox_levels() {
  static const std::map<std::string, bulk::SandboxLevel> kLevels = {
      {"best", bulk::SandboxLevel::best}, {"required", bulk::SandboxLevel::required}, {"off", bulk::SandboxLevel::off}};
  return kLevels;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    const std::size_t end = std::min(text.find(separator, begin), text.size());
    if (end > begin) out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

Result<std::vector<std::string>> read_lists(const Arguments& arguments) {
  std::vector<std::string> paths;
  for (const std::string& list : arguments.lists) {
    std::ifstream file;
    if (list != "-") file.open(list, std::ios::binary);
    std::istream& in = list == "-" ? std::cin : file;
    if (!in) return fail(ErrorCode::io_read, "cannot read the list", list);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::string& path : bulk::split_list(text, arguments.by_nul)) paths.push_back(std::move(path));
  }
  return paths;
}

/// A whole number and nothing else; 0 for anything that is none.
std::uint64_t whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? value : 0;
}

/// "2/8" -> shard 1 of 8, whose journal is journal-2-of-8.jsonl.
bool read_shard(const std::string& text, bulk::InputRules& rules, std::string& tag) {
  if (text.empty()) return true;
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return false;
  const std::uint64_t which = whole_number(std::string_view(text).substr(0, slash));
  rules.shards = whole_number(std::string_view(text).substr(slash + 1));
  if (which == 0 || rules.shards == 0 || which > rules.shards) return false;
  rules.shard = which - 1;
  tag = fmt::format("-{}-of-{}", which, rules.shards);
  return true;
}

int exit_status(const bulk::Tally& tally) {
  if (tally.interrupted_by != 0) return 128 + tally.interrupted_by;
  if (tally.failed > 0) return kFailed;
  return tally.partial > 0 ? kPartial : kDone;
}

int show_plan(const bulk::Inputs& inputs) {
  for (const bulk::Input& input : inputs.files) fmt::print("{}\n", for_terminal(input.name));
  for (const bulk::Refused& refused : inputs.refused) report_error(refused.name, {refused.code, refused.message, ""});
  return kDone;
}

/// Workers may not open files: a profile of the user's own goes to them as it is.
Result<void> choose_profile(const Arguments& arguments, bulk::RunOptions& run) {
  const std::string& choice = arguments.profile;
  const auto profiles = report::choose_profiles(choice);
  if (!profiles) return tl::unexpected(profiles.error());
  run.profile = choice;
  const auto shipped = report::builtin_profiles();
  if (choice == "auto" || choice == "none" ||
      std::any_of(shipped.begin(), shipped.end(), [&](const auto& one) { return one.id == choice; }))
    return {};
  const auto file = Input::open(choice, Limits().input_bytes);
  if (!file) return tl::unexpected(file.error());
  const Bytes bytes = file->bytes();
  run.profile_json.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  return {};
}

/// What was asked for as options of a run; or what is wrong with it.
Result<void> complete(Arguments& arguments) {
  bulk::BulkOptions& options = arguments.options;
  options.run.formats = split(arguments.formats, ',');
  if (options.run.formats.empty()) return fail(ErrorCode::bad_argument, "--to names no format");
  for (const std::string& format : options.run.formats) {
    auto extension = bulk::output_extension(format);
    if (!extension) return fail(ErrorCode::bad_argument, "there is no output format named '" + format + "'");
    arguments.rules.names.extensions.push_back(*std::move(extension));
  }
  const auto& formats = options.run.formats;
  if (std::find(formats.begin(), formats.end(), bulk::kReport) != formats.end()) {
    if (auto chosen = choose_profile(arguments, options.run); !chosen) return chosen;
  } else if (arguments.profile != "auto") {
    return fail(ErrorCode::bad_argument, "--profile is for reports: --to report");
  }
  if (!read_shard(arguments.shard, arguments.rules, options.tag))
    return fail(ErrorCode::bad_argument, "--shard takes I/N, with 1 <= I <= N");
  while (options.output.size() > 1 && options.output.ends_with('/')) options.output.pop_back();
  options.run.from = options.run.convert.from;
  options.run.unpack_bytes = parse_limit(arguments.unpack_bytes);
  options.deduplicate = !arguments.no_dedup;
  options.retry_failed = arguments.retry;
  options.resume = options.resume || arguments.retry;
  options.version = version_number();
  apply(arguments.manner, options);
  arguments.rules.filter.archives = !arguments.no_archives;
  arguments.rules.names.flat = options.flat;
  arguments.rules.output = options.output;
  options.run.filter = arguments.rules.filter;
  return {};
}

int run(Arguments& arguments) {
  if (const auto completed = complete(arguments); !completed) return stop(completed.error());
  const auto listed = read_lists(arguments);
  if (!listed) return stop(listed.error());
  auto inputs = bulk::find_inputs(arguments.inputs, *listed, arguments.rules);
  if (!inputs) return stop(inputs.error());
  if (arguments.dry_run) return show_plan(*inputs);
  return run_and_report(*std::move(inputs), arguments.options, arguments.manner);
}

constexpr const char* kExamples = R"(Examples:
  gridlift bulk archive -o out --to txt,json          a tree of files; out mirrors it
  gridlift bulk archive -o out --to txt --resume      go on where a run was stopped
  find . -name '*.pdf' -print0 | gridlift bulk -0 --list - -o out
  gridlift bulk archive -o out --shard 3/8            the third of eight parts of the work
  gridlift bulk status out                            what is done, and what failed
  gridlift bulk retry out --timeout 600               once more what failed

Each document is converted in a worker process with limits on memory and time; one that crashes or hangs costs only that
document, is tried once more alone, and is then listed as failed. OUT/journal.jsonl has a line for each document,
OUT/summary.json the figures.
)";

void add_input_options(CLI::App& bulk, Arguments& arguments) {
  constexpr const char* kGroup = "Inputs";
  bulk.add_option("INPUT", arguments.inputs, "Files, folders, ZIP and tar archives");
  bulk.add_option("--list", arguments.lists, "A file with one path a line, or parted by NUL; - is standard input")
      ->allow_extra_args(false)
      ->group(kGroup);
  bulk.add_flag("-0,--null", arguments.by_nul, "Lists are parted by NUL (also found out)")->group(kGroup);
  bulk.add_option("--include", arguments.rules.filter.include, "Only names that fit this glob, or one of several")
      ->allow_extra_args(false)
      ->group(kGroup);
  bulk.add_option("--exclude", arguments.rules.filter.exclude, "No names that fit this glob")
      ->allow_extra_args(false)
      ->group(kGroup);
  bulk.add_flag("--no-archives", arguments.no_archives, "Do not look into archives")->group(kGroup);
  bulk.add_option("--unpack-bytes", arguments.unpack_bytes, "What may be unpacked of one archive, with K, M, G or T")
      ->capture_default_str()
      ->group(kGroup);
  bulk.add_flag("--follow", arguments.rules.follow_links, "Go after symbolic links in folders")->group(kGroup);
  bulk.add_option("--shard", arguments.shard, "I/N: the I-th of N parts of the list, by a hash of the name")
      ->group(kGroup);
}

void add_output_options(CLI::App& bulk, Arguments& arguments) {
  bulk.add_option("--to", arguments.formats,
                  "Output formats, parted by commas; report: typed values, as gridlift report")
      ->capture_default_str();
  bulk.add_option("--profile", arguments.profile, "Of reports: auto, none, the name of a shipped profile, or a file")
      ->capture_default_str();
  bulk.add_flag("--flat", arguments.options.flat, "All outputs in one folder");
  bulk.add_flag("--resume", arguments.options.resume, "Go on with an earlier run: skip what is done and unchanged");
  bulk.add_flag("--retry", arguments.retry, "As --resume, and do again what failed");
  bulk.add_flag("--verify", arguments.options.verify, "With --resume: hash the outputs that are there");
  bulk.add_flag("--no-dedup", arguments.no_dedup, "Convert equal files each on its own");
  bulk.add_flag("--dry-run", arguments.dry_run, "Only print which files would be converted");
}

/// `--limit 100` is a number of files, `--limit pages=100` a limit of core/limits.h.
void add_limits(CLI::App& bulk, Arguments& arguments) {
  add_limit_option(bulk, arguments.options.run.convert, [&arguments](const std::string& setting) {
    const std::uint64_t files = whole_number(setting);
    if (files > 0) arguments.rules.limit = files;
    return files > 0;
  });
}

}  // namespace

int stop(const Error& error) {
  report_error(error.where, error);
  return kCannotRun;
}

void add_manner_options(CLI::App& app, BulkManner& manner) {
  constexpr const char* kGroup = "Workers";
  app.add_option("--jobs,-j", manner.jobs, "Worker processes; 0: one for each core")
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--timeout", manner.timeout, "Seconds for one document; a reader stops itself after half of them")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--stall", manner.stall, "Seconds without a sign of life")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--memory", manner.memory_mb, "MB of address space for a worker")
      ->check(CLI::Range(128, 1 << 20))
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--recycle", manner.recycle, "Documents after which a worker is replaced")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str()
      ->group(kGroup);
  app.add_option("--sandbox", manner.sandbox, "best: what the kernel has; required: or else do not run; off")
      ->check(CLI::IsMember(sandbox_levels()))
      ->capture_default_str()
      ->group(kGroup);
  app.add_flag("--quiet", manner.quiet, "No progress, no summary");
  app.add_flag("--json-progress", manner.json_progress, "Progress as JSON lines on standard error");
}

void apply(const BulkManner& manner, bulk::BulkOptions& options) {
  options.jobs = manner.jobs > 0 ? manner.jobs : std::max(1U, std::thread::hardware_concurrency());
  options.run.memory_bytes = manner.memory_mb << 20;
  options.run.cpu_seconds = manner.timeout;
  options.recycle_after = manner.recycle;
  options.run.sandbox = sandbox_levels().at(manner.sandbox);
  options.patience = {std::chrono::seconds(manner.timeout), std::chrono::seconds(manner.stall)};
  // A reader that stops itself leaves a partial document, a killed one leaves none. --limit time-ms has its own word.
  std::uint64_t& soft = options.run.convert.limits.time_ms;
  if (soft == Limits().time_ms) soft = manner.timeout * std::uint64_t{500};
}

int run_and_report(bulk::Inputs inputs, const bulk::BulkOptions& options, const BulkManner& manner) {
  const bulk::ProgressStyle style = manner.quiet           ? bulk::ProgressStyle::none
                                    : manner.json_progress ? bulk::ProgressStyle::json
                                                           : bulk::usual_style();
  bulk::Progress progress(style);
  const bulk::RunEnd end =
      bulk::run_bulk(std::move(inputs), options, [&](const bulk::Tally& now) { progress.show(now); });
  if (end.tally.total > 0 || !end.failure) progress.finish(end.tally);
  if (end.failure) {
    Error error = *end.failure;
    if (end.tally.total > 0)
      error.message +=
          fmt::format("; {} of {} documents are done, --resume goes on", end.tally.done(), end.tally.total);
    return stop(error);
  }
  if (const auto written = bulk::write_summary(options.output, "summary" + options.tag + ".json", end.tally); !written)
    return stop(written.error());
  return exit_status(end.tally);
}

void add_bulk(CLI::App& app, int& status) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* bulk = app.add_subcommand("bulk", "Convert many files in isolated workers; can be stopped and resumed");
  bulk->require_subcommand(0, 1);
  CLI::Option* output = bulk->add_option("-o,--output", arguments->options.output, "The output folder");
  add_input_options(*bulk, *arguments);
  add_output_options(*bulk, *arguments);
  add_manner_options(*bulk, arguments->manner);
  add_reading_options(*bulk, arguments->options.run.convert);
  add_recovery_options(*bulk, arguments->options.run.convert);
  add_limits(*bulk, *arguments);
  add_folder_commands(*bulk, status);
  bulk->footer(kExamples);
  bulk->callback([bulk, arguments, output, &status] {
    if (!bulk->get_subcommands().empty()) return;
    if (output->count() == 0 && !arguments->dry_run) throw CLI::RequiredError("-o");
    if (arguments->inputs.empty() && arguments->lists.empty()) throw CLI::RequiredError("INPUT");
    status = run(*arguments);
  });
}

void add_worker(CLI::App& app, int& status) {
  app.add_subcommand("worker", "")->group("")->callback([&status] {
    load_parts();  // the sandbox lets no further libraries in
    status = bulk::run_worker(kSocket);
  });
}

}  // namespace gridlift::cli
