// gridlift profile: check a profile, or draft a first one from a document.
#include <fmt/format.h>

#include <memory>
#include <utility>

#include "converters/input.h"
#include "converters/report/form/draft.h"
#include "converters/report/form/profile.h"
#include "tools/cli/options.h"
#include "tools/cli/profiles.h"
#include "tools/cli/terminal.h"

namespace gridlift::cli {

void report_profile_error(Error error) {
  const std::string where = std::exchange(error.where, {});
  report_error(where, error);
}

namespace {

int check(const std::string& path) {
  const auto profiles = report::choose_profiles(path);
  if (!profiles) {
    report_profile_error(profiles.error());
    return kFailed;
  }
  for (const report::Profile& profile : *profiles)
    fmt::print("{}: {} tables, {} keys, {} checks\n", profile.id, profile.tables.size(), profile.keys().size(),
               profile.checks.size());
  return kDone;
}

int draft(const std::string& path) {
  const auto input = Input::open(path, Limits().input_bytes);
  Document document;
  const auto done = input ? convert(input->bytes(), base_name(path), {}, document) : tl::unexpected(input.error());
  if (!done) {
    report_error(path, done.error());
    return kFailed;
  }
  const std::string drafted = report::draft_profile(document);
  if (drafted.empty()) {
    report_error(path, {ErrorCode::empty, "no table with labels to make a profile of", ""});
    return kFailed;
  }
  fmt::print("{}", drafted);
  return kDone;
}

}  // namespace

void add_profile(CLI::App& app, int& status) {
  auto path = std::make_shared<std::string>();
  CLI::App* profile = app.add_subcommand("profile", "Check or draft the profile of a form");
  profile->require_subcommand(1);
  CLI::App* checked = profile->add_subcommand("check", "Say whether a profile is well formed, and what it holds");
  checked->add_option("FILE", *path, "A profile, or the name of a shipped one")->required();
  checked->callback([path, &status] { status = check(*path); });
  CLI::App* drafted = profile->add_subcommand("draft", "Write a first profile from a document's own tables");
  drafted->add_option("DOCUMENT", *path, "The document")->required();
  drafted->callback([path, &status] { status = draft(*path); });
}

}  // namespace gridlift::cli
