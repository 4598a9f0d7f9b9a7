// Names over several columns: which columns each name of an upper header line stands over.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace gridlift::text {

/// Words of one line without a wide gap between them; columns from the left edge.
struct Phrase {
  std::string text;
  int from = 0;
  int to = 0;
  double middle() const { return (from + to) / 2.0; }
};

/// Character columns [from, to) of a table's column.
struct Column {
  int from = 0;
  int to = 0;
  double middle() const { return (from + to) / 2.0; }
};

/// What a name may stand over: a column, or the columns that a lower name stands over.
struct HeaderUnit {
  Column extent;       ///< all of its texts
  Column name;         ///< its own name, where it has one
  bool named = false;  ///< whether it has
  bool group = false;  ///< whether it is more than one column
};

/// Units [from, to), by index, that one name stands over.
struct HeaderGroup {
  int from = 0;
  int to = 0;
};

/// One reading of a line of names.
struct Sharing {
  double cost = 0;  ///< character cells
  std::vector<HeaderGroup> groups;
};

/// Groups of neighbouring units in [left, right), one for each of the names, in order: the middles of groups and names
/// as near as they can be, units left out at a price. The cheapest readings first, `most` of them; none when there are
/// too few units.
std::vector<Sharing> share_columns(const std::vector<Column>& names, const std::vector<HeaderUnit>& units, int left,
                                   int right, std::size_t most);

}  // namespace gridlift::text
