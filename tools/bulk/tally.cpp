#include "tools/bulk/tally.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace gridlift::bulk {

void Tally::count(const Entry& entry) {
  const Outcome& outcome = entry.outcome;
  (outcome.status == Status::ok ? ok : outcome.status == Status::partial ? partial : failed) += 1;
  if (!outcome.code.empty()) ++codes[outcome.code];
  if (entry.attempts > 1) ++retried;
  if (outcome.format == "archive") {
    ++archives;  // its bytes are those of its members
  } else {
    bytes += entry.size;
  }
  if (!entry.same_as.empty()) ++duplicates;
  pages += static_cast<std::uint64_t>(std::max(0, outcome.pages));
  tables += outcome.tables;
  lost_chars += outcome.lost_chars;
}

Json to_json(const Tally& tally) {
  return Json{{"total", tally.total},           {"done", tally.done()},
              {"skipped", tally.skipped},       {"ok", tally.ok},
              {"partial", tally.partial},       {"failed", tally.failed},
              {"retried", tally.retried},       {"archives", tally.archives},
              {"duplicates", tally.duplicates}, {"bytes", tally.bytes},
              {"pages", tally.pages},           {"tables", tally.tables},
              {"lost_chars", tally.lost_chars}, {"codes", tally.codes},
              {"seconds", tally.seconds},       {"coordinator_peak_bytes", tally.coordinator_peak_bytes},
              {"sandbox", tally.sandbox},       {"interrupted_by", tally.interrupted_by}};
}

std::string summary_text(const Tally& tally) {
  std::string text;
  const auto row = [&](std::string_view what, std::uint64_t count) {
    text += fmt::format("{:<20}{:>10}\n", what, count);
  };
  row("documents", tally.total);
  if (tally.skipped > 0) row("done before", tally.skipped);
  row("ok", tally.ok);
  row("partial", tally.partial);
  row("failed", tally.failed);
  for (const auto& [code, count] : tally.codes) row("  " + code, count);
  if (tally.total > tally.done()) row("not done", tally.total - tally.done());
  if (tally.archives > 0) row("archives", tally.archives);
  if (tally.duplicates > 0) row("duplicates", tally.duplicates);
  row("pages", tally.pages);
  row("tables", tally.tables);
  if (tally.lost_chars > 0) row("lost characters", tally.lost_chars);
  if (tally.seconds > 0) text += fmt::format("{:<20}{:>10.1f}\n", "seconds", tally.seconds);
  if (!tally.sandbox.empty()) text += fmt::format("{:<20}{:>10}\n", "sandbox", tally.sandbox);
  return text;
}

Result<void> write_summary(const std::string& folder, const std::string& name, const Tally& tally) {
  const std::string path = folder + "/" + name;
  const std::string temporary = folder + "/.gridlift-" + name + ".tmp";
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr)
    return fail(ErrorCode::io_write, std::string("the summary cannot be written: ") + std::strerror(errno));
  const std::string text = to_json(tally).dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const int error = errno;
    std::remove(temporary.c_str());
    return fail(ErrorCode::io_write, std::string("the summary cannot be written: ") + std::strerror(error));
  }
  return {};
}

}  // namespace gridlift::bulk
