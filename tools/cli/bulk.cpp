// gridlift bulk: many untrusted files, isolated and resumable. And the hidden subcommand that its workers run.
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <thread>

#include "tools/bulk/coordinator.h"
#include "tools/bulk/journal.h"
#include "tools/bulk/progress.h"
#include "tools/bulk/worker.h"
#include "tools/cli/options.h"
#include "tools/cli/terminal.h"

namespace gridlift::cli {

namespace {

struct Arguments {
  std::vector<std::string> inputs;
  std::vector<std::string> lists;
  std::string formats = "txt";
  std::string shard;
  unsigned timeout = 120;
  std::uint64_t memory_mb = 2048;
  bool dry_run = false;
  bool quiet = false;
  bool json_progress = false;
  bool retry = false;
  bool no_dedup = false;
  bulk::InputRules rules;
  bulk::BulkOptions options;
};

constexpr int kSocket = 3;  // where the coordinator puts a worker's socket

int stop(const Error& error) {
  report_error(error.where, error);
  return kCannotRun;
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

Result<std::vector<std::string>> read_lists(const std::vector<std::string>& lists) {
  std::vector<std::string> paths;
  for (const std::string& list : lists) {
    std::ifstream file;
    if (list != "-") file.open(list, std::ios::binary);
    std::istream& in = list == "-" ? std::cin : file;
    if (!in) return fail(ErrorCode::io_read, "cannot read the list", list);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::string& path : bulk::split_list(text)) paths.push_back(std::move(path));
  }
  return paths;
}

/// "2/8" -> shard 1 of 8.
bool read_shard(const std::string& text, bulk::InputRules& rules) {
  if (text.empty()) return true;
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return false;
  const auto number = [](const std::string& digits) { return std::strtoull(digits.c_str(), nullptr, 10); };
  const std::uint64_t which = number(text.substr(0, slash));
  rules.shards = number(text.substr(slash + 1));
  if (which == 0 || rules.shards == 0 || which > rules.shards) return false;
  rules.shard = which - 1;
  return true;
}

int exit_status(const bulk::Tally& tally) {
  if (tally.interrupted_by != 0) return 128 + tally.interrupted_by;
  if (tally.failed > 0) return kFailed;
  return tally.partial > 0 ? kPartial : kDone;
}

int run(Arguments& arguments) {
  bulk::BulkOptions& options = arguments.options;
  options.run.formats = split(arguments.formats, ',');
  for (const std::string& format : options.run.formats) {
    if (find_serializer(format) == nullptr)
      return stop({ErrorCode::bad_argument, "there is no output format named '" + format + "'", ""});
  }
  if (options.run.formats.empty()) return stop({ErrorCode::bad_argument, "--to names no format", ""});
  if (!read_shard(arguments.shard, arguments.rules))
    return stop({ErrorCode::bad_argument, "--shard takes I/N, with 1 <= I <= N", ""});
  options.run.from = options.run.convert.from;
  options.run.memory_bytes = arguments.memory_mb << 20;
  options.run.cpu_seconds = arguments.timeout;
  options.timeout = std::chrono::seconds(arguments.timeout);
  options.deduplicate = !arguments.no_dedup;
  options.retry_failed = arguments.retry;
  options.resume = options.resume || arguments.retry;
  arguments.rules.output = options.output;
  const auto listed = read_lists(arguments.lists);
  if (!listed) return stop(listed.error());
  const auto inputs = bulk::find_inputs(arguments.inputs, *listed, arguments.rules);
  if (!inputs) return stop(inputs.error());
  if (arguments.dry_run) {
    for (const bulk::Input& input : inputs->files) fmt::print("{}\n", for_terminal(input.name));
    for (const bulk::Refused& refused : inputs->refused)
      report_error(refused.name, {refused.code, refused.message, ""});
    return kDone;
  }
  const bulk::ProgressStyle style = arguments.quiet           ? bulk::ProgressStyle::none
                                    : arguments.json_progress ? bulk::ProgressStyle::json
                                                              : bulk::usual_style();
  bulk::Progress progress(style);
  const auto tally = bulk::run_bulk(*inputs, options, [&](const bulk::Tally& now) { progress.show(now); });
  if (!tally) return stop(tally.error());
  progress.finish(*tally);
  if (const auto written = bulk::write_summary(options.output, *tally); !written) return stop(written.error());
  return exit_status(*tally);
}

int show_status(const std::string& folder) {
  const auto entries = bulk::read_journal(folder + "/journal.jsonl");
  if (!entries) return stop(entries.error());
  bulk::Tally tally;
  for (const bulk::Entry& entry : *entries) {
    const bulk::Status status = entry.outcome.status;
    (status == bulk::Status::ok ? tally.ok : status == bulk::Status::partial ? tally.partial : tally.failed) += 1;
    if (!entry.outcome.code.empty()) ++tally.codes[entry.outcome.code];
    tally.bytes += entry.size;
    tally.pages += static_cast<std::uint64_t>(entry.outcome.pages);
    tally.tables += entry.outcome.tables;
    tally.lost_chars += entry.outcome.lost_chars;
    if (!entry.same_as.empty()) ++tally.duplicates;
  }
  tally.total = entries->size();
  fmt::print("{}", bulk::summary_text(tally));
  for (const bulk::Entry& entry : *entries) {
    if (entry.outcome.status == bulk::Status::error)
      fmt::print("failed: {}: {} ({})\n", for_terminal(entry.input), for_terminal(entry.outcome.message),
                 entry.outcome.code);
  }
  return kDone;
}

constexpr const char* kExamples = R"(Examples:
  gridlift bulk archive -o out --to txt,json          a tree of files; out mirrors it
  gridlift bulk archive -o out --to txt --resume      go on where a run was stopped
  find . -name '*.pdf' -print0 | gridlift bulk --list - -o out
  gridlift bulk archive -o out3 --shard 3/8           the third of eight parts of the work
  gridlift bulk --status out                          what is done, and what failed

Each document is converted in a worker process with limits on memory and time; one that crashes or hangs costs only that
document, is tried once more alone, and is then listed as failed. OUT/journal.jsonl has a line for each document,
OUT/summary.json the figures.
)";

}  // namespace

