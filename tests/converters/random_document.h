// Random documents with hostile texts, for properties of serializers.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "converters/serializer.h"
#include "core/document.h"

namespace gridlift::testing {

/// Texts that break formats: separators, quotes, markup, formulas, control characters, ill-formed UTF-8, scripts.
inline std::string hostile_text(std::mt19937& random) {
  static const std::vector<std::string> kPieces = {"",
                                                   "a",
                                                   "b c",
                                                   "1,234.50",
                                                   "-5",
                                                   "=1+1",
                                                   "+cmd|' /C calc'!A0",
                                                   "@SUM(1)",
                                                   "\"",
                                                   "\"\"",
                                                   ",",
                                                   ";",
                                                   "\t",
                                                   "\n",
                                                   "\r\n",
                                                   "|",
                                                   "\\",
                                                   "`",
                                                   "```",
                                                   "*x*",
                                                   "_y_",
                                                   "<script>",
                                                   "</td>",
                                                   "&amp;",
                                                   "&",
                                                   "]]>",
                                                   "<!--",
                                                   "# h",
                                                   "- i",
                                                   "1. n",
                                                   "[x](y)",
                                                   "~~",
                                                   "公开",
                                                   "１２",
                                                   "١٢",
                                                   "שלום",
                                                   "\x1b[31m",
                                                   "\x07",
                                                   "\xff",
                                                   "\xc3",
                                                   "\xed\xa0\x80",
                                                   "\xe2\x80\xa8",
                                                   "\xf0\x9f\x98\x80",
                                                   "_x0041_",
                                                   "'",
                                                   " ",
                                                   "    ",
                                                   "\xc2\x9b"};
  std::string text;
  for (auto pieces = random() % 5; pieces > 0; --pieces) text += kPieces[random() % kPieces.size()];
  return text;
}

/// A table of random shape: cells in slot order, each growing into free slots.
inline Table random_table(std::mt19937& random) {
  const int rows = 1 + static_cast<int>(random() % 6);
  const int cols = 1 + static_cast<int>(random() % 6);
  std::vector<std::vector<bool>> taken(static_cast<std::size_t>(rows),
                                       std::vector<bool>(static_cast<std::size_t>(cols), false));
  const bool merged = random() % 2 == 0;
  std::vector<Cell> cells;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      const auto free = [&](int col) { return !taken[static_cast<std::size_t>(r)][static_cast<std::size_t>(col)]; };
      if (!free(c)) continue;
      Cell cell;
      cell.row = r;
      cell.col = c;
      while (merged && cell.end_col() < cols && free(cell.end_col()) && random() % 3 == 0) ++cell.col_span;
      while (merged && cell.end_row() < rows && random() % 3 == 0) ++cell.row_span;
      for (int y = r; y < cell.end_row(); ++y) {
        for (int x = c; x < cell.end_col(); ++x) taken[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] = true;
      }
      cell.text = hostile_text(random);
      cell.header = random() % 4 == 0;
      cells.push_back(std::move(cell));
    }
  }
  Table table;
  table.grid = CellGrid::make(rows, cols, std::move(cells)).value();
  table.header_rows = static_cast<int>(random() % static_cast<unsigned>(rows + 1));
  if (random() % 3 == 0) table.caption = hostile_text(random);
  return table;
}

inline Block random_block(std::mt19937& random) {
  Block block;
  static constexpr BlockKind kKinds[] = {BlockKind::heading, BlockKind::paragraph, BlockKind::list_item,
                                         BlockKind::note, BlockKind::furniture};
  block.kind = kKinds[random() % 5];
  block.text = hostile_text(random);
  if (block.kind == BlockKind::heading || block.kind == BlockKind::list_item)
    block.level = 1 + static_cast<int>(random() % 9);
  if (block.kind == BlockKind::list_item) block.label = random() % 2 == 0 ? "3." : hostile_text(random);
  if (block.kind == BlockKind::furniture) block.label = "header";
  return block;
}

inline Document random_document(std::mt19937& random) {
  Document document;
  document.source.name = hostile_text(random);
  document.source.format = "text";
  for (auto pieces = random() % 8; pieces > 0; --pieces) {
    if (random() % 2 == 0) {
      document.blocks.push_back(random_block(random));
      continue;
    }
    Block place;
    place.kind = BlockKind::table;
    place.table = document.tables.size();
    document.tables.push_back(random_table(random));
    document.blocks.push_back(std::move(place));
  }
  return document;
}

/// Hands a document to a serializer in the order in which recovery would.
inline std::string serialized(const Document& document, std::string_view to, const WriteOptions& options = {}) {
  Context context{Limits{}};
  StringOutput out;
  const auto serializer = find_serializer(to)->make(options, context, out);
  serializer->begin(document.source);
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::table) {
      serializer->table(document.tables[block.table]);
      for (std::size_t i = block.table + 1; i < document.tables.size() && document.tables[i].parent; ++i)
        serializer->table(document.tables[i]);
    }
    serializer->block(block);
  }
  const auto done = serializer->finish({document.source, document.diagnostics, 0, 0});
  return done ? out.text : "error: " + done.error().message;
}

}  // namespace gridlift::testing
