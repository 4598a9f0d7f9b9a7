#include "tools/fuzz/target.h"

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

namespace gridlift::fuzz {

#define TARGET(name) void run_##name(Bytes bytes);
#include "fuzz_targets.def"
#undef TARGET

namespace {

constexpr Target kTargets[] = {
#define TARGET(name) {#name, run_##name},
#include "fuzz_targets.def"
#undef TARGET
};

}  // namespace

std::span<const Target> targets() {
  return kTargets;
}

void expect(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

Limits small_limits() {
  Limits limits;
  limits.part_bytes = 4U << 20;
  limits.package_bytes = 16U << 20;
  limits.items = 20'000;
  limits.grid_slots = 100'000;
  limits.pages = 50;
  limits.page_glyphs = 50'000;
  limits.page_path_points = 100'000;
  limits.output_bytes = 64U << 20;
  limits.time_ms = 2'000;
  limits.page_time_ms = 1'000;
  return limits;
}

namespace {

void expect_sound(const Table& table, std::size_t tables) {
  const CellGrid& grid = table.grid;
  expect(grid.rows() >= 1 && grid.cols() >= 1, "a table has no slot");
  std::vector<int> owned(static_cast<std::size_t>(grid.rows()) * static_cast<std::size_t>(grid.cols()), 0);
  for (const Cell& cell : grid.cells()) {
    expect(cell.row >= 0 && cell.col >= 0 && cell.row_span >= 1 && cell.col_span >= 1, "a cell has no place");
    expect(cell.end_row() <= grid.rows() && cell.end_col() <= grid.cols(), "a cell sticks out of its grid");
    for (int row = cell.row; row < cell.end_row(); ++row) {
      for (int col = cell.col; col < cell.end_col(); ++col) {
        ++owned[static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.cols()) + static_cast<std::size_t>(col)];
        expect(&grid.at(row, col) == &cell, "a slot is owned by another cell");
      }
    }
  }
  for (const int owners : owned) expect(owners == 1, "a slot has not exactly one owner");
  expect(table.header_rows >= 0 && table.header_rows <= grid.rows(), "more header rows than rows");
  expect(table.header_cols >= 0 && table.header_cols <= grid.cols(), "more header columns than columns");
  for (const int row : table.interior_headers) expect(row >= 0 && row < grid.rows(), "an interior header is no row");
  expect(table.columns.empty() || table.columns.size() == static_cast<std::size_t>(grid.cols()),
         "header paths are not one for each column");
  expect(table.confidence >= 0 && table.confidence <= 1, "a confidence is not in 0..1");
  if (table.parent) expect(table.parent->table < tables, "a nested table has no outer table");
}

}  // namespace

void expect_sound(const Document& document) {
  for (const Table& table : document.tables) expect_sound(table, document.tables.size());
  for (const Block& block : document.blocks)
    expect(block.kind != BlockKind::table || block.table < document.tables.size(), "a block places no table");
}

void convert_and_check(Bytes bytes, std::string_view name, ConvertOptions options) {
  options.limits = small_limits();
  options.hash = false;
  Document document;
  const auto done = convert(bytes, name, options, document);
  if (!done) {
    expect(done.error().code != ErrorCode::internal, "an internal error");
    return;
  }
  expect_sound(document);
  expect(document.lost_chars == 0 || document.diagnostics.count("text-lost") > 0, "text is lost without a word");
  expect(document.lost_chars == 0 || document.diagnostics.partial(), "text is lost, and the document not partial");
}

}  // namespace gridlift::fuzz
