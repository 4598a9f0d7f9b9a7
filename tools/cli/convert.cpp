// gridlift convert: documents to any of the output formats.
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <new>

#include "converters/input.h"
#include "tools/cli/debug_trace.h"
#include "tools/cli/options.h"
#include "tools/cli/output.h"
#include "tools/cli/output_name.h"
#include "tools/cli/terminal.h"

namespace gridlift::cli {

namespace {

struct Arguments {
  std::vector<std::string> inputs;
  std::string to;
  std::string output;
  int table = 0;           // from 1; 0: all
  std::string debug_svg;   // a folder
  std::string debug_dump;  // a file
  bool strict = false;
  ConvertOptions options;
};

/// Where the results of a run go.
enum class Target { standard_output, file, folder };

bool is_folder(const std::string& path) {
  std::error_code error;
  return std::filesystem::is_directory(path, error);
}

/// The format: what was asked for, else what the output file's name says, else JSON.
const SerializerEntry& format_of(const Arguments& arguments) {
  if (!arguments.to.empty()) return *find_serializer(arguments.to);
  const std::string extension = std::filesystem::path(arguments.output).extension().string();
  for (const SerializerEntry* entry : serializers()) {
    if (extension.size() > 1 && extension.substr(1) == entry->extension) return *entry;
  }
  return *find_serializer("json");
}

/// Turns inputs into outputs one by one and keeps the worst exit status.
class Run {
 public:
  explicit Run(const Arguments& arguments)
      : arguments_(arguments), options_(arguments.options), format_(format_of(arguments)), target_(target()) {
    if (arguments.table > 0) options_.write.table = static_cast<std::size_t>(arguments.table - 1);
  }

  int all() {
    if (target_ == Target::standard_output && arguments_.inputs.size() > 1)
      return stop({ErrorCode::bad_argument, "several inputs need -o DIR", ""});
    if (target_ == Target::folder) {
      std::error_code error;
      std::filesystem::create_directories(arguments_.output, error);
      if (error)
        return stop({ErrorCode::io_write, "cannot make the folder " + arguments_.output + ": " + error.message(), ""});
    }
    for (const std::string& input : arguments_.inputs) {
      worst_ = std::max(worst_, in_memory(input));
      if (worst_ == kCannotRun) break;
    }
    return worst_;
  }

 private:
  Target target() const {
    const std::string& output = arguments_.output;
    if (output.empty() && arguments_.inputs.size() == 1) return Target::standard_output;
    if (output.empty() || output == "-") return Target::standard_output;
    const bool folder = arguments_.inputs.size() > 1 || output.ends_with('/') || is_folder(output);
    return folder ? Target::folder : Target::file;
  }

  static std::string shown(const std::string& path) { return path == "-" ? "stdin" : path; }

  static int stop(const Error& error) {
    report_error("", error);
    return kCannotRun;
  }

  /// A document that needs more memory than there is costs itself only.
  int in_memory(const std::string& path) {
    try {
      return one(path);
    } catch (const std::bad_alloc&) {
      return failed(path, {ErrorCode::limit_memory, "there is not enough memory for this document", ""});
    }
  }

  int one(const std::string& path) {
    const auto input = Input::open(path, options_.limits.input_bytes);
    if (!input) return failed(path, input.error());
    if (target_ == Target::standard_output) {
      StandardOutput output;
      return write(path, input->bytes(), output, [] { return Result<void>{}; });
    }
    if (target_ == Target::file) {
      FileOutput output(arguments_.output);
      return write(path, input->bytes(), output, [&] { return output.commit(); });
    }
    const std::string extension(format_.extension);
    const std::string stem = names_.stem(arguments_.output, path, extension.size() + 12);
    if (format_.tables_only && !options_.write.table) {
      TableFiles output(stem, extension);
      return write(path, input->bytes(), output, [&] { return output.commit(); });
    }
    FileOutput output(stem + "." + extension);
    return write(path, input->bytes(), output, [&] { return output.commit(); });
  }

  template <class Commit>
  int write(const std::string& path, Bytes bytes, Output& output, Commit commit) {
    DebugTrace trace(arguments_.debug_svg, arguments_.debug_dump, path == "-" ? "stdin" : base_name(path));
    options_.trace = trace.get();
    const auto summary = convert(bytes, base_name(path), format_.name, options_, output);
    if (const auto traced = trace.finish(); !traced) return failed(path, traced.error());
    if (!summary) return failed(path, summary.error());
    if (options_.write.table && *options_.write.table >= summary->tables)
      return failed(path,
                    {ErrorCode::bad_argument,
                     fmt::format("there is no table {}; the document has {}", arguments_.table, summary->tables), ""});
    if (const auto done = commit(); !done) return failed(path, done.error());
    if (format_.tables_only && summary->tables == 0) report_note(shown(path), "no tables found");
    return status_of(path, *summary);
  }

