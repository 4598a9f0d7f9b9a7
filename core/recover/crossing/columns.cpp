#include "core/recover/crossing/columns.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gridlift::recover {

namespace {

// All in text heights. Ruling lines of one table differ by rounding and line widths only; edges that lie in the white
// between texts move with the texts of the page.
constexpr double kRuledTolerance = 0.5;
constexpr double kUnruledTolerance = 1.5;
constexpr double kOuterTolerance = 4;     // unruled: the outer edges are where the longest text ends
constexpr double kSameSide = 0.5;         // texts that are set to one edge
constexpr double kScaleTolerance = 0.02;  // of the table's width
constexpr int kMostMerged = 64;           // columns of a table to which each page may add some

std::vector<int> identity(int cols) {
  std::vector<int> edges(static_cast<std::size_t>(cols) + 1);
  std::iota(edges.begin(), edges.end(), 0);
  return edges;
}

bool edges_equal(const Columns& above, const Columns& below, double shift, double tolerance, double outer) {
  for (std::size_t i = 0; i < above.edges.size(); ++i) {
    const bool at_side = i == 0 || i + 1 == above.edges.size();
    if (std::abs(above.edges[i] + shift - below.edges[i]) > (at_side ? outer : tolerance)) return false;
  }
  return true;
}

bool scaled(const Columns& above, const Columns& below) {
  const double width_above = above.edges.back() - above.edges.front();
  const double width_below = below.edges.back() - below.edges.front();
  if (width_above <= 0 || width_below <= 0) return false;
  for (std::size_t i = 0; i < above.edges.size(); ++i) {
    const double a = (above.edges[i] - above.edges.front()) / width_above;
    const double b = (below.edges[i] - below.edges.front()) / width_below;
    if (std::abs(a - b) > kScaleTolerance) return false;
  }
  return true;
}

/// The texts of both, laid over each other, leave the same columns, and most columns begin or end at the same place.
bool texts_agree(const Columns& above, const Columns& below, double shift, double height) {
  if (above.texts.size() != below.texts.size() || above.texts.empty()) return false;
  const std::size_t count = above.texts.size();
  std::size_t aligned = 0, known = 0;
  double end = 0;  // of the column before, in both
  for (std::size_t i = 0; i < count; ++i) {
    const Span1 a{above.texts[i].from + shift, above.texts[i].to + shift};
    const Span1& b = below.texts[i];
    // The rest of a cell that alone stands on a page tells of its own column only.
    if (a.to <= a.from || b.to <= b.from) continue;
    ++known;
    if (i > 0 && std::min(a.from, b.from) < end - kSameSide * height) return false;
    end = std::max(a.to, b.to);
    const bool same = std::abs(a.from - b.from) <= kSameSide * height || std::abs(a.to - b.to) <= kSameSide * height ||
                      std::abs(a.middle() - b.middle()) <= kSameSide * height;
    aligned += same ? 1 : 0;
  }
  return known > 0 && 4 * aligned >= 3 * known;
}

/// Both sets of edges merged into one; `shared` counts inner edges that both have.
int merge_edges(const Columns& above, const Columns& below, double shift, double tolerance, ColumnMatch& match) {
  int shared = 0, next = 0;
  std::size_t a = 0, b = 0;
  while (a < above.edges.size() || b < below.edges.size()) {
    const bool has_a = a < above.edges.size();
    const bool has_b = b < below.edges.size();
    const double gap = has_a && has_b ? above.edges[a] + shift - below.edges[b] : 0;
    const bool both = has_a && has_b && std::abs(gap) <= tolerance;
    if (both || (has_a && (!has_b || gap < 0))) match.above.push_back(next), ++a;
    if (both || (has_b && (!has_a || gap > 0))) match.below.push_back(next), ++b;
    shared += both ? 1 : 0;
    ++next;
  }
  match.cols = next - 1;
  return shared - 2;
}

}  // namespace

ColumnMatch match_columns(const Columns& above, const Columns& below) {
  ColumnMatch match;
  const bool known = !above.edges.empty() && !below.edges.empty();
  const double height = std::max(above.text_height, below.text_height);
  if (above.cols == below.cols) {
    match = {ColumnFit::same_count, above.cols, identity(above.cols), identity(above.cols)};
    if (!known || height <= 0) return match;
    const bool ruled = above.ruled && below.ruled;
    const double tolerance = (ruled ? kRuledTolerance : kUnruledTolerance) * height;
    const double outer = (ruled ? kRuledTolerance : kOuterTolerance) * height;
    const double shift = below.edges.front() - above.edges.front();
    if (edges_equal(above, below, 0, tolerance, outer) || edges_equal(above, below, shift, tolerance, outer)) {
      match.fit = ColumnFit::equal;
    } else if (!ruled && (texts_agree(above, below, 0, height) || texts_agree(above, below, shift, height))) {
      match.fit = ColumnFit::equal;
    } else if (scaled(above, below)) {
      match.fit = ColumnFit::scaled;
    }
    if (match.fit == ColumnFit::equal || !ruled) return match;
  }
  if (!known || height <= 0 || !above.ruled || !below.ruled) return match;
  const double tolerance = kRuledTolerance * height;
  const double shift = below.edges.front() - above.edges.front();
  if (std::abs(above.edges.back() + shift - below.edges.back()) > tolerance) return match;
  ColumnMatch merged;
  const int shared = merge_edges(above, below, shift, tolerance, merged);
  // Where columns are narrower than the tolerance, the last edge of one may have met an inner edge of the other.
  if (merged.above.back() != merged.cols || merged.below.back() != merged.cols) return match;
  const int fewer = std::min(above.cols, below.cols) - 1;
  // One set among the other; or each has edges of its own, as when cells are merged differently on the two pages, but
  // most are common.
  const bool grows = merged.cols > std::max(above.cols, below.cols);
  if (grows && merged.cols > kMostMerged) return match;
  if (shared < fewer && (shared < 2 || 2 * shared < std::max(above.cols, below.cols) - 1)) return match;
  merged.fit = ColumnFit::compatible;
  return merged;
}

}  // namespace gridlift::recover
