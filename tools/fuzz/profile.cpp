// A profile, and the report that it makes of a text: both from the same bytes, parted by NUL.
#include "converters/report/form/profile.h"

#include <string>
#include <vector>

#include "converters/report/report.h"
#include "converters/report/write/writers.h"
#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_profile(Bytes bytes) {
  Draw draw(bytes);
  const std::string_view all = draw.rest();
  const std::size_t end = std::min(all.find('\0'), all.size());
  std::vector<report::Profile> profiles;
  if (auto profile = report::parse_profile(all.substr(0, end), "fuzz")) profiles.push_back(*std::move(profile));
  for (const report::BuiltinProfile& builtin : report::builtin_profiles()) {
    auto profile = report::parse_profile(builtin.json, builtin.id);
    expect(profile.has_value(), "a shipped profile cannot be read");
    profiles.push_back(*std::move(profile));
  }
  std::vector<const report::Profile*> tried;
  for (const report::Profile& profile : profiles) tried.push_back(&profile);
  const std::string_view text = all.substr(std::min(end + 1, all.size()));
  Document document;
  ConvertOptions options;
  options.from = "text";
  options.hash = false;
  options.limits = small_limits();
  if (!convert(std::as_bytes(std::span(text)), "fuzz.txt", options, document)) return;
  const report::Report report = report::make_report(document, tried);
  for (const report::Record& record : report.records) {
    expect(record.table < document.tables.size(), "a record of no table");
    const CellGrid& grid = document.tables[record.table].grid;
    expect(record.row >= 0 && record.row < grid.rows() && record.col >= 0 && record.col < grid.cols(),
           "a record outside its grid");
  }
  const report::Reported reported{&document, &report};
  (void)report::to_json(reported);
  (void)report::to_csv(std::vector<report::Reported>{reported});
}

}  // namespace gridlift::fuzz
