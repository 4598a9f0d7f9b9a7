// gridlift list: what this build reads and writes, and its limits.
#include <fmt/format.h>

#include <cstdio>

#include "converters/report/form/profile.h"
#include "tools/cli/options.h"
#include "tools/cli/profiles.h"

namespace gridlift::cli {

namespace {

void list_formats() {
  fmt::print("Reads (--from):\n");
  for (const Reader* reader : readers())
    fmt::print("  {:<8} {}; .{}\n", reader->name, reader->description, reader->extensions);
  fmt::print("\nWrites (--to):\n");
  for (const SerializerEntry* entry : serializers()) fmt::print("  {:<8} {}\n", entry->name, entry->description);
}

int list_profiles() {
  const auto profiles = report::choose_profiles("auto");
  if (!profiles) {
    report_profile_error(profiles.error());
    return kCannotRun;
  }
  for (const report::Profile& profile : *profiles)
    fmt::print("{:<20} {:>4} keys  {}\n", profile.id, profile.keys().size(), profile.title);
  return kDone;
}

void list_limits() {
  const Limits defaults;
  for (const LimitInfo& info : limit_table())
    fmt::print("{:<17} {:>12} {:<10}  {}\n", info.name, defaults.*(info.value), info.unit, info.reason);
}

}  // namespace

void add_list(CLI::App& app, int& status) {
  CLI::App* list = app.add_subcommand("list", "Show what this build knows");
  list->require_subcommand(1);
  list->add_subcommand("formats", "Formats that are read and written")->callback([&status] {
    list_formats();
    status = kDone;
  });
  list->add_subcommand("profiles", "Forms that report knows, with the number of their keys")->callback([&status] {
    status = list_profiles();
  });
  list->add_subcommand("limits", "Limits, with their defaults and units")->callback([&status] {
    list_limits();
    status = kDone;
  });
}

}  // namespace gridlift::cli
