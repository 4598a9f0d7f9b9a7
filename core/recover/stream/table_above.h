// Table above: what is known of the table that ended the page before, for reading the next page.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/recover/stages.h"
#include "core/recover/stream/stream_columns.h"
#include "core/recover/stream/stream_header.h"

namespace gridlift::recover {

/// A label of a header: where it stands in the grid, and its text as it is compared.
struct KnownLabel {
  std::size_t row = 0;
  std::size_t col = 0;
  std::size_t end_row = 1;
  std::size_t end_col = 1;
  std::string text;

  bool operator==(const KnownLabel&) const = default;
};

struct TableAbove {
  std::vector<Span1> texts;        ///< where the text of each column stands, in the page's reading direction; points
  std::vector<KnownLabel> header;  ///< by row and column; empty when the table has none
  double unit = 0;                 ///< its text height
  std::optional<double> middle;    ///< x of the middle of titles over all its columns, where it has any
  bool rows_ruled = false;         ///< rules part its rows
  bool follows = false;            ///< not above, but the table that begins the next page: for what ends this one

  std::size_t cols() const { return texts.size(); }
  /// What a text of a column may reach to: the texts beside it, and half its own width outside the table.
  Span1 room(std::size_t col) const;
  /// Moves it by `pitch` to the left or right when it stands outside `half`, one of two columns of type.
  void move_into(const Span1& half, double pitch);
};

/// What a page learns from the table that ends the page before. `before` is what was known there: a part without a
/// header of its own goes on under it. Nothing when the columns of the fragment are not known.
std::optional<TableAbove> table_above(const Fragment& fragment, const TableAbove* before);

/// The lines at the top of a region that repeat the header of the table above.
struct RepeatedHeader {
  std::size_t lines = 0;
  StreamHeader header;  ///< its labels where they stand there: a part of few rows tells less of the columns
};

/// The header of the table above, if the lines at the top of a region repeat it label by label.
std::optional<RepeatedHeader> repeated_header(const Page& page, const TableAbove& above, const StreamRegion& region,
                                              std::span<const StreamLine> lines, const ColumnSet& columns);

/// The columns of a part of the same table, as wide as both have them; those of the table above alone where they would
/// overlap, or are not as many.
ColumnSet united(const ColumnSet& columns, const TableAbove& above);

/// The columns are as many, and most begin, end or have their middle where those of the table above do.
bool stand_alike(const ColumnSet& columns, const TableAbove& above);

/// The columns of the table above, if the phrases of these lines stand in them: none runs across two, but for labels at
/// the top, and most begin, end or have their middle where its texts do. Else none.
std::optional<ColumnSet> columns_of(const TableAbove& above, std::span<const PhraseLine> lines, double unit);

}  // namespace gridlift::recover
