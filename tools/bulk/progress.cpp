#include "tools/bulk/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace gridlift::bulk {

namespace {

constexpr std::chrono::milliseconds kLinePause{10'000};
constexpr std::chrono::milliseconds kQuickPause{250};

std::string duration(double seconds) {
  const auto whole = static_cast<std::uint64_t>(seconds);
  if (whole >= 3600) return fmt::format("{}h{:02}m", whole / 3600, whole / 60 % 60);
  return whole >= 60 ? fmt::format("{}m{:02}s", whole / 60, whole % 60) : fmt::format("{}s", whole);
}

}  // namespace

ProgressStyle usual_style() {
  const char* terminal = std::getenv("TERM");
  const bool dumb = terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
  return ::isatty(STDERR_FILENO) == 1 && !dumb ? ProgressStyle::terminal : ProgressStyle::lines;
}

std::string Progress::line(const Tally& tally) const {
  const double seconds = std::max(0.001, tally.seconds);
  const auto speed = [&](std::uint64_t now, std::uint64_t before) {
    return static_cast<double>(now - std::min(now, before)) / seconds;
  };
  const double documents = speed(tally.done(), first_.done());
  const double left =
      documents > 0 ? static_cast<double>(tally.total - std::min(tally.total, tally.done())) / documents : 0;
  return fmt::format("{}/{} documents, {:.0f}/s, {:.0f} pages/s, {:.1f} MB/s, {} failed, {} partial, {} left",
                     tally.done(), tally.total, documents, speed(tally.pages, first_.pages),
                     speed(tally.bytes, first_.bytes) / 1e6, tally.failed, tally.partial, duration(left));
}

void Progress::show(const Tally& tally) {
  if (style_ == ProgressStyle::none) return;
  if (!begun_) {
    begun_ = true;
    first_ = tally;
    if (style_ != ProgressStyle::json)
      fmt::print(stderr, "gridlift: {} documents, {} done before; sandbox: {}\n", tally.total, tally.skipped,
                 tally.sandbox.empty() ? "not needed" : tally.sandbox);
  }
  const auto now = std::chrono::steady_clock::now();
  if (now - shown_ < (style_ == ProgressStyle::lines ? kLinePause : kQuickPause)) return;
  shown_ = now;
  if (style_ == ProgressStyle::json) {
    fmt::print(stderr, "{}\n", dumped(to_json(tally)));
  } else {
    const bool terminal = style_ == ProgressStyle::terminal;
    fmt::print(stderr, "{}{}{}", terminal ? "\r\x1b[K" : "", line(tally), terminal ? "" : "\n");
  }
  std::fflush(stderr);
}

void Progress::finish(const Tally& tally) {
  if (style_ == ProgressStyle::none) return;
  if (style_ == ProgressStyle::json) {
    fmt::print(stderr, "{}\n", dumped(to_json(tally)));
    return;
  }
  fmt::print(stderr, "{}{}", style_ == ProgressStyle::terminal ? "\r\x1b[K" : "", summary_text(tally));
}

}  // namespace gridlift::bulk
