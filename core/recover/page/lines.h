// Lines: words to lines of text, whatever order the words come in.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/layout.h"
#include "core/recover/stages.h"

namespace gridlift::recover {

/// Words side by side on one baseline with no gap wider than `widest_gap` times the font size between them: a line of a
/// column, or a piece of one where a justified line or a tab is torn wide open. Superscripts and subscripts belong to
/// the segment they stand at. Words with a writing other than `Writing::right` are left out. Sorted by baseline, then
/// x; the order of `words` has no influence. O(n log n).
std::vector<TextLine> find_segments(const Page& page, std::span<const std::uint32_t> words, double widest_gap = 0.7);

/// Joins the segments of one column that stand at one baseline: whole lines, from top to bottom. Right-to-left lines
/// have their words in reading order.
std::vector<TextLine> join_segments(const Page& page, std::vector<TextLine> segments);

/// The lines of a region without columns of its own, such as a cell.
std::vector<TextLine> find_lines(const Page& page, std::span<const std::uint32_t> words);

/// The words of a line, with a blank where the paper has one.
std::string line_text(const Page& page, const TextLine& line);

/// The lines of a region parted by '\n'.
std::string lines_text(const Page& page, std::span<const TextLine> lines);

/// True when most letters are of scripts that run from right to left and the words stand as they are read on paper: a
/// run of lines of text (Page::fragment) has them in logical order, whatever their script.
bool runs_right_to_left(const Page& page, std::span<const std::uint32_t> words);

}  // namespace gridlift::recover
