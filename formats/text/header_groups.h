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
};

/// Columns [from, to), by index, that name `phrase` stands over.
struct HeaderGroup {
  int from = 0;
  int to = 0;
  std::size_t phrase = 0;
};

/// Contiguous groups of named columns in [left, right), one for each phrase [i, end): the middles of groups and names
/// as near as they can be, columns left out at a price.
/// Sets `from` and `to` of found[i, end); false when there are too few columns.
bool share_columns(const std::vector<Phrase>& phrases, const std::vector<Column>& columns,
                   const std::vector<bool>& named, std::size_t i, std::size_t end, int left, int right,
                   std::vector<HeaderGroup>& found);

}  // namespace gridlift::text
