#include "tools/bulk/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <nlohmann/json.hpp>

namespace gridlift::bulk {

namespace {

using Json = nlohmann::ordered_json;

Json as_json(const Tally& tally) {
  return Json{{"total", tally.total},
              {"done", tally.done()},
              {"skipped", tally.skipped},
              {"ok", tally.ok},
              {"partial", tally.partial},
              {"failed", tally.failed},
              {"duplicates", tally.duplicates},
              {"bytes", tally.bytes},
              {"pages", tally.pages},
              {"tables", tally.tables},
              {"lost_chars", tally.lost_chars},
              {"codes", tally.codes},
              {"seconds", tally.seconds},
              {"sandbox", tally.sandbox},
              {"interrupted_by", tally.interrupted_by}};
}

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds);
  if (whole >= 3600) return fmt::format("{}h{:02}m", whole / 3600, whole / 60 % 60);
  return whole >= 60 ? fmt::format("{}m{:02}s", whole / 60, whole % 60) : fmt::format("{}s", whole);
}

std::string one_line(const Tally& tally, double seconds) {
  const double converted = static_cast<double>(tally.ok + tally.partial + tally.failed);
  const double speed = seconds > 0 ? converted / seconds : 0;
  const double left = speed > 0 ? static_cast<double>(tally.total - tally.done()) / speed : 0;
  return fmt::format("{}/{} documents, {:.0f}/s, {:.0f} pages/s, {:.1f} MB/s, {} failed, {} partial, {} left",
                     tally.done(), tally.total, speed, seconds > 0 ? static_cast<double>(tally.pages) / seconds : 0,
                     seconds > 0 ? static_cast<double>(tally.bytes) / 1e6 / seconds : 0, tally.failed, tally.partial,
                     duration(left));
}

}  // namespace

ProgressStyle usual_style() {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
  return ::isatty(STDERR_FILENO) == 1 && !dumb ? ProgressStyle::terminal : ProgressStyle::lines;
}

void Progress::show(const Tally& tally) {
  const auto now = std::chrono::steady_clock::now();
  const auto pause =
      style_ == ProgressStyle::lines ? std::chrono::milliseconds(10'000) : std::chrono::milliseconds(250);
  if (style_ == ProgressStyle::none || now - shown_ < pause) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - began_).count();
  if (style_ == ProgressStyle::json) {
    fmt::print(stderr, "{}\n", as_json(tally).dump());
  } else {
    const bool terminal = style_ == ProgressStyle::terminal;
    fmt::print(stderr, "{}{}{}", terminal ? "\r\x1b[K" : "", one_line(tally, seconds), terminal ? "" : "\n");
  }
  std::fflush(stderr);
}

void Progress::finish(const Tally& tally) {
  if (style_ == ProgressStyle::none) return;
  if (style_ == ProgressStyle::json) {
    fmt::print(stderr, "{}\n", as_json(tally).dump());
    return;
  }
  fmt::print(stderr, "{}{}", style_ == ProgressStyle::terminal ? "\r\x1b[K" : "", summary_text(tally));
}

std::string summary_text(const Tally& tally) {
  std::string text;
  const auto row = [&](std::string_view what, std::uint64_t count) {
    text += fmt::format("{:<12}{:>12}\n", what, count);
  };
  row("documents", tally.total);
  if (tally.skipped > 0) row("done before", tally.skipped);
  row("ok", tally.ok);
  row("partial", tally.partial);
  row("failed", tally.failed);
  for (const auto& [code, count] : tally.codes) text += fmt::format("  {:<20}{:>2}\n", code, count);
  row("pages", tally.pages);
  row("tables", tally.tables);
  if (tally.duplicates > 0) row("duplicates", tally.duplicates);
  if (tally.lost_chars > 0) row("lost chars", tally.lost_chars);
  if (tally.seconds > 0) text += fmt::format("{:<12}{:>12.1f}\n", "seconds", tally.seconds);
  if (!tally.sandbox.empty()) text += fmt::format("{:<12}{:>12}\n", "sandbox", tally.sandbox);
  return text;
}

Result<void> write_summary(const std::string& folder, const Tally& tally) {
  const std::string path = folder + "/summary.json";
  const std::string temporary = folder + "/.gridlift-summary.tmp";
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr)
    return fail(ErrorCode::io_write, std::string("the summary cannot be written: ") + std::strerror(errno));
  const std::string text = as_json(tally).dump(2) + "\n";
  const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed || std::rename(temporary.c_str(), path.c_str()) != 0)
    return fail(ErrorCode::io_write, std::string("the summary cannot be written: ") + std::strerror(errno));
  return {};
}

}  // namespace gridlift::bulk
