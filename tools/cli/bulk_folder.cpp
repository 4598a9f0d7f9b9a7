// gridlift bulk status, retry, merge: what is done with a folder that a run has made.
#include <fmt/format.h>

#include <memory>
#include <set>

#include "tools/bulk/join.h"
#include "tools/bulk/merge.h"
#include "tools/bulk/tasks.h"
#include "tools/cli/bulk.h"
#include "tools/cli/options.h"
#include "tools/cli/output.h"
#include "tools/cli/terminal.h"
#include "tools/cli/version.h"

namespace gridlift::cli {

namespace {

bool running(const std::string& folder) {
  for (const std::string& path : bulk::journals_in(folder)) {
    if (bulk::is_locked(path)) return true;
  }
  return false;
}

int show_status(const std::string& folder, bool as_json) {
  bulk::Tally tally;
  std::vector<bulk::Entry> failed;
  const auto journals = bulk::journals_in(folder);
  if (journals.empty()) return stop({ErrorCode::io_read, "no journal in " + folder, ""});
  std::map<std::string, bulk::Entry> entries;
  std::uint64_t total = 0;
  for (const std::string& path : journals) {
    auto recorded = bulk::read_journal(path);
    if (!recorded) return stop(recorded.error());
    total += recorded->total;
    for (auto& [input, entry] : recorded->entries) entries.insert_or_assign(input, std::move(entry));
  }
  for (const auto& [input, entry] : entries) {
    tally.count(entry);
    if (entry.outcome.status == bulk::Status::error) failed.push_back(entry);
  }
  tally.total = std::max<std::uint64_t>(total, tally.done());
  if (as_json) {
    bulk::Json json = bulk::to_json(tally);
    json["running"] = running(folder);
    fmt::print("{}\n", bulk::dumped(json));
    return kDone;
  }
  fmt::print("{}{:<20}{:>10}\n", bulk::summary_text(tally), "running", running(folder) ? "yes" : "no");
  for (const bulk::Entry& entry : failed) {
    fmt::print("failed: {}: {} ({})\n", for_terminal(entry.input), for_terminal(entry.outcome.message),
               for_terminal(entry.outcome.code));
  }
  return kDone;
}

ErrorCode code_named(std::string_view text) {
  for (int i = 0; i < static_cast<int>(ErrorCode::internal); ++i) {
    if (gridlift::name(static_cast<ErrorCode>(i)) == text) return static_cast<ErrorCode>(i);
  }
  return ErrorCode::internal;
}

struct Retry {
  std::string folder;
  std::string password;
  BulkManner manner;
};

/// All that the journal knows, so that the figures are those of the whole folder. What failed is looked at again; of a
/// failed member the archive around it.
bulk::Inputs inputs_of(const bulk::Recorded& recorded) {
  std::set<std::string> again;
  for (const auto& [name, entry] : recorded.entries) {
    if (entry.outcome.status == bulk::Status::error) again.insert(entry.archive.empty() ? name : entry.archive);
  }
  bulk::Inputs inputs;
  for (const auto& [name, entry] : recorded.entries) {
    if (!entry.archive.empty()) continue;
    if (entry.path.empty()) {  // nothing that could be opened, then as now
      inputs.refused.push_back({name, code_named(entry.outcome.code), entry.outcome.message});
      continue;
    }
    bulk::Input input;
    input.path = entry.path;
    input.name = name;
    input.stem = entry.stem;
    input.size = entry.size;
    input.mtime_ns = entry.mtime_ns;
    if (again.count(name) > 0) (void)bulk::open_input(input);  // as it is now; whether it is there the run will see
    inputs.files.push_back(std::move(input));
  }
  return inputs;
}

int retry(const Retry& retry, const std::string& journal) {
  const auto recorded = bulk::read_journal(journal);
  if (!recorded) return stop(recorded.error());
  const auto run = bulk::options_from_wire(recorded->header.options);
  if (!run) return stop({ErrorCode::damaged, "the journal does not say with which options it was made", journal});
  if (recorded->header.needs_password && retry.password.empty())
    return stop({ErrorCode::bad_argument, "the run had a --password: give it again", ""});
  bulk::BulkOptions options;
  options.run = *run;
  options.run.convert.read.password = retry.password;
  options.output = retry.folder;
  const std::string name = journal.substr(retry.folder.size() + 1 + std::string("journal").size());
  options.tag = name.substr(0, name.size() - std::string(".jsonl").size());
  options.version = version_number();
  options.flat = recorded->header.flat;
  options.resume = options.retry_failed = true;
  apply(retry.manner, options);
  return run_and_report(inputs_of(*recorded), options, retry.manner);
}

int retry_all(const Retry& arguments) {
  const auto journals = bulk::journals_in(arguments.folder);
  if (journals.empty()) return stop({ErrorCode::io_read, "no journal in " + arguments.folder, ""});
  int status = kDone;
  for (const std::string& journal : journals) status = std::max(status, retry(arguments, journal));
  return status;
}

struct Merge {
  std::vector<std::string> folders;
  std::string into;
};

int merge(const Merge& arguments) {
  std::string into = arguments.into;
  std::vector<std::string> others = arguments.folders;
  if (into.empty()) {
    into = others.front();
    others.erase(others.begin());
  }
  const auto tally = bulk::merge(into, others);
  if (!tally) return stop(tally.error());
  fmt::print("{}", bulk::summary_text(*tally));
  return kDone;
}

struct Join {
  std::string folder;
  std::string format;
  std::string output;
};

int join(const Join& arguments) {
  const auto recorded = bulk::read_folders({arguments.folder});
  if (!recorded) return stop(recorded.error());
  const auto run = bulk::options_from_wire(recorded->header.options);
  std::string format = arguments.format;
  for (const std::string& made : run ? run->formats : std::vector<std::string>()) {
    if (format.empty() && bulk::can_be_joined(made)) format = made;
  }
  if (format.empty() || !bulk::can_be_joined(format))
    return stop({ErrorCode::bad_argument, "only ndjson, txt, md, csv and tsv can be joined", ""});
  StandardOutput standard;
  FileOutput file(arguments.output);
  const bool to_file = !arguments.output.empty() && arguments.output != "-";
  auto done = bulk::join(arguments.folder, *recorded, format, to_file ? static_cast<Output&>(file) : standard);
  if (done && to_file) done = file.commit();
  return done ? kDone : stop(done.error());
}

}  // namespace

void add_folder_commands(CLI::App& bulk, int& status) {
  auto folder = std::make_shared<std::string>();
  auto as_json = std::make_shared<bool>(false);
  CLI::App* show =
      bulk.add_subcommand("status", "What is done in an output folder, and what failed; also while it runs");
  show->add_option("OUT", *folder, "The output folder")->required();
  show->add_flag("--json", *as_json, "The figures as JSON");
  show->callback([folder, as_json, &status] { status = show_status(*folder, *as_json); });

  auto again = std::make_shared<Retry>();
  CLI::App* redo = bulk.add_subcommand("retry", "Do again what failed in an output folder, perhaps with wider limits");
  redo->add_option("OUT", again->folder, "The output folder")->required();
  redo->add_option("--password", again->password, "PDF: the password, if the run had one");
  add_manner_options(*redo, again->manner);
  redo->callback([again, &status] {
    while (again->folder.size() > 1 && again->folder.ends_with('/')) again->folder.pop_back();
    status = retry_all(*again);
  });

  auto stream = std::make_shared<Join>();
  CLI::App* whole =
      bulk.add_subcommand("join", "Write the outputs of a folder as one stream, in the order of their names");
  whole->add_option("OUT", stream->folder, "The output folder")->required();
  whole->add_option("--to", stream->format, "ndjson, txt, md, csv or tsv; else the first of these that the run made");
  whole->add_option("-o,--output", stream->output, "A file; else standard output");
  whole->callback([stream, &status] { status = join(*stream); });

  auto joined = std::make_shared<Merge>();
  CLI::App* collect =
      bulk.add_subcommand("merge", "Join the journals of shards, and outputs of other folders, into one");
  collect->add_option("OUT", joined->folders, "Output folders; without -o the first one takes the others in")
      ->required();
  collect->add_option("-o,--output", joined->into, "The folder that takes all in");
  collect->callback([joined, &status] { status = merge(*joined); });
}

}  // namespace gridlift::cli
