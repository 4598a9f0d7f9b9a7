// Levels of a header: names of columns, names of groups over them, and names of groups of groups.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "core/recover/flattened/flattened_rows.h"
#include "formats/text/header_groups.h"

namespace gridlift::text {

/// A name of one column or of a group, of one line or several.
struct HeaderName {
  recover::Field field;
  int from = 0;  ///< character columns of its widest line
  int to = 0;
  std::size_t top = 0;  ///< first and last of its lines, by index
  std::size_t bottom = 0;
  int first_col = -1;  ///< a group's columns, where dashes say which
  int end_col = -1;
  double middle() const { return (from + to) / 2.0; }
};

/// A name over columns [from, to) at its level.
struct NamedGroup {
  int from = 0;
  int to = 0;
  HeaderName name;
};

struct HeaderLevels {
  double cost = 0;                                ///< character cells that the names stand off
  std::vector<std::optional<HeaderName>> leaves;  ///< the name of each column
  std::vector<std::vector<NamedGroup>> levels;    ///< from the lowest up; a group holds whole groups of the level below
  bool doubtful = false;                          ///< another reading costs little more
  int healed = 0;                                 ///< hyphens that went when lines of a name were joined
};

/// The cheapest reading of all levels together. `groups` come by line, from the lowest up, from left to right in each.
/// The first `labels` columns are in no group unless its name touches them. Nothing when a level has too few columns
/// for its names.
std::optional<HeaderLevels> read_header_levels(const std::vector<HeaderName>& groups,
                                               const std::vector<Column>& columns,
                                               std::vector<std::optional<HeaderName>> leaves, int labels);

}  // namespace gridlift::text
