// The stages of recovery: pure functions over plain values, one file each, that the driver calls in this order.
//
//   lines      words -> text lines
//   lattice    ruling lines -> tables with spans                (claims the words inside)
//   tagged     the structure tree of a tagged PDF -> tables, where the page bears it out
//   stream     text edges and white rivers -> tables without, or with few, ruling lines
//   order      what is left -> reading order; furniture over neighbouring pages; paragraphs, headings, lists, captions
//   spans      raw flow table -> grid
//   headers    header rows and columns, header paths
//   rows       fragments of one table over a break -> one table (stitching, rows rejoined)
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/context.h"
#include "core/document.h"
#include "core/layout.h"
#include "core/recover/recover.h"

namespace gridlift::recover {

/// Words on one baseline, near enough to each other to be read as one line; never across a wide gap on purpose of a
/// table.
struct TextLine {
  std::vector<std::uint32_t> words;  ///< indices in Page::words, in reading order
  Box box;
  double baseline = 0;
  double size = 0;  ///< font size of most of its letters, in points
};

/// How the text of one cell stands on the page: what tells a line that was wrapped from one that is finished.
struct CellLook {
  int lines = 0;
  double first_word = 0;  ///< width of the first word of its first line
  double free_end = 0;    ///< room left after the last line, up to the cell's edge (the left one in right-to-left text)
  double free_above = 0;  ///< room above the first line, up to the cell's edge
  double free_below = 0;  ///< room below the last line
  bool bold = false;      ///< all its words are
  bool shaded = false;    ///< it stands on a fill that is not white
};

/// A table found on one page (or in one run of text, or in a flow), before stitching. What the file says of its frame
/// is kept here, for the stages that join fragments.
struct Fragment {
  Table table;                       ///< parts has one entry: this page; paged: every cell's sources have page and box
  std::vector<double> column_edges;  ///< cols + 1 x positions in points, left to right; empty for a flow
  std::vector<double> row_edges;     ///< rows + 1 y positions; empty for a flow
  double text_height = 0;            ///< median font size of its words: the unit of tolerances; 0 for a flow
  bool rule_above = false;           ///< a ruling line closes it at the top / below its last row
  bool rule_below = false;
  bool rows_ruled = false;           ///< stream tables: its rows were told by the rules between them
  std::vector<std::uint32_t> words;  ///< paged: indices in Page::words of all words in its cells and caption
  std::vector<CellLook> looks;       ///< one for each of table.grid.cells(); empty where there is no page to look at
  double page_width = 0;             ///< points; 0 for a flow
  double page_height = 0;
};

/// Tables that ruling lines draw (see docs/recovery.md, "Lattice").
std::vector<Fragment> find_lattice_tables(const Page& page, Context& context);

/// Tables that the structure tree of the file names and the page bears out; others are left to the stages after this
/// one, with a diagnostic. `taken` as below.
std::vector<Fragment> find_tagged_tables(const Page& page, const std::vector<bool>& taken, Context& context);

struct TableAbove;
/// Tables told by their text alone, or with a few rules. `taken[i]` is set for words that already belong to a table;
/// `above` is the table that ended the page before (core/recover/stream/table_above.h), or nullptr; `across` is the
/// part of the page's width to look at.
std::vector<Fragment> find_stream_tables(const Page& page, const std::vector<bool>& taken, const TableAbove* above,
                                         const Span1& across, Context& context);

/// A raw flow table's grid, and those of the tables nested in it: the first result is the table itself.
/// Nested tables have `parent.table` relative to the first (0).
std::vector<Fragment> resolve_spans(RawTable raw, const RecoverOptions& options, Context& context);

/// Fills looks, page_width and page_height from the page on which the fragment was found. Paged drivers call it for
/// each fragment before they hand it to the Stitcher.
void read_looks(Fragment& fragment, const Page& page);

/// Rows at the top that name columns, and columns at the left that name rows.
struct HeaderExtent {
  int rows = 0;
  int cols = 0;
};
/// As the file declared them (Table::header_rows, header_cols, Cell::header); what it did not is inferred.
HeaderExtent read_headers(const Table& table);

/// Fills header_rows, header_cols, interior_headers, Cell::header and columns. What the file declared (Cell::header,
/// header_rows > 0 on entry) is kept; the rest is inferred.
/// The Stitcher calls it, for whole tables.
void find_headers(Table& table);

}  // namespace gridlift::recover
