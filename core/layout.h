// The layout model: what a reader found on the paper, nothing inferred.
//
// Two roads. Paged (PDF, OCR, text in aligned columns): pages of words, ruling lines, fills and pictures. Flow (DOCX,
// text with its own marks): blocks in order, tables as raw cells. A reader may use both, in reading order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/document.h"
#include "core/geometry.h"

namespace gridlift {

// ---- paged -----------------------------------------------------------------------------------------------------

/// The way a word's letters follow each other on the upright page.
enum class Writing : std::uint8_t {
  right,     ///< horizontal, left to right: the normal case; right-to-left scripts too (the text is in logical order)
  up,        ///< turned by 90 degrees counter-clockwise: reads from bottom to top
  down,      ///< turned by 90 degrees clockwise: reads from top to bottom
  left,      ///< upside down
  vertical,  ///< upright letters one below the other (vertical CJK)
};

struct Font {
  std::string name;
  bool bold = false;
  bool italic = false;
  bool fixed_width = false;
};

/// Word::mark of what the file itself calls an artifact: page headers, footers, page numbers, backgrounds.
inline constexpr std::int32_t kArtifactMark = -2;

/// Letters without a gap between them that is wide enough to be a space.
struct Word {
  std::string text;     ///< UTF-8, NFC, logical order; never empty, no white space
  Box box;              ///< advance widths x (ascent..descent), in points
  double baseline = 0;  ///< y of the baseline (x for up and down)
  double size = 0;      ///< font size in points, as it stands on the page: the unit of all tolerances
  Writing writing = Writing::right;
  std::uint16_t font = 0;     ///< index in Page::fonts
  bool invisible = false;     ///< render mode 3: an OCR layer behind a picture
  bool space_before = false;  ///< a space glyph or a gap as wide as a space parts it from the word before, on its line
  std::int32_t mark = -1;     ///< marked content id (tagged PDF), -1 none; or kArtifactMark
  std::uint32_t color = 0;    ///< 0xRRGGBB
  std::uint32_t first_edge = 0;  ///< index in Page::edges: code point i reaches from edges[first_edge+i] to [..+i+1]
};

/// A ruling line, exactly horizontal or vertical: a stroke, or a filled rectangle as thin as one.
struct Rule {
  bool horizontal = true;
  double at = 0;    ///< y of a horizontal, x of a vertical rule (its middle)
  double from = 0;  ///< least x (y)
  double to = 0;    ///< greatest x (y)
  double thickness = 0;
  std::uint32_t color = 0;  ///< 0xRRGGBB
  std::uint32_t order = 0;  ///< painting order on the page: a later fill hides an earlier rule
};

/// A filled area that is no line: cell shading, zebra stripe, white cover.
struct Fill {
  Box box;
  std::uint32_t color = 0xFFFFFF;
  std::uint32_t order = 0;
};

/// A raster picture or a drawing of many curves. Its pixels are not kept.
struct Picture {
  Box box;
};

/// A cell by the structure tree of a tagged PDF (ISO 32000-1, 14.8.4.3.4).
struct TaggedCell {
  int row_span = 1;  ///< as written, made sane (>= 1)
  int col_span = 1;
  bool header = false;              ///< TH
  std::vector<std::int32_t> marks;  ///< Word::mark of its words on this page
};

/// The rows of a tagged table that have words on one page: a claim of the file, to be checked against the page.
struct TaggedTable {
  std::vector<std::vector<TaggedCell>> rows;
  int header_rows = 0;                ///< leading rows that are in a THead
  std::vector<std::int32_t> caption;  ///< marks
  std::size_t order = 0;              ///< place in the tree among all blocks and tables
};

/// A heading, list item or paragraph by the structure tree, in its order.
struct TaggedBlock {
  int level = 0;          ///< heading 1..6; 0: none
  int item = 0;           ///< list item: the number of lists around it; 0: none
  std::size_t order = 0;  ///< place in the tree among all blocks and tables
  std::vector<std::int32_t> marks;
};

struct Page {
  int number = 1;  ///< from 1
  double width = 0;
  double height = 0;
  bool fragment =
      false;  ///< not a sheet but a run of lines in character cells (text): no furniture, no columns of prose
  std::vector<Font> fonts;
  std::vector<Word> words;   ///< in content order, which is never to be trusted
  std::vector<float> edges;  ///< letter edges of all words, along the writing direction (x, or y for up/down/vertical)
  std::vector<Rule> rules;
  std::vector<Fill> fills;
  std::vector<Picture> pictures;
  std::vector<TaggedTable> tagged_tables;
  std::vector<TaggedBlock> tagged_blocks;
  int first_line = 0;  ///< fragment: the line of the file at which it begins, from 1
};

// ---- flow ------------------------------------------------------------------------------------------------------

struct RawTable;

/// One physical cell of a flow table, as the file has it.
struct RawCell {
  enum class Merge : std::uint8_t { none, restart, carry_on };
  int col_span = 1;                ///< as written, already made sane (>= 1)
  Merge vertical = Merge::none;    ///< w:vMerge
  Merge horizontal = Merge::none;  ///< legacy w:hMerge
  std::string text;                ///< paragraphs parted by '\n'; nested tables' text in its place
  bool header = false;             ///< declared: first column or row by style, <th>
  std::vector<RawTable> nested;
  Place place;
  std::vector<Place> more_places;  ///< a cell whose text was put together from several places: the others
  std::string rule;                ///< what decided its spans or text when the file does not say it, for Cell::rule
};

struct RawRow {
  std::vector<RawCell> cells;
  int grid_before = 0;  ///< skipped columns before the first cell
  bool header = false;  ///< declared to repeat on each page (w:tblHeader)
};

struct RawTable {
  std::vector<RawRow> rows;
  std::vector<double> column_widths;  ///< points; may be empty or of the wrong length
  bool first_row_is_header = false;   ///< declared by table style (w:tblLook firstRow)
  bool first_col_is_header = false;
  std::optional<std::string> caption;
  std::vector<Place> caption_sources;
  Method method = Method::docx;
  int depth = 0;                     ///< 0, or the number of tables around it
  int header_rows = 0;               ///< rows at the top already known to be headers; 0: to be found
  int header_cols = 0;               ///< columns at the left already known to name rows; 0: to be found
  double confidence = 1;             ///< 0..1: how sure the reader is that this is a table, and of this shape
  std::vector<std::string> reasons;  ///< the named signals behind the confidence
  Place place;
};

/// One block of a flow. Exactly a Block, except that a table is still raw. An empty paragraph tells that the tables
/// before and after it are two; it is not handed on.
struct FlowBlock {
  Block block;  ///< kind table: `raw` holds it
  std::optional<RawTable> raw;
  bool caption = false;         ///< declared (style, SEQ field) to be the caption of a table next to it
  bool joins_previous = false;  ///< text after a page break that cut a paragraph
};

/// Takes what a reader finds, in order. Recovery implements it.
class LayoutSink {
 public:
  virtual ~LayoutSink() = default;
  virtual void page(Page page) = 0;
  virtual void block(FlowBlock block) = 0;
  /// A page break of the file between blocks (form feed, w:lastRenderedPageBreak, section break).
  virtual void page_break() = 0;
};

}  // namespace gridlift
