#include "core/recover/stream/side_by_side.h"

#include "core/recover/page/row_openings.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace gridlift::recover {

namespace {

// In text heights.
constexpr double kNarrowest = 0.8;     // gutter
constexpr double kCaptionReach = 5.0;  // a caption stands this near above a region
constexpr double kSameY = 0.3;
constexpr std::size_t kFewestRows = 3;   // of a table
constexpr std::size_t kFewestRules = 2;  // that frame a table
constexpr double kWideRule = 0.8;        // of the width of a side

/// Stretches that no phrase covers, between the outermost text.
std::vector<Span1> white_strips(const std::vector<std::vector<Phrase>>& lines, double least) {
  std::vector<Span1> ink;
  for (const std::vector<Phrase>& line : lines) {
    for (const Phrase& phrase : line) ink.push_back({phrase.x0, phrase.x1});
  }
  std::sort(ink.begin(), ink.end(), [](const Span1& a, const Span1& b) { return a.from < b.from; });
  std::vector<Span1> out;
  double end = ink.empty() ? 0 : ink.front().to;
  for (const Span1& piece : ink) {
    if (piece.from - end >= least) out.push_back({end, piece.from});
    end = std::max(end, piece.to);
  }
  return out;
}

/// What stands on both sides of a strip.
struct Sides {
  std::size_t left = 0;       // lines with text at the left only
  std::size_t right = 0;      // and at the right only
  std::size_t both = 0;       // lines with text on both sides
  std::size_t left_rows = 0;  // lines with several phrases at the left
  std::size_t right_rows = 0;
};

Sides sides_of(const std::vector<std::vector<Phrase>>& lines, const Span1& strip) {
  Sides out;
  for (const std::vector<Phrase>& line : lines) {
    const auto left = static_cast<std::size_t>(
        std::count_if(line.begin(), line.end(), [&](const Phrase& phrase) { return phrase.x1 <= strip.middle(); }));
    const std::size_t right = line.size() - left;
    if (left > 0 && right > 0) ++out.both;
    if (left > 0 && right == 0) ++out.left;
    if (right > 0 && left == 0) ++out.right;
    out.left_rows += left > 1 ? 1 : 0;
    out.right_rows += right > 1 ? 1 : 0;
  }
  return out;
}

/// Most lines of either side stand beside none of the other.
bool stand_apart(const Sides& sides) {
  return std::min(sides.left, sides.right) >= kFewestRows && 2 * sides.both <= sides.left + sides.right;
}

/// The rules in a region and next to it.
std::vector<Ruling> rules_at(const StreamPage& on, const StreamRegion& region) {
  const double top = region.rows.front().box.y0 - 2 * region.unit;
  const double bottom = region.rows.back().box.y1 + 2 * region.unit;
  std::vector<Ruling> out;
  for (const Ruling& ruling : rulings_near(on.rulings, true, top, bottom, region.unit)) {
    if (ruling.at > top && ruling.at < bottom) out.push_back(ruling);
  }
  return out;
}

/// Both sides have wide rules that end at the strip, and not all on the same levels.
bool ruled_apart(const std::vector<Ruling>& rules, const Span1& strip, const Span1& text, double near) {
  std::vector<double> left;
  std::vector<double> right;
  for (const Ruling& ruling : rules) {
    const bool at_left = ruling.to < strip.to + 0.1 * near;
    const double side = at_left ? strip.from - text.from : text.to - strip.to;
    if (ruling.length() < kWideRule * side) continue;
    (at_left ? left : right).push_back(ruling.at);
  }
  if (std::min(left.size(), right.size()) < kFewestRules) return false;
  const auto alone = [&](const std::vector<double>& ys, const std::vector<double>& others) {
    return std::count_if(ys.begin(), ys.end(), [&](double y) {
      return std::none_of(others.begin(), others.end(), [&](double o) { return std::abs(o - y) < kSameY * near; });
    });
  };
  return static_cast<std::size_t>(alone(left, right) + alone(right, left)) * 2 > std::min(left.size(), right.size());
}

/// Where the captions just above a region, or on its first lines, stand.
std::vector<Span1> captions_above(const StreamPage& on, const StreamRegion& region) {
  const double top = region.rows.front().box.y0 - kCaptionReach * region.unit;
  const double bottom = region.rows[std::min<std::size_t>(region.rows.size(), kFewestRows) - 1].baseline;
  std::vector<std::uint32_t> near;
  for (std::uint32_t i = 0; i < on.page.words.size(); ++i) {
    const Word& word = on.page.words[i];
    if (word.baseline > top && word.baseline <= bottom && word.writing == Writing::right) near.push_back(i);
  }
  std::vector<Span1> out;
  for (const TextRow& row : text_rows(on.page, near)) {
    for (const Phrase& phrase : phrases(on.page, row, region.gap)) {
      TextRow part = row;
      part.words = {row.words.begin() + static_cast<std::ptrdiff_t>(phrase.first),
                    row.words.begin() + static_cast<std::ptrdiff_t>(phrase.end)};
      if (opens_caption(on.page, part)) out.push_back({phrase.x0, phrase.x1});
    }
  }
  return out;
}

/// A caption stands above either side.
bool captioned_apart(const std::vector<Span1>& captions, const Span1& strip, const Span1& text, double near) {
  const auto left = [&](const Span1& c) { return c.to < strip.to && c.from > text.from - near; };
  const auto right = [&](const Span1& c) { return c.from > strip.from && c.from < text.to; };
  return std::any_of(captions.begin(), captions.end(), left) && std::any_of(captions.begin(), captions.end(), right);
}

}  // namespace

std::optional<Span1> find_gutter(const StreamPage& on, const StreamRegion& region) {
  std::vector<std::vector<Phrase>> lines;
  Span1 text{region.rows.front().box.x0, region.rows.front().box.x1};
  for (const TextRow& row : region.rows) {
    lines.push_back(phrases(on.page, row, region.gap));
    text = {std::min(text.from, row.box.x0), std::max(text.to, row.box.x1)};
  }
  std::vector<Span1> strips = white_strips(lines, kNarrowest * region.unit);
  std::stable_sort(strips.begin(), strips.end(),
                   [](const Span1& a, const Span1& b) { return a.length() > b.length(); });
  const std::vector<Ruling> rules = rules_at(on, region);
  const std::vector<Span1> captions = strips.empty() ? std::vector<Span1>{} : captions_above(on, region);
  for (const Span1& strip : strips) {
    const auto crosses = [&](const Ruling& rule) {
      return rule.from < strip.from - region.unit && rule.to > strip.to + region.unit;
    };
    if (std::any_of(rules.begin(), rules.end(), crosses)) continue;
    const Sides sides = sides_of(lines, strip);
    // Lines of one phrase are labels that wrap.
    if (3 * sides.left_rows < sides.left + sides.both || 3 * sides.right_rows < sides.right + sides.both) continue;
    if (std::min(sides.left_rows, sides.right_rows) < kFewestRows) continue;
    if (stand_apart(sides) || ruled_apart(rules, strip, text, region.unit) ||
        captioned_apart(captions, strip, text, region.unit))
      return strip;
  }
  return std::nullopt;
}

}  // namespace gridlift::recover
