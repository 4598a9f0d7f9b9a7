// The document: what the layout means. Headings, paragraphs, list items, tables and notes in reading order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/diagnostic.h"
#include "core/grid.h"
#include "core/place.h"

namespace gridlift {

/// How a table was found. The names are those of the JSON contract.
enum class Method : std::uint8_t { docx, lattice, stream, tagged, text, ocr };
std::string_view name(Method method);

/// A table stitched over pages has one part for each page.
struct TablePart {
  int page = 0;             ///< from 1; 0: the format has no pages
  std::optional<Box> bbox;  ///< points from the top left of the upright page
};

/// A nested table's place: the cell of the outer table that holds it.
struct ParentCell {
  std::size_t table = 0;  ///< index of the outer table
  int row = 0;
  int col = 0;
};

struct Table {
  CellGrid grid;
  int header_rows = 0;                ///< rows at the top that name columns
  int header_cols = 0;                ///< columns at the left that name rows (the stub)
  std::vector<int> interior_headers;  ///< rows below the top that are headers or captions of a block of rows
  std::optional<std::string> caption;
  std::vector<Place> caption_sources;
  Method method = Method::docx;
  double confidence = 1;             ///< 0..1
  std::vector<std::string> reasons;  ///< the named signals behind the confidence
  std::vector<TablePart> parts;      ///< first part first; may be empty where the format has no pages
  std::optional<ParentCell> parent;
  /// For each column its header texts from the top down; filled by recovery (core/recover/table/headers).
  std::vector<std::vector<std::string>> columns;
};

/// Names are those of the JSON contract.
enum class BlockKind : std::uint8_t {
  heading,
  paragraph,
  list_item,
  table,
  note,       ///< footnote, endnote or comment; label is its mark
  furniture,  ///< page header, footer, page number, watermark: kept, but not part of the running text
};
std::string_view name(BlockKind kind);

struct Block {
  BlockKind kind = BlockKind::paragraph;
  int level = 0;          ///< heading 1..9; list item 1..; 0 otherwise
  std::string label;      ///< list item: its visible number or bullet; note: its mark; furniture: "header", "footer",
                          ///< "page-number", "watermark"
  std::string text;       ///< UTF-8; '\n' is a line break that the author made
  std::size_t table = 0;  ///< kind table: its index, in the order in which DocumentSink::table was called
  std::vector<Place> sources;
};

/// What a document is known by. `sha256` is 64 hex digits, or "" when the bytes were not hashed.
struct SourceInfo {
  std::string name;
  std::string format;  ///< "docx", "pdf", "text"
  std::string sha256;
  int pages = 0;  ///< 0: the format has no pages
};

/// Takes a document piece by piece, in reading order, so that memory need not grow with the document.
/// A table comes by `table()` just before the block that places it; nested tables follow their outer table at once and
/// have no block of their own, since the outer cell keeps their text.
class DocumentSink {
 public:
  virtual ~DocumentSink() = default;
  /// Returns the index that the table got: 0, 1, 2, ...
  virtual std::size_t table(Table table) = 0;
  virtual void block(Block block) = 0;
};

/// A whole document in memory.
struct Document {
  SourceInfo source;
  std::vector<Block> blocks;
  std::vector<Table> tables;
  std::uint64_t input_chars = 0;
  std::uint64_t lost_chars = 0;
  Diagnostics diagnostics;
};

/// The sink that collects everything.
class DocumentBuilder : public DocumentSink {
 public:
  explicit DocumentBuilder(Document& document) : document_(document) {}
  std::size_t table(Table table) override;
  void block(Block block) override;

 private:
  Document& document_;
};

}  // namespace gridlift
