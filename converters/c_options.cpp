#include "converters/c_options.h"

#include <algorithm>
#include <cstring>

namespace gridlift {

namespace {

Result<void> set_limits(const gridlift_options& from, Limits& limits) {
  for (std::size_t i = 0; from.limits != nullptr && i < from.limit_count; ++i) {
    const std::string name = text_or_empty(from.limits[i].name);
    const auto table = limit_table();
    const auto row = std::find_if(table.begin(), table.end(), [&](const LimitInfo& info) { return info.name == name; });
    if (row == table.end()) return fail(ErrorCode::bad_argument, "there is no limit named '" + name + "'");
    if (from.limits[i].value == 0) return fail(ErrorCode::bad_argument, "the limit " + name + " is 0");
    limits.*(row->value) = from.limits[i].value;
  }
  return {};
}

void set_callbacks(const gridlift_options& from, ConvertOptions& options) {
  if (from.cancel != nullptr)
    options.cancelled = [cancel = from.cancel, user = from.user] { return cancel(user) != 0; };
  if (from.progress == nullptr) return;
  options.progress = [tell = from.progress, user = from.user](const Progress& now) {
    const gridlift_progress progress{sizeof progress, now.pages, now.pages_total, now.blocks};
    tell(user, &progress);
  };
}

}  // namespace

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

gridlift_options complete(const gridlift_options* given) {
  gridlift_options options{};
  gridlift_options_init(&options, sizeof options);
  if (given != nullptr) std::memcpy(&options, given, std::min(given->size, sizeof options));
  return options;
}

Result<ConvertOptions> translate(const gridlift_options& from) {
  if (from.track_changes < 0 || from.track_changes > 2)
    return fail(ErrorCode::bad_argument, "track_changes is none of 0, 1, 2");
  if (!(from.min_confidence >= 0 && from.min_confidence <= 1))
    return fail(ErrorCode::bad_argument, "min_confidence is not between 0 and 1");
  ConvertOptions options;
  if (from.from != nullptr) options.from = from.from;
  options.hash = from.no_hash == 0;
  options.read.password = text_or_empty(from.password);
  options.read.encoding = text_or_empty(from.encoding);
  options.read.track_changes = static_cast<TrackChanges>(from.track_changes);
  options.read.hidden_text = from.hidden_text != 0;
  options.read.comments = from.comments != 0;
  options.read.latex = from.latex != 0;
  options.read.picture_text = from.picture_text != 0;
  options.read.keep_markup = from.keep_markup != 0;
  options.read.respect_permissions = from.respect_permissions != 0;
  options.recover.stitch = from.no_stitch == 0;
  options.recover.keep_slivers = from.keep_slivers != 0;
  options.recover.min_confidence = from.min_confidence;
  if (from.table >= 0) options.write.table = static_cast<std::size_t>(from.table);
  options.write.spans = from.fill_spans != 0 ? SpanText::filled : SpanText::once;
  options.write.escape_formulas = from.raw_formulas == 0;
  options.write.furniture = from.furniture != 0;
  set_callbacks(from, options);
  if (auto limits = set_limits(from, options.limits); !limits) return tl::unexpected(limits.error());
  return options;
}

Result<std::vector<report::Profile>> profiles_of(const gridlift_options& from) {
  if (from.profile_json == nullptr) return report::choose_profiles(from.profile == nullptr ? "auto" : from.profile);
  auto profile = report::parse_profile(from.profile_json, "profile_json");
  if (!profile) return tl::unexpected(profile.error());
  std::vector<report::Profile> profiles;
  profiles.push_back(*std::move(profile));
  return profiles;
}

}  // namespace gridlift
