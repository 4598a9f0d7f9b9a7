// A table with the tables that stand in its cells, for formats that can write a table inside a cell.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "core/document.h"

namespace gridlift {

/// A table and those nested in it at any depth, in the order in which a DocumentSink gets them.
class TableNest {
 public:
  /// `index` is what the sink gives the table.
  TableNest(Table outer, std::size_t index) : first_(index) { tables_.push_back(std::move(outer)); }

  /// True when the table stands in a cell of this nest; it is taken then, else left as it is.
  bool take(Table& table);

  const Table& at(std::size_t table) const { return tables_[table]; }  ///< 0: the outer one
  bool holds_tables(std::size_t table) const;

  /// A run of a cell's text, or the table in its place.
  struct Piece {
    std::string_view text;               ///< without the line breaks next to a table; points into the cell
    std::optional<std::size_t> table{};  ///< for `at`
  };

  /// The cell's text in order, with the nested tables where their own text stands in it. A table whose text is not
  /// found there as whole lines (on paged documents lines of a cell may run through it) stays text. Linear.
  std::vector<Piece> pieces(std::size_t table, const Cell& cell) const;

 private:
  using Slot = std::tuple<std::size_t, int, int>;  // table, row, column
  std::vector<Table> tables_;
  std::map<Slot, std::vector<std::size_t>> inner_;  // tables by the cell that holds them
  std::size_t first_ = 0;
};

}  // namespace gridlift