  /// Cut content is always told; other warnings only where they decide the exit status.
  int status_of(const std::string& path, const Summary& summary) const {
    bool warned = false;
    for (const Diagnostic& diagnostic : summary.diagnostics.kept()) {
      const bool warning = diagnostic.severity != Severity::info;
      warned = warned || warning;
      if (!diagnostic.cut && !(warning && arguments_.strict)) continue;
      const std::string where = diagnostic.where.empty() ? "" : ", " + diagnostic.where;
      report_note(shown(path), diagnostic.message + where + " (" + diagnostic.code + ")");
    }
    return summary.partial() || (warned && arguments_.strict) ? kPartial : kDone;
  }

  /// What the document is to blame for costs this document; what the machine or the user is to blame for ends the run.
  int failed(const std::string& path, const Error& error) const {
    report_error(shown(path), error);
    const bool ends = error.code == ErrorCode::io_write || error.code == ErrorCode::no_space;
    return ends ? kCannotRun : kFailed;
  }

  const Arguments& arguments_;
  ConvertOptions options_;
  const SerializerEntry& format_;
  Target target_;
  OutputNames names_;
  int worst_ = kDone;
};

std::vector<std::string> serializer_names() {
  std::vector<std::string> names;
  for (const SerializerEntry* entry : serializers()) names.emplace_back(entry->name);
  return names;
}

constexpr const char* kExamples = R"(Examples:
  gridlift convert report.docx                      JSON on standard output
  gridlift convert report.pdf -o report.html        the format follows the name
  gridlift convert report.pdf --to csv --table 2    the second table alone
  gridlift convert *.pdf --to txt -o texts          texts/report.pdf.txt, ...
  curl -s URL | gridlift convert - --to md          from a pipe

Exit status:
  0 done; 2 a document could not be converted; 3 a document is partial, or --strict met a warning;
  4 wrong usage, or the run could not go on
)";

}  // namespace

void add_convert(CLI::App& app, int& status) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* convert = app.add_subcommand("convert", "Convert documents to JSON, tables, or text");
  convert->add_option("IN", arguments->inputs, "Files to convert; - is standard input")->required();
  convert->add_option("--to", arguments->to, "Output format; without it the name of the output file decides, or JSON")
      ->check(CLI::IsMember(serializer_names()));
  convert->add_option("-o,--output", arguments->output,
                      "Output file, or a folder that gets one file for each input (report.pdf.json); - is standard "
                      "output");
  convert->add_option("--table", arguments->table, "Only this table, counted from 1")->check(CLI::Range(1, 1'000'000));
  convert
      ->add_option_function<std::string>(
          "--spans",
          [arguments](const std::string& value) {
            arguments->options.write.spans = value == "filled" ? SpanText::filled : SpanText::once;
          },
          "csv, tsv: the text of a merged cell 'once' (the default), or 'filled' into all its slots")
      ->check(CLI::IsMember({"once", "filled"}));
  convert
      ->add_option_function<std::string>(
          "--csv-formula",
          [arguments](const std::string& value) { arguments->options.write.escape_formulas = value != "raw"; },
          "csv, tsv: 'escape' (the default) puts ' before texts that a spreadsheet would run; 'raw' does not")
      ->check(CLI::IsMember({"escape", "raw"}));
  convert->add_flag("--furniture", arguments->options.write.furniture, "txt, md, html: page headers and footers too");
  convert->add_flag("--strict", arguments->strict, "Exit with 3 when there was a warning");
  add_reading_options(*convert, arguments->options);
  add_recovery_options(*convert, arguments->options);
  add_limit_option(*convert, arguments->options);
  convert
      ->add_option("--debug-svg", arguments->debug_svg,
                   "A folder for one SVG per page: words, rules, cells and reading order in layers")
      ->group("Debugging");
  convert
      ->add_option("--debug-dump", arguments->debug_dump, "A file for what each stage of recovery saw, as JSON lines")
      ->group("Debugging");
  convert->footer(kExamples);
  convert->callback([arguments, &status] { status = Run(*arguments).all(); });
}

}  // namespace gridlift::cli
