#include "core/recover/ruled/rule_frames.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <tuple>
#include <utility>

namespace gridlift::recover {

namespace {

// All in text heights.
constexpr double kSameLine = 0.25;  // pieces this near in y are one rule
constexpr double kPieceGap = 2.0;   // the widest gap between pieces that belong together
constexpr double kSameEnd = 1.2;    // ends this near are the same
constexpr double kDouble = 0.45;    // rules this near are a double rule
constexpr double kShortest = 6.0;   // shorter rules frame no table
constexpr std::size_t kFewestAlone = 2;
constexpr std::size_t kMostCompared = 64;

struct Line {
  double y = 0;
  Span1 across;
  bool edge = false;
};

/// The ys at which pieces of one extent stand, ascending; a few of many.
class Extents {
 public:
  explicit Extents(std::span<const Line> pieces, double unit) : unit_(unit) {
    for (const Line& piece : pieces) {
      std::vector<double>& ys = ys_[key(piece)];
      if (ys.size() < kMostCompared && (ys.empty() || piece.y - ys.back() > kSameLine * unit_)) ys.push_back(piece.y);
    }
  }

  /// Rules of two tables side by side: some of each stand where none of the other does.
  bool are_apart(const Line& left, const Line& right) const {
    const std::vector<double>& a = ys_.at(key(left));
    const std::vector<double>& b = ys_.at(key(right));
    return alone(a, b) >= kFewestAlone && alone(b, a) >= kFewestAlone;
  }

 private:
  std::pair<long, long> key(const Line& piece) const {
    return {std::lround(piece.across.from / unit_ / kSameLine), std::lround(piece.across.to / unit_ / kSameLine)};
  }
  std::size_t alone(const std::vector<double>& ys, const std::vector<double>& others) const {
    std::size_t count = 0;
    for (const double y : ys) {
      const auto near = std::ranges::lower_bound(others, y - kSameLine * unit_);
      count += near == others.end() || *near > y + kSameLine * unit_ ? 1 : 0;
    }
    return count;
  }

  double unit_;
  std::map<std::pair<long, long>, std::vector<double>> ys_;
};

/// Horizontal rulings with the pieces of one line joined.
std::vector<Line> joined_lines(std::span<const Ruling> rulings, double unit) {
  std::vector<Line> pieces;
  for (const Ruling& ruling : rulings) {
    if (ruling.horizontal) pieces.push_back({ruling.at, {ruling.from, ruling.to}, ruling.edge});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Line& a, const Line& b) { return a.y < b.y; });
  const Extents extents(pieces, unit);
  std::vector<Line> out;
  for (std::size_t i = 0; i < pieces.size();) {
    std::size_t end = i;
    while (end < pieces.size() && pieces[end].y - pieces[i].y <= kSameLine * unit) ++end;
    std::sort(pieces.begin() + static_cast<std::ptrdiff_t>(i), pieces.begin() + static_cast<std::ptrdiff_t>(end),
              [](const Line& a, const Line& b) {
                return std::tie(a.across.from, a.across.to, a.y) < std::tie(b.across.from, b.across.to, b.y);
              });
    const std::size_t begin = out.size();
    for (; i < end; ++i) {
      const bool near = out.size() > begin && pieces[i].across.from - out.back().across.to <= kPieceGap * unit;
      const bool gap = near && pieces[i].across.from > out.back().across.to;
      if (near && !(gap && extents.are_apart(pieces[i - 1], pieces[i]))) {
        out.back().across.to = std::max(out.back().across.to, pieces[i].across.to);
        out.back().edge = out.back().edge && pieces[i].edge;
      } else {
        out.push_back(pieces[i]);
      }
    }
  }
  return out;
}

}  // namespace

std::vector<RuleFrame> rule_frames(std::span<const Ruling> rulings, double unit) {
  std::vector<RuleFrame> frames;
  std::multimap<long, std::size_t> by_left;  // left end in steps of the tolerance -> frame
  const double step = kSameEnd * unit;
  for (const Line& line : joined_lines(rulings, unit)) {
    if (line.across.length() < kShortest * unit) continue;
    const auto bucket = static_cast<long>(std::floor(line.across.from / step));
    RuleFrame* home = nullptr;
    for (auto it = by_left.lower_bound(bucket - 1); it != by_left.end() && it->first <= bucket + 1; ++it) {
      RuleFrame& frame = frames[it->second];
      if (std::abs(frame.across.from - line.across.from) <= step &&
          std::abs(frame.across.to - line.across.to) <= step) {
        home = &frame;
        break;
      }
    }
    if (home == nullptr) {
      by_left.emplace(bucket, frames.size());
      frames.push_back({line.across, {{line.y, line.edge}}});
    } else if (line.y - home->rules.back().y > kDouble * unit) {
      home->rules.push_back({line.y, line.edge});
    } else {
      home->rules.back().edge = home->rules.back().edge && line.edge;
    }
  }
  std::stable_sort(frames.begin(), frames.end(),
                   [](const RuleFrame& a, const RuleFrame& b) { return a.across.length() > b.across.length(); });
  return frames;
}

}  // namespace gridlift::recover
