// Stream rows: the rows of a page as what they may be, and how far a run of rows of cells reaches.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/recover/stream/stream_regions.h"

namespace gridlift::recover {

/// What one row of a page may be, by its phrases.
enum class RowKind : std::uint8_t {
  cells,   ///< several phrases with wide gaps
  single,  ///< one phrase: section title, wrapped cell, or text that is no part of a table
  prose,   ///< running text, or text that goes on outside
  caption,
  notes,
};

/// One row, classified.
struct Row {
  TextRow row;
  RowKind kind = RowKind::single;
  double x0 = 0;
  double x1 = 0;
  std::vector<Phrase> phrases;
  bool goes_on = false;  ///< its text goes on outside
};

/// A run of rows, as a range of indices.
struct Block {
  std::size_t first = 0;
  std::size_t end = 0;
};

/// The phrases of a row are a number or a sign and the text of a list item, or of a heading in bold or big letters, and
/// no cells. `unit` is the text height of the page.
bool is_item_or_heading(const Page& page, const TextRow& row, const std::vector<Phrase>& parts, double unit);

/// The only phrase of a row stands where a cell stands in another row, with room on both sides: it is a cell, or the
/// rest of one. Not so at the side where lines begin, where any text may stand.
bool stands_in_column(const Row& row, const Row& cells);

/// Long texts in cells look like running text. Between the rules of a table, lines that have other phrases beside them
/// are rows, and so are lines that go on below their cells. Phrases are parted at gaps of `gap` font sizes.
void take_back_cells(const StreamPage& on, std::vector<Row>& rows, const RuleFrame& frame, double gap);

/// Takes in what belongs to the rows of cells above and below them: the rest of a cell that a page end cut or that
/// wraps last, and a label over several columns.
void extend_to_cells(const StreamPage& on, const std::vector<Row>& rows, Block& block);

/// How many rows at the top of the page are only the rest of one cell of the table that ended the page before: lines
/// that fill one of its columns, not the first, and begin inside a phrase. 0 for none.
std::size_t count_rest_above(const StreamPage& on, const std::vector<Row>& rows);

}  // namespace gridlift::recover
