#include "core/recover/text/order.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <tuple>
#include <utility>

namespace gridlift::recover {

namespace {

constexpr double kRiver = 0.8;          ///< least width of a river, in font sizes
constexpr double kLeastColumn = 5;      ///< least width of a column, in font sizes: no list labels, no page numbers
constexpr std::size_t kLeastLines = 3;  ///< lines that a column has at least
constexpr double kLettersOfProse = 14;  ///< letters on an average line of prose, at least
constexpr double kAlignedLetters = 22;  ///< the same where the lines on both sides stand at the same heights
constexpr double kOneSide = 0.85;       ///< a line this much on one side only strays over the river
constexpr std::size_t kCandidates = 6;  ///< rivers that are looked at closely
constexpr int kDeepest = 12;            ///< levels of cuts

bool top_down(const Piece& a, const Piece& b) {
  return std::make_tuple(a.box.center_y(), a.box.x0, a.box.x1, a.index) <
         std::make_tuple(b.box.center_y(), b.box.x0, b.box.x1, b.index);
}

Box box_around(const std::vector<Piece>& pieces) {
  Box box = pieces.front().box;
  for (const Piece& piece : pieces) box = box.united(piece.box);
  return box;
}

double median_size(const std::vector<Piece>& pieces) {
  std::vector<double> sizes;
  sizes.reserve(pieces.size());
  for (const Piece& piece : pieces) sizes.push_back(piece.size);
  const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
  std::nth_element(sizes.begin(), middle, sizes.end());
  return std::max(*middle, 1.0);
}

/// How much text, in points of height, stands over each stripe of the region's width.
struct Profile {
  double from = 0;
  double step = 1;
  std::vector<double> covered;

  double middle(std::size_t first, std::size_t last) const {
    return from + step * (static_cast<double>(first + last + 1) / 2);
  }
};

Profile profile_of(const std::vector<Piece>& pieces, const Box& box, double unit) {
  Profile profile;
  profile.from = box.x0;
  profile.step = std::max(unit / 4, box.width() / 2000);
  const auto bins = static_cast<std::size_t>(box.width() / profile.step) + 1;
  std::vector<double> change(bins + 1, 0.0);
  const auto bin = [&](double x) {
    return std::min(bins - 1, static_cast<std::size_t>(std::max(0.0, (x - box.x0) / profile.step)));
  };
  for (const Piece& piece : pieces) {
    change[bin(piece.box.x0)] += piece.box.height();
    change[bin(piece.box.x1) + 1] -= piece.box.height();
  }
  profile.covered.resize(bins);
  double sum = 0;
  for (std::size_t i = 0; i < bins; ++i) profile.covered[i] = sum += change[i];
  return profile;
}

/// The middles of the deepest dips of a profile, deepest first.
std::vector<double> candidate_rivers(const Profile& profile) {
  const auto& covered = profile.covered;
  const std::size_t n = covered.size();
  std::vector<double> right(n);
  double highest = 0;
  for (std::size_t i = n; i-- > 0;) right[i] = highest = std::max(highest, covered[i]);
  struct Dip {
    double depth;
    double x;
  };
  std::vector<Dip> dips;
  highest = 0;
  for (std::size_t first = 0; first < n;) {
    std::size_t last = first;
    while (last + 1 < n && std::abs(covered[last + 1] - covered[first]) < 1e-6) ++last;
    highest = std::max(highest, covered[first]);
    const bool dips_here =
        first > 0 && last + 1 < n && covered[first - 1] > covered[first] && covered[last + 1] > covered[first];
    if (dips_here) dips.push_back({std::min(highest, right[first]) - covered[first], profile.middle(first, last)});
    first = last + 1;
  }
  const std::size_t kept = std::min(kCandidates, dips.size());
  std::partial_sort(dips.begin(), dips.begin() + static_cast<std::ptrdiff_t>(kept), dips.end(),
                    [](const Dip& a, const Dip& b) { return std::tie(b.depth, a.x) < std::tie(a.depth, b.x); });
  std::vector<double> rivers;
  for (std::size_t i = 0; i < kept; ++i) rivers.push_back(dips[i].x);
  return rivers;
}

/// A part of a region from top to bottom: either two columns beside the river, or whatever lies across it.
struct Band {
  std::vector<Piece> left;
  std::vector<Piece> right;
  std::vector<Piece> across;
  double common = 0;  ///< height over which the band really has two columns; 0: it is to be read line by line
};

enum class Side : std::uint8_t { left, right, across };

Side side_of(const Piece& piece, double river) {
  if (piece.box.x1 <= river) return Side::left;
  if (piece.box.x0 >= river) return Side::right;
  if (piece.is_table) return Side::across;
  const double share = (river - piece.box.x0) / std::max(piece.box.width(), 1e-6);
  if (share >= kOneSide) return Side::left;
  if (share <= 1 - kOneSide) return Side::right;
  return Side::across;
}

/// `pieces` come sorted from top to bottom.
std::vector<Band> bands_of(const std::vector<Piece>& pieces, double river) {
  std::vector<Band> bands;
  for (const Piece& piece : pieces) {
    const Side side = side_of(piece, river);
    const bool across = side == Side::across;
    if (bands.empty() || bands.back().across.empty() == across) bands.emplace_back();
    Band& band = bands.back();
    (across ? band.across : side == Side::left ? band.left : band.right).push_back(piece);
  }
  return bands;
}

struct Lines {
  std::vector<double> heights;  ///< of the rows, from top to bottom
  double letters = 0;           ///< per row
  double labels = 0;            ///< share of rows that end like a label
  bool has_table = false;
  Box box;
};

/// `side` comes sorted from top to bottom.
Lines lines_of(const std::vector<Piece>& side) {
  Lines lines;
  lines.box = box_around(side);
  double letters = 0;
  double labels = 0;
  for (const Piece& piece : side) {
    lines.has_table = lines.has_table || piece.is_table;
    letters += piece.letters;
    labels += piece.is_label ? 1 : 0;
    if (lines.heights.empty() || piece.box.center_y() > lines.heights.back() + 0.5 * piece.size)
      lines.heights.push_back(piece.box.center_y());
  }
  const auto rows = static_cast<double>(lines.heights.size());
  lines.letters = letters / rows;
  lines.labels = labels / rows;
  return lines;
}

/// Share of the rows of the shorter side that stand at the height of a row of the other.
double aligned_share(const Lines& a, const Lines& b, double unit) {
  std::size_t aligned = 0;
  std::size_t j = 0;
  for (const double y : a.heights) {
    while (j < b.heights.size() && b.heights[j] < y - 0.15 * unit) ++j;
    if (j < b.heights.size() && std::abs(b.heights[j] - y) <= 0.15 * unit) ++aligned;
  }
  return static_cast<double>(aligned) / static_cast<double>(std::min(a.heights.size(), b.heights.size()));
}

/// Whether the river is white enough where the band has columns: most rows keep away from it.
bool keeps_clear(const Band& band, double river, double unit) {
  std::vector<double> ends;
  std::vector<double> begins;
  for (const Piece& piece : band.left) ends.push_back(piece.box.x1);
  for (const Piece& piece : band.right) begins.push_back(piece.box.x0);
  std::sort(ends.begin(), ends.end());
  std::sort(begins.begin(), begins.end());
  const double left = ends[(ends.size() - 1) * 9 / 10];
  const double right = begins[begins.size() / 10];
  return right - left >= kRiver * unit && left <= river + unit && right >= river - unit;
}

/// The height over which a band really has two columns, in points; 0 when it is to be read line by line.
double common_height(const Band& band, double river, double unit) {
  if (band.left.empty() || band.right.empty()) return 0;
  const Lines left = lines_of(band.left);
  const Lines right = lines_of(band.right);
  const double common = left.box.down().overlap(right.box.down());
  if (common < 2 * unit || !keeps_clear(band, river, unit)) return 0;
  if (left.has_table && right.has_table) return common;
  for (const Lines* side : {&left, &right}) {
    if (side->box.width() < kLeastColumn * unit) return 0;
    if (!side->has_table && side->heights.size() < kLeastLines) return 0;
  }
  if (left.labels > 0.5) return 0;
  const bool aligned = aligned_share(left, right, unit) > 0.8;
  const double least = aligned ? kAlignedLetters : kLettersOfProse;
  for (const Lines* side : {&left, &right}) {
    if (!side->has_table && side->letters < least) return 0;
  }
  return common;
}

class Cutter {
 public:
  explicit Cutter(bool right_to_left) : right_to_left_(right_to_left) {}

