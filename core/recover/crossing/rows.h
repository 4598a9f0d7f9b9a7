// The rows of a table that grows from page to page, and how its last row and the next page's first row meet.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/context.h"
#include "core/recover/crossing/columns.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// What a column of the body looks like so far: the measure for a cell that might be the rest of another.
struct ColumnHabit {
  int filled = 0;
  int blank = 0;
  int numbers = 0;     ///< values
  int lower = 0;       ///< cells that begin with a small letter
  int enumerated = 0;  ///< cells that begin with "1.", "(2)", "（三）", "四、"
  int sentences = 0;   ///< cells that end as a sentence does
  int tall = 0;        ///< cells over several rows
};

/// How the rows on both sides of a break meet.
struct RowSeam {
  enum class Kind : std::uint8_t {
    apart,      ///< two rows
    suspected,  ///< perhaps one row: left as two, and said
    split,      ///< one row, cut by the break
  };
  Kind kind = Kind::apart;
  bool strong = false;          ///< that a cell goes on is plain from its texts alone
  std::vector<bool> carried;    ///< by joined column: the cell above goes on in the cell below
  std::vector<bool> paragraph;  ///< by joined column: the two texts are paragraphs of their own
};

/// A table that is still open. Cells are only appended, and the last row's changed, so that a table over n pages costs
/// what its n fragments cost.
class GrowingTable {
 public:
  explicit GrowingTable(Fragment first);

  int rows() const { return rows_; }
  int cols() const { return cols_; }
  int header_rows() const { return header_rows_; }
  const Table& frame() const { return frame_; }  ///< everything but its grid
  Table& frame() { return frame_; }
  Columns columns() const;
  const std::vector<ColumnHabit>& habits() const { return habits_; }
  double text_height() const { return text_height_; }
  double page_width() const { return page_width_; }
  double page_height() const { return page_height_; }
  /// The cell at the bottom of a column, and how it stands on its page (nullptr: not known).
  const Cell& bottom(int col) const { return cells_[bottom_[static_cast<std::size_t>(col)]]; }
  const CellLook* bottom_look(int col) const;
  /// All cells of the row are bold, or all are shaded; by the page of the last part.
  bool last_row_stands_out() const { return last_row_stands_out_; }
  /// Some rows stand out among others, as every second one of a shaded table: to stand out says nothing.
  bool is_striped() const { return striped_; }
  /// The last row is the title of rows that are still to come: it reaches from side to side, as titles above other
  /// rows of this table do.
  bool ends_in_title() const;

  /// How many rows at the top of `below` repeat the header, column by column of `match`; 0 when it changes.
  int repeated_header(const Fragment& below, const ColumnMatch& match) const;
  /// How the last row meets row `first` of `below`.
  RowSeam seam(const Fragment& below, int first, const ColumnMatch& match) const;
  /// Appends the rows of `below` from `repeated` on.
  void append(Fragment below, const ColumnMatch& match, int repeated, const RowSeam& seam, Context& context);

  /// The table with its grid. Call once, last.
  Table finish();

 private:
  void widen(const ColumnMatch& match);
  void learn(std::size_t from_cell);
  void keep_header(const CellGrid& grid, int rows);
  void drop_header(Fragment& below, int repeated, const ColumnMatch& match, Context& context);
  /// Whether rows `from` to `to`, of those at the top, hold a value.
  bool top_has_values(int from, int to) const;
  void remember_bottom(const Fragment& last, const ColumnMatch& match);

  struct TopCell {
    std::size_t cell = 0;  // index in cells_
    std::string label;     // folded
  };

  Table frame_;
  std::vector<Cell> cells_;
  int rows_ = 0;
  int cols_ = 0;
  int header_rows_ = 0;
  std::vector<std::size_t> bottom_;        // by column: index in cells_
  std::vector<CellLook> bottom_looks_;     // by column, or empty
  std::vector<std::vector<TopCell>> top_;  // the first rows, slot by slot
  std::vector<ColumnHabit> habits_;
  std::vector<Span1> texts_;   // of the last part, by its columns; empty when they are not the joined ones
  std::vector<double> edges_;  // in the coordinates of the last part
  double text_height_ = 0;
  double page_width_ = 0;
  double page_height_ = 0;
  bool ruled_ = false;
  bool closed_above_ = false;  ///< a rule closes the first part at its top
  bool closed_below_ = false;  ///< and the last part at its bottom
  bool last_row_stands_out_ = false;
  bool striped_ = false;
  int titles_ = 0;  ///< rows of the body that are one short text from side to side
};

/// What a label is compared by: its letters without white space, full-width forms made plain. Case counts: "A" under
/// "a" is no repetition.
std::string label_key(std::string_view text);

/// Where the text of each column stands, by the sources of its cells below the header, or else of its labels; empty
/// where a column has none.
std::vector<Span1> text_columns(const Fragment& fragment);

/// All filled cells of a row are bold, or all are shaded. False where looks are not known.
bool row_stands_out(const Fragment& fragment, int row);

/// Several rows stand out, each below one that does not.
bool is_striped(const Fragment& fragment);

}  // namespace gridlift::recover
