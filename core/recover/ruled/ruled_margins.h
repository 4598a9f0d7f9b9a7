// Ruled margins: rows and columns of a table that its author set outside the ruled frame, and what stands inside it
// without being a row.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/layout.h"
#include "core/recover/ruled/ruled_table.h"

namespace gridlift::recover {

/// Takes in a stub to the left of the frame: a column of labels, one for nearly every row, beside columns of values.
/// `taken` marks words of other tables.
void take_in_stub(const Page& page, const WordIndex& index, const std::vector<bool>& taken, RuledTable& table,
                  double unit);

/// Is the frame only the header of a table? More rows of values than it has rows follow it in its columns, without
/// lines.
bool heads_a_body(const Page& page, const WordIndex& index, const std::vector<bool>& taken, const RuledTable& table,
                  double unit);

/// Takes in header rows just above the first rule of a frame that holds only values, and a last row just below the last
/// rule, where their phrases stand in the columns.
void take_in_rows(const Page& page, const WordIndex& index, const std::vector<bool>& taken, RuledTable& table,
                  double unit);

/// A title that was set as the first row, taken out of the table.
struct RuledTitle {
  std::string text;
  std::vector<CellWord> words;
};

/// Takes out a first row from edge to edge that says "Table 3 ..." or the like, and gives the words of a last such row
/// that begins as a note ("Source: ...") back to the page.
std::optional<RuledTitle> take_out_title(const Page& page, RuledTable& table);

}  // namespace gridlift::recover
