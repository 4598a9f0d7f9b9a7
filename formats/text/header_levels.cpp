#include "formats/text/header_levels.h"

#include <algorithm>
#include <utility>

#include "core/text_join.h"
#include "formats/text/column_lines.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kReadings = 8;  // that are followed from level to level
constexpr std::size_t kMostLevels = 4;
constexpr double kClose = 0.5;  // character cells between two readings that are as good as each other

/// The columns as a level sees them: groups of the level below, and columns outside of them.
struct Units {
  std::vector<HeaderUnit> units;
  std::vector<int> first;  ///< first column of each, and one past the last

  int at(int col) const {
    return static_cast<int>(std::upper_bound(first.begin(), first.end(), col) - first.begin()) - 1;
  }
};

class Levels {
 public:
  Levels(const std::vector<HeaderName>& groups, const std::vector<Column>& columns, int labels)
      : groups_(groups), columns_(columns), labels_(labels) {}

  std::optional<HeaderLevels> read(std::vector<std::optional<HeaderName>> leaves) {
    std::vector<HeaderLevels> readings(1);
    readings[0].leaves = std::move(leaves);
    for (std::size_t i = 0; i < groups_.size();) {
      std::size_t end = i;
      while (end < groups_.size() && groups_[end].bottom == groups_[i].bottom) ++end;
      std::vector<HeaderLevels> next;
      for (const HeaderLevels& reading : readings) add_level(reading, i, end, next);
      std::stable_sort(next.begin(), next.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
      if (next.size() > kReadings) next.resize(kReadings);
      readings = std::move(next);
      i = end;
    }
    if (readings.empty() || readings[0].levels.size() > kMostLevels) return std::nullopt;
    readings[0].doubtful = readings.size() > 1 && readings[1].cost - readings[0].cost < kClose;
    return std::move(readings[0]);
  }

 private:
  int cols() const { return static_cast<int>(columns_.size()); }

  Units units_of(const HeaderLevels& below) const {
    Units out;
    for (int col = 0; col < cols();) {
      const std::optional<HeaderName>& leaf = below.leaves[static_cast<std::size_t>(col)];
      HeaderUnit unit;
      unit.extent = columns_[static_cast<std::size_t>(col)];
      unit.named = leaf.has_value();
      if (leaf) unit.name = {leaf->from, leaf->to};
      int end = col + 1;
      if (!below.levels.empty()) {
        for (const NamedGroup& group : below.levels.back()) {
          if (group.from != col) continue;
          end = group.to;
          unit.extent.to = columns_[static_cast<std::size_t>(end - 1)].to;
          unit.name = {group.name.from, group.name.to};
          unit.named = true;
          unit.group = group.to - group.from > 1;
        }
      }
      out.units.push_back(unit);
      out.first.push_back(col);
      col = end;
    }
    out.first.push_back(cols());
    return out;
  }

  /// All readings of names [i, end) over those of the levels below.
  void add_level(const HeaderLevels& below, std::size_t i, std::size_t end, std::vector<HeaderLevels>& out) const {
    const Units units = units_of(below);
    std::vector<Sharing> sharings(1);
    for (std::size_t at = i; at < end && !sharings.empty();) {
      std::size_t run = at;
      while (run < end && groups_[run].first_col < 0) ++run;
      if (run == at) {  // dashes say its columns
        for (Sharing& sharing : sharings)
          sharing.groups.push_back({units.at(groups_[at].first_col), units.at(groups_[at].end_col - 1) + 1});
        ++at;
        continue;
      }
      std::vector<Column> names;
      for (std::size_t k = at; k < run; ++k) names.push_back({groups_[k].from, groups_[k].to});
      const bool beside = at == i && labels_ < cols() && below.leaves[0] &&
                          names[0].from >= columns_[static_cast<std::size_t>(labels_)].from - kRiver;
      const int right = run == end ? static_cast<int>(units.units.size()) : units.at(groups_[run].first_col);
      std::vector<Sharing> longer;
      for (const Sharing& sharing : sharings) {
        const int left = at > i ? sharing.groups.back().to : beside ? units.at(labels_) : 0;
        for (Sharing& more : share_columns(names, units.units, left, right, kReadings)) {
          more.cost += sharing.cost;
          more.groups.insert(more.groups.begin(), sharing.groups.begin(), sharing.groups.end());
          longer.push_back(std::move(more));
        }
      }
      sharings = std::move(longer);
      at = run;
    }
    for (const Sharing& sharing : sharings) {
      if (auto reading = with_level(below, units, sharing, i)) out.push_back(std::move(*reading));
    }
  }

  std::optional<HeaderLevels> with_level(const HeaderLevels& below, const Units& units, const Sharing& sharing,
                                         std::size_t i) const {
    HeaderLevels out = below;
    out.cost += sharing.cost;
    std::vector<NamedGroup> level;
    for (std::size_t k = 0; k < sharing.groups.size(); ++k) {
      const HeaderName& name = groups_[i + k];
      const int from = units.first[static_cast<std::size_t>(sharing.groups[k].from)];
      const int to = units.first[static_cast<std::size_t>(sharing.groups[k].to)];
      if (!level.empty() && from < level.back().to) return std::nullopt;
      std::optional<HeaderName>& own = out.leaves[static_cast<std::size_t>(from)];
      if (to - from > 1 || !own || name.first_col >= 0) {
        level.push_back({from, to, name});
        continue;
      }
      // A group of one column is no group: the upper line of its name.
      out.healed += seam_between(name.field.text, own->field.text) == Seam::healed_hyphen ? 1 : 0;
      own->field.text = joined(name.field.text, own->field.text);
      own->field.place = name.field.place;
    }
    if (!level.empty()) out.levels.push_back(std::move(level));
    return out;
  }

  const std::vector<HeaderName>& groups_;
  const std::vector<Column>& columns_;
  int labels_;
};

}  // namespace

std::optional<HeaderLevels> read_header_levels(const std::vector<HeaderName>& groups,
                                               const std::vector<Column>& columns,
                                               std::vector<std::optional<HeaderName>> leaves, int labels) {
  return Levels(groups, columns, labels).read(std::move(leaves));
}

}  // namespace gridlift::text
