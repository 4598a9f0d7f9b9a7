// The options that every subcommand which reads documents shares.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "converters/convert.h"

namespace gridlift::cli {

/// Exit statuses of the command; 1 is not used, since shells use it.
enum Exit : int { kDone = 0, kFailed = 2, kPartial = 3, kCannotRun = 4 };

/// Adds --from, --password, --track-changes, --hidden, ... bound to `options`, which must outlive the parsing.
void add_reading_options(CLI::App& app, ConvertOptions& options);
/// Adds --min-confidence, --no-stitch, --keep-slivers.
void add_recovery_options(CLI::App& app, ConvertOptions& options);
/// Adds --limit NAME=VALUE and --limits-from FILE. `other` is asked first what a value of --limit means to it.
void add_limit_option(CLI::App& app, ConvertOptions& options,
                      std::function<bool(const std::string& setting)> other = {});
/// "64M" -> 67108864, "30s" -> 30000 (ms); "unlimited" -> Limits::kUnlimited. Throws a CLI::ValidationError for 0 and
/// nonsense.
std::uint64_t parse_limit(const std::string& text);

/// Subcommands. Each adds itself to `app`, and when chosen stores its exit status.
void add_convert(CLI::App& app, int& status);
void add_list(CLI::App& app, int& status);
void add_profile(CLI::App& app, int& status);
void add_report(CLI::App& app, int& status);
void add_mcp(CLI::App& app, int& status);
/// completion, and the hidden `manual`. Added last: they describe all that is there.
void add_scripts(CLI::App& app, int& status);
void add_bulk(CLI::App& app, int& status);
/// What `bulk` starts its workers with; not shown in --help.
void add_worker(CLI::App& app, int& status);

}  // namespace gridlift::cli
