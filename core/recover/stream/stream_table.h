// Stream table: a region read as a table, and what speaks for and against it.
#pragma once

#include <optional>
#include <vector>

#include "core/context.h"
#include "core/recover/stages.h"
#include "core/recover/stream/stream_body.h"
#include "core/recover/stream/stream_columns.h"
#include "core/recover/stream/stream_regions.h"
#include "core/recover/stream/table_above.h"

namespace gridlift::recover {

/// A region with its columns, header and rows.
struct StreamTable {
  StreamRegion region;
  ColumnSet columns;
  std::vector<StreamLine> lines;
  std::size_t header_lines = 0;
  std::size_t header_rows = 0;
  std::vector<BodyRow> body;      ///< over the lines below the header
  std::vector<StreamCell> cells;  ///< in no order; slots without text have none
  bool rows_ruled = false;        ///< rules part its rows
  bool continues = false;         ///< it repeats the header of the table above, or tops the page in its columns

  std::size_t rows() const { return header_rows + body.size(); }
};

/// `above`: the table that ended the page before, or nullptr; the region may go on with it.
StreamTable read_region(const Page& page, StreamRegion region, const TableAbove* above);

/// Why a region is no table, or empty; and how sure it is one.
struct StreamVerdict {
  std::string_view reject;
  double confidence = 0;
  std::vector<std::string> reasons;
};
StreamVerdict judge_table(const Page& page, const StreamTable& table);

/// The table as the stages after this one want it.
std::optional<Fragment> make_fragment(const Page& page, const StreamTable& table, StreamVerdict verdict,
                                      Context& context);

}  // namespace gridlift::recover
