#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/core/recover/table_shape.h"

using namespace gridlift;
using gridlift::recover::Fragment;
using gridlift::test::only_shape;
using gridlift::test::PageBuilder;
using gridlift::test::shape;
using gridlift::test::tables_of;

namespace {

struct Tile {
  int row, col, end_row, end_col;
};

std::vector<Tile> random_tiles(std::mt19937& random, int rows, int cols) {
  std::vector<char> taken(static_cast<std::size_t>(rows * cols), 0);
  const auto at = [&](int r, int c) -> char& { return taken[static_cast<std::size_t>(r * cols + c)]; };
  std::vector<Tile> tiles;
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < cols; ++c) {
      if (at(r, c) != 0) continue;
      Tile tile{r, c, r + 1, c + 1};
      while (tile.end_col < cols && at(r, tile.end_col) == 0 && random() % 5 == 0) ++tile.end_col;
      while (tile.end_row < rows && random() % 5 == 0) ++tile.end_row;
      for (int y = r; y < tile.end_row; ++y) std::fill(&at(y, c), &at(y, tile.end_col - 1) + 1, char{1});
      tiles.push_back(tile);
    }
  }
  return tiles;
}

/// Takes out the lines at which no tile begins, as no reader of the paper could see them.
void squeeze(std::vector<Tile>& tiles, int& rows, int& cols) {
  const auto squeeze_axis = [&](int Tile::*begin, int Tile::*end, int& count) {
    std::vector<int> line(static_cast<std::size_t>(count) + 1, -1);
    for (const Tile& tile : tiles) line[static_cast<std::size_t>(tile.*begin)] = 0;
    int next = 0;
    for (int& place : line) {
      if (place == 0) place = next++;
    }
    line.back() = count = next;
    for (Tile& tile : tiles) {
      tile.*begin = line[static_cast<std::size_t>(tile.*begin)];
      while (line[static_cast<std::size_t>(tile.*end)] < 0) ++(tile.*end);
      tile.*end = line[static_cast<std::size_t>(tile.*end)];
    }
  };
  squeeze_axis(&Tile::row, &Tile::end_row, rows);
  squeeze_axis(&Tile::col, &Tile::end_col, cols);
}

/// A border in one of the ways in which programs draw them.
void draw_border(PageBuilder& page, std::mt19937& random, int style, bool horizontal, double at, double from,
                 double to) {
  const auto jitter = [&] { return static_cast<double>(random() % 100) / 100 - 0.5; };
  const auto line = [&](double place, double a, double b) {
    horizontal ? page.horizontal(place, a, b) : page.vertical(place, a, b);
  };
  switch (style) {
    case 0:
      return line(at + jitter() * 0.6, from + jitter(), to + jitter());
    case 1:
      line(at - 1, from - 1, to + 1);
      return line(at + 1, from - 1, to + 1);
    case 2:
      for (double x = from; x < to; x += 4) line(at, x, std::min(x + 2.5, to));
      return;
    default:
      return line(at, from, (from + to) / 2), line(at, (from + to) / 2, to);
  }
}

}  // namespace

TEST_CASE("random ruled grids come back, in any order of words and lines") {
  std::mt19937 random(20260101);
  int read = 0;
  for (int round = 0; round < 150; ++round) {
    int rows = 2 + static_cast<int>(random() % 6);
    int cols = 2 + static_cast<int>(random() % 5);
    std::vector<Tile> tiles = random_tiles(random, rows, cols);
    squeeze(tiles, rows, cols);
    std::vector<double> xs{60};
    std::vector<double> ys{80};
    for (int i = 0; i < cols; ++i) xs.push_back(xs.back() + 45 + static_cast<double>(random() % 40));
    for (int i = 0; i < rows; ++i) ys.push_back(ys.back() + 16 + static_cast<double>(random() % 20));
    const int style = static_cast<int>(random() % 4);
    PageBuilder page;
    std::vector<Cell> cells;
    for (const Tile& tile : tiles) {
      const double x0 = xs[static_cast<std::size_t>(tile.col)];
      const double x1 = xs[static_cast<std::size_t>(tile.end_col)];
      const double y0 = ys[static_cast<std::size_t>(tile.row)];
      const double y1 = ys[static_cast<std::size_t>(tile.end_row)];
      draw_border(page, random, style, true, y0, x0, x1);
      draw_border(page, random, style, true, y1, x0, x1);
      draw_border(page, random, style, false, x0, y0, y1);
      draw_border(page, random, style, false, x1, y0, y1);
      Cell cell;
      cell.row = tile.row;
      cell.col = tile.col;
      cell.row_span = tile.end_row - tile.row;
      cell.col_span = tile.end_col - tile.col;
      cell.text = "c" + std::to_string(tile.row) + "x" + std::to_string(tile.col);
      page.text(x0 + 4, y0 + 11, cell.text);
      cells.push_back(std::move(cell));
    }
    if (rows < 2 || cols < 2 || tiles.size() < 4) continue;
    auto grid = CellGrid::make(rows, cols, std::move(cells));
    REQUIRE(grid.has_value());
    Table want;
    want.grid = std::move(*grid);
    CAPTURE(round);
    CAPTURE(style);
    CHECK(only_shape(page) == shape(want));
    CHECK(only_shape(page.shuffled(random)) == shape(want));
    ++read;
  }
  CHECK(read > 100);
}

TEST_CASE("whatever lines cross a page, every word of a table stands in one cell") {
  std::mt19937 random(7);
  const auto any = [&](double limit) { return static_cast<double>(random() % 1000) / 1000 * limit; };
  std::size_t found = 0;
  for (int round = 0; round < 400; ++round) {
    PageBuilder page(300, 300);
    const auto place = [&] { return round % 2 == 0 ? any(300) : 20 * static_cast<double>(random() % 15); };
    for (auto n = random() % 30; n > 0; --n) page.horizontal(place(), place(), place(), any(4));
    for (auto n = random() % 30; n > 0; --n) page.vertical(place(), place(), place(), any(4));
    for (auto n = random() % 8; n > 0; --n) {
      const double x = place();
      const double y = place();
      page.fill({x, y, x + any(150), y + any(150)}, random() % 2 == 0 ? 0xFFFFFF : 0xCCCCCC);
    }
    for (auto n = random() % 60; n > 0; --n) {
      const std::string text = std::to_string(random() % 5000) + (n % 3 == 0 ? " words of text" : "");
      n % 7 == 0 ? page.text_up(any(300), any(300), std::to_string(n))
                 : page.text(any(280), any(300), text, 4 + any(10));
    }
    CAPTURE(round);
    for (const Fragment& fragment : tables_of(page.page())) {
      ++found;
      std::size_t want = 0;
      for (const std::uint32_t word : fragment.words) want += page.page().words[word].text.size();
      std::size_t got = 0;
      for (const Cell& cell : fragment.table.grid.cells()) {
        got += static_cast<std::size_t>(
            std::count_if(cell.text.begin(), cell.text.end(), [](char c) { return c != ' ' && c != '\n'; }));
      }
      CHECK(got == want);
      CHECK(std::is_sorted(fragment.column_edges.begin(), fragment.column_edges.end()));
      CHECK(std::is_sorted(fragment.row_edges.begin(), fragment.row_edges.end()));
      CHECK(fragment.column_edges.size() == static_cast<std::size_t>(fragment.table.grid.cols()) + 1);
      CHECK(fragment.row_edges.size() == static_cast<std::size_t>(fragment.table.grid.rows()) + 1);
    }
  }
  CHECK(found > 20);
}