void add_bulk(CLI::App& app, int& status) {
  auto arguments = std::make_shared<Arguments>();
  auto status_of = std::make_shared<std::string>();
  CLI::App* bulk = app.add_subcommand("bulk", "Convert many files in isolated workers; can be stopped and resumed");
  bulk->add_option("INPUT", arguments->inputs, "Files and folders");
  bulk->add_option("--list", arguments->lists, "A file with one path a line, or parted by NUL; - is standard input");
  CLI::Option* output = bulk->add_option("-o,--output", arguments->options.output, "The output folder");
  bulk->add_option("--to", arguments->formats, "Output formats, parted by commas")->capture_default_str();
  bulk->add_option("--include", arguments->rules.include, "Only names that fit one of these globs");
  bulk->add_option("--exclude", arguments->rules.exclude, "No names that fit one of these globs");
  bulk->add_flag("--follow", arguments->rules.follow_links, "Enter folders behind symbolic links");
  bulk->add_option("--limit-files", arguments->rules.limit, "Stop after so many files");
  bulk->add_option("--shard", arguments->shard, "I/N: the I-th of N parts of the list, by a hash of the name");
  bulk->add_option("--jobs,-j", arguments->options.jobs, "Worker processes; 0: one for each core")->default_val(0);
  bulk->add_option("--timeout", arguments->timeout, "Seconds for one document")
      ->check(CLI::Range(1, 86'400))
      ->capture_default_str();
  bulk->add_option("--memory", arguments->memory_mb, "MB of address space for a worker")
      ->check(CLI::Range(128, 1 << 20))
      ->capture_default_str();
  bulk->add_flag("--resume", arguments->options.resume, "Go on with an earlier run: skip what is done and unchanged");
  bulk->add_flag("--retry", arguments->retry, "As --resume, and do again what failed");
  bulk->add_flag("--no-dedup", arguments->no_dedup, "Convert equal files each on its own");
  bulk->add_flag("--flat", arguments->options.flat, "All outputs in one folder");
  bulk->add_flag("--dry-run", arguments->dry_run, "Only print which files would be converted");
  bulk->add_flag("--quiet", arguments->quiet, "No progress");
  bulk->add_flag("--json-progress", arguments->json_progress, "Progress as JSON lines on standard error");
  bulk->add_option("--status", *status_of, "Print what the journal of this folder says, and do nothing");
  add_reading_options(*bulk, arguments->options.run.convert);
  add_recovery_options(*bulk, arguments->options.run.convert);
  add_limit_option(*bulk, arguments->options.run.convert);
  bulk->footer(kExamples);
  bulk->callback([arguments, status_of, output, &status] {
    if (!status_of->empty()) {
      status = show_status(*status_of);
      return;
    }
    if (output->count() == 0 && !arguments->dry_run) throw CLI::RequiredError("-o");
    if (arguments->options.jobs == 0) arguments->options.jobs = std::max(1U, std::thread::hardware_concurrency());
    status = run(*arguments);
  });
}

void add_worker(CLI::App& app, int& status) {
  app.add_subcommand("worker", "")->group("")->callback([&status] { status = bulk::run_worker(kSocket); });
}

}  // namespace gridlift::cli
