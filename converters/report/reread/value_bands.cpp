#include "converters/report/reread/value_bands.h"

#include <algorithm>
#include <limits>

namespace gridlift::report {

namespace {

constexpr double kFar = std::numeric_limits<double>::max() / 4;

std::vector<Span1> merged(std::vector<Span1> spans) {
  std::sort(spans.begin(), spans.end(), [](const Span1& a, const Span1& b) { return a.from < b.from; });
  std::vector<Span1> out;
  for (const Span1& span : spans) {
    if (!out.empty() && span.from < out.back().to) {
      out.back().to = std::max(out.back().to, span.to);
    } else {
      out.push_back(span);
    }
  }
  return out;
}

/// Narrows down which columns each stretch may be of.
class Narrowing {
 public:
  Narrowing(std::vector<Span1> stretches, std::size_t columns)
      : stretches_(std::move(stretches)), first_(stretches_.size(), 0), last_(stretches_.size(), columns - 1) {}

  void pin(const Span1& span, std::size_t column) {
    const std::size_t at = stretch_at(span);
    first_[at] = std::max(first_[at], column);
    last_[at] = std::min(last_[at], column);
  }

  /// Texts of one line: each is of a later column than the one before it. False when nothing is left for one.
  bool narrow(const std::vector<std::vector<Span1>>& lines) {
    std::vector<std::vector<std::size_t>> at;
    for (const auto& line : lines) {
      at.emplace_back();
      for (const Span1& span : line) at.back().push_back(stretch_at(span));
    }
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t i = 0; i + 1 < stretches_.size(); ++i) changed = rise(i, i + 1, 0) || changed;
      for (const auto& line : at) {
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
          if (line[i] == line[i + 1]) return false;
          changed = rise(line[i], line[i + 1], 1) || changed;
        }
      }
      for (std::size_t i = 0; i < stretches_.size(); ++i) {
        if (first_[i] > last_[i]) return false;
      }
    }
    return true;
  }

  std::vector<Band> bands() const {
    std::vector<Band> out;
    for (std::size_t i = 0; i < stretches_.size(); ++i)
      out.push_back({stretches_[i], first_[i] == last_[i] ? std::optional(first_[i]) : std::nullopt});
    return out;
  }

 private:
  std::size_t stretch_at(const Span1& span) const {
    const auto at = std::upper_bound(stretches_.begin(), stretches_.end(), span.from,
                                     [](double from, const Span1& stretch) { return from < stretch.from; });
    return static_cast<std::size_t>(at - stretches_.begin()) - 1;
  }

  /// The column of `right` is at least that of `left` and `by`. Whether that was news.
  bool rise(std::size_t left, std::size_t right, std::size_t by) {
    const std::size_t first = std::max(first_[right], first_[left] + by);
    const std::size_t last = last_[right] < by ? 0 : std::min(last_[left], last_[right] - by);
    const bool news = first != first_[right] || last != last_[left];
    first_[right] = first;
    last_[left] = last;
    if (last_[right] < by) first_[left] = last_[left] + 1;  // there is no column left of the first
    return news;
  }

  std::vector<Span1> stretches_;
  std::vector<std::size_t> first_;
  std::vector<std::size_t> last_;
};

}  // namespace

std::vector<Band> value_bands(const std::vector<std::vector<Span1>>& lines, std::span<const KnownColumn> known,
                              std::size_t columns) {
  if (columns == 1) return {{{-kFar, kFar}, 0}};
  std::vector<Span1> all;
  for (const auto& line : lines) all.insert(all.end(), line.begin(), line.end());
  for (const KnownColumn& one : known) all.push_back(one.across);
  if (all.empty()) return {};
  Narrowing narrowing(merged(std::move(all)), columns);
  for (const KnownColumn& one : known) narrowing.pin(one.across, one.column);
  for (const auto& line : lines) {
    for (std::size_t i = 0; line.size() == columns && i < columns; ++i) narrowing.pin(line[i], i);
  }
  return narrowing.narrow(lines) ? narrowing.bands() : std::vector<Band>();
}

}  // namespace gridlift::report