  /// Cuts at a gutter that is known, however little stands beside it.
  void cut_at(std::vector<Piece> pieces, double gutter) {
    std::vector<Band> bands = bands_of(pieces, gutter);
    for (Band& band : bands) band.common = band.left.empty() || band.right.empty() ? 0 : 1;
    read(std::move(bands), 0);
  }

  /// `pieces` come sorted from top to bottom.
  void cut(std::vector<Piece> pieces, int depth) {
    if (pieces.empty()) return;
    if (depth < kDeepest && pieces.size() >= 2) {
      if (auto bands = best_cut(pieces)) {
        read(*std::move(bands), depth);
        return;
      }
    }
    columns_.push_back(std::move(pieces));
  }

  std::vector<Column> take() { return std::move(columns_); }

 private:
  static std::optional<std::vector<Band>> best_cut(const std::vector<Piece>& pieces) {
    const double unit = median_size(pieces);
    const Box box = box_around(pieces);
    std::optional<std::vector<Band>> best;
    double best_height = 0;
    for (const double river : candidate_rivers(profile_of(pieces, box, unit))) {
      std::vector<Band> bands = bands_of(pieces, river);
      double height = 0;
      for (Band& band : bands) height += band.common = common_height(band, river, unit);
      if (height > best_height) {
        best_height = height;
        best = std::move(bands);
      }
    }
    return best;
  }

  /// What lies across the river, and what stands beside it in no real columns, is one region again.
  void read(std::vector<Band> bands, int depth) {
    std::vector<Piece> whole;
    const auto cut_whole = [&] {
      std::sort(whole.begin(), whole.end(), top_down);
      cut(std::exchange(whole, {}), depth + 1);
    };
    for (Band& band : bands) {
      if (band.common == 0) {
        for (const auto* part : {&band.across, &band.left, &band.right})
          whole.insert(whole.end(), part->begin(), part->end());
        continue;
      }
      cut_whole();
      cut(std::move(right_to_left_ ? band.right : band.left), depth + 1);
      cut(std::move(right_to_left_ ? band.left : band.right), depth + 1);
    }
    cut_whole();
  }

  bool right_to_left_;
  std::vector<Column> columns_;
};

}  // namespace

std::vector<Column> reading_order(std::vector<Piece> pieces, bool right_to_left, std::optional<double> gutter) {
  std::sort(pieces.begin(), pieces.end(), top_down);
  Cutter cutter(right_to_left);
  if (gutter) {
    cutter.cut_at(std::move(pieces), *gutter);
  } else {
    cutter.cut(std::move(pieces), 0);
  }
  return cutter.take();
}

}  // namespace gridlift::recover
