// gridlift report: documents to typed values, records and checks.
#include <algorithm>
#include <filesystem>
#include <memory>

#include "converters/input.h"
#include "converters/report/read.h"
#include "converters/report/write/writers.h"
#include "tools/cli/options.h"
#include "tools/cli/output.h"
#include "tools/cli/profiles.h"
#include "tools/cli/terminal.h"

namespace gridlift::cli {

namespace {

struct Arguments {
  std::vector<std::string> inputs;
  std::string profile = "auto";
  std::string to;  ///< "": by the name of the output
  std::string output;
  ConvertOptions options;
};

/// A document that was read, with its report.
struct Read {
  Document document;
  report::Report report;
};

/// The files of the arguments: folders give the regular files in them, by name.
std::vector<std::string> files_of(const std::vector<std::string>& arguments) {
  std::vector<std::string> files;
  for (const std::string& argument : arguments) {
    std::error_code error;
    if (!std::filesystem::is_directory(argument, error)) {
      files.push_back(argument);
      continue;
    }
    std::vector<std::string> inside;
    for (const auto& entry : std::filesystem::directory_iterator(argument, error)) {
      if (entry.is_regular_file(error)) inside.push_back(entry.path().string());
    }
    std::sort(inside.begin(), inside.end());
    files.insert(files.end(), inside.begin(), inside.end());
  }
  return files;
}

/// Checks against last year's report, where the run has it: same organisation, the year before. The form may have been
/// another edition: keys that it does not have make a check be skipped.
void check_years(std::vector<std::unique_ptr<Read>>& reads, const std::vector<report::Profile>& profiles) {
  for (const auto& read : reads) {
    report::Report& now = read->report;
    if (!now.year || now.organization.empty()) continue;
    const auto before = std::find_if(reads.begin(), reads.end(), [&](const auto& other) {
      return other->report.year == *now.year - 1 && other->report.organization == now.organization &&
             !other->report.profile.empty();
    });
    const auto profile =
        std::find_if(profiles.begin(), profiles.end(), [&](const report::Profile& p) { return p.id == now.profile; });
    if (before != reads.end() && profile != profiles.end())
      report::check_against_previous(now, (*before)->report, *profile);
  }
}

/// `--to`, or what the name of the output asks for, or JSON.
std::string form_of(const Arguments& arguments) {
  if (!arguments.to.empty()) return arguments.to;
  for (const report::ReportFormat& format : report::report_formats()) {
    if (!format.extension.empty() && arguments.output.ends_with(format.extension)) return std::string(format.name);
  }
  return "json";
}

Result<std::string> written(const std::string& to, const std::vector<std::unique_ptr<Read>>& reads) {
  std::vector<report::Reported> reported;
  for (const auto& read : reads) reported.push_back({&read->document, &read->report});
  return report::find_report_format(to)->write(reported);
}

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const report::ReportFormat& format : report::report_formats()) names.emplace_back(format.name);
  return names;
}

std::string format_help() {
  std::string text;
  for (const report::ReportFormat& format : report::report_formats())
    text += std::string(format.name) + ": " + std::string(format.description) + "; ";
  return text + "without it by the name of the output, else json";
}

int stop(const std::string& name, const Error& error, int status) {
  report_error(name, error);
  return status;
}

int run(const Arguments& arguments) {
  const auto profiles = report::choose_profiles(arguments.profile);
  if (!profiles) {
    report_profile_error(profiles.error());
    return kCannotRun;
  }
  std::vector<const report::Profile*> tried;
  for (const report::Profile& profile : *profiles) tried.push_back(&profile);
  int status = kDone;
  std::vector<std::unique_ptr<Read>> reads;
  for (const std::string& path : files_of(arguments.inputs)) {
    auto read = std::make_unique<Read>();
    const auto input = Input::open(path, arguments.options.limits.input_bytes);
    auto report = input ? report::read_report(input->bytes(), base_name(path), arguments.options, tried, read->document)
                        : tl::unexpected(input.error());
    if (!report) {
      status = stop(path, report.error(), kFailed);
      continue;
    }
    if (read->document.diagnostics.partial() && status == kDone) status = kPartial;
    read->report = *std::move(report);
    reads.push_back(std::move(read));
  }
  check_years(reads, *profiles);
  const auto text = written(form_of(arguments), reads);
  if (!text) return stop("", text.error(), kCannotRun);
  if (arguments.output.empty() || arguments.output == "-") {
    StandardOutput out;
    if (const auto put = out.write(*text); !put) return stop("", put.error(), kCannotRun);
    return status;
  }
  FileOutput out(arguments.output);
  if (const auto put = out.write(*text); !put) return stop(arguments.output, put.error(), kCannotRun);
  if (const auto put = out.commit(); !put) return stop(arguments.output, put.error(), kCannotRun);
  return status;
}

constexpr const char* kExamples = R"(Examples:
  gridlift report report.docx                         JSON: sections, values by key, records, checks
  gridlift report 2019.pdf 2020.pdf --to csv          one line a value
  gridlift report reports/ --to wide -o all.csv       one line a document, one column a key
  gridlift report reports/ --to checks                every check, failed ones first
  gridlift report reports/ -o all.xlsx                to read: checks, documents, values, notes
  gridlift report form.docx --profile my-form.json    with a profile of your own (docs/profiles.md)
)";

}  // namespace

void add_report(CLI::App& app, int& status) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = app.add_subcommand("report", "Read tables as typed values, records and checks");
  command->add_option("IN", arguments->inputs, "Files, or folders of files")->required();
  command->add_option("--profile", arguments->profile, "auto, none, the name of a shipped profile, or a file")
      ->capture_default_str();
  command->add_option("--to", arguments->to, format_help())->check(CLI::IsMember(format_names()));
  command->add_option("-o,--output", arguments->output, "Output file; without it standard output");
  add_reading_options(*command, arguments->options);
  add_recovery_options(*command, arguments->options);
  add_limit_option(*command, arguments->options);
  command->footer(kExamples);
  command->callback([arguments, &status] { status = run(*arguments); });
}

}  // namespace gridlift::cli
