// Text rows: the words of an area put on their baselines, and the phrases that wide gaps part them into.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout.h"

namespace gridlift::recover {

/// All words that stand on one baseline, however far apart. Raised and lowered marks belong to the row they stick to.
struct TextRow {
  std::vector<std::uint32_t> words;  ///< indices in Page::words, by x
  Box box;
  double baseline = 0;
  double size = 0;  ///< greatest font size, in points
};

/// Words of a row that follow each other without a wide gap: a cell, a part of one, or a line of prose.
struct Phrase {
  std::size_t first = 0;  ///< range in TextRow::words, one past the last
  std::size_t end = 0;
  double x0 = 0;
  double x1 = 0;
  bool after_value = false;  ///< only told from the phrase before by both being values: "1,234 5,678"

  double width() const { return x1 - x0; }
};

/// Rows from the top down. The order of `words` does not matter. O(n log n).
std::vector<TextRow> text_rows(const Page& page, std::span<const std::uint32_t> words);

/// Parts a row where the gap between two words is wider than `gap` points, or one of `walls` (x, ascending) stands in
/// it.
std::vector<Phrase> phrases(const Page& page, const TextRow& row, double gap, std::span<const double> walls = {});

/// The phrases of each row, parted at gaps wider than `gap` font sizes. A word after a gap that may still be a blank
/// begins a phrase of its own where a phrase of the row above or below begins: a cell beside a short gap, and the lines
/// that it wraps to.
std::vector<std::vector<Phrase>> aligned_phrases(const Page& page, std::span<const TextRow> rows, double gap);

/// The usual blank between two words of running text in these rows, in font sizes: the median of the narrow gaps.
double usual_blank(const Page& page, std::span<const TextRow> rows);

}  // namespace gridlift::recover
