#include "formats/text/aligned.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "core/recover/stages.h"
#include "core/unicode.h"
#include "formats/text/column_lines.h"
#include "formats/text/columns.h"
#include "formats/text/pipes.h"
#include "formats/text/raster_page.h"
#include "formats/text/source_code.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kLongestBlock = 3000;  // lines looked at together
constexpr std::size_t kLooseGroups = 3;      // groups of lines tried together for a first row
constexpr std::size_t kWidestLine = 1000;    // bytes: longer lines are prose

bool has_gap(std::string_view text) {
  const std::string_view inner = trimmed(text);
  for (std::size_t at = 0; at + 1 < inner.size(); ++at) {
    const char c = inner[at];
    if (c == '\t' || (c == ' ' && inner[at + 1] == ' ')) return true;
    if (c == '\xE3' && inner.substr(at, 3) == "\xE3\x80\x80") return true;
  }
  return false;
}

/// A bar or a corner: drawn tables are read by others.
bool begins_drawing(std::string_view text) {
  text = trimmed(text);
  return text.starts_with('|') || text.starts_with("+-") || text.starts_with("+=") || text.starts_with("\xE2\x94") ||
         text.starts_with("\xE2\x95");
}

/// Tabs, or the rule above a simple table, below other lines: what other methods read.
bool begins_other(std::string_view text, const Line& above) {
  if (text.find('\t') != std::string_view::npos) return above.text.find('\t') == std::string::npos;
  return above.blank() && text.starts_with("==") && is_rule_line(trimmed(text)) &&
         trimmed(text).find(' ') != std::string_view::npos;
}

bool has_ascii_bar(std::string_view text) {
  return text.find('|') != std::string_view::npos;
}

struct Block {
  std::size_t length = 0;  ///< lines that belong together
  std::size_t gaps = 0;    ///< lines of them with a gap, counted up to two
};

Block block_of(Lines lines) {
  Block block;
  std::size_t blanks = 0;
  std::size_t last_blank = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (i > 0 && has_ascii_bar(line.text) &&
        pipe_table_length(lines.subspan(i, std::min<std::size_t>(2, lines.size() - i))) > 1)
      break;
    if (begins_drawing(line.text) || (i > 0 && begins_other(line.text, lines[i - 1]))) break;
    if ((i > 0 && line.page_break) || line.carried || line.text.size() > kWidestLine) break;
    if (line.blank()) {
      if (++blanks > 1) break;
      last_blank = i;
      continue;
    }
    // A table at the end of the longest block is left whole for the next.
    if (i >= kLongestBlock) {
      if (last_blank > 0) block.length = last_blank;
      break;
    }
    blanks = 0;
    if (block.gaps < 2 && has_gap(line.text)) ++block.gaps;
    block.length = i + 1;
  }
  return block;
}

bool is_stamp(std::string_view text) {
  // "2024-05-06", "12:00:01", "[12/Mar", "May  6 12:00:01"
  text = trimmed(text).substr(0, 24);
  std::size_t digits = 0;
  std::size_t marks = 0;
  for (const char c : text) {
    digits += c >= '0' && c <= '9' ? 1 : 0;
    marks += c == ':' || c == '-' || c == '/' || c == 'T' ? 1 : 0;
  }
  return digits >= 6 && marks >= 2 && (text.find(':') != std::string_view::npos);
}

/// "Name:" and one text behind it, or "401006:" and whatever a listing has there.
bool has_name_before_colon(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 2 >= text.size() || text[colon + 1] != ' ') return false;
  const std::string_view name = text.substr(0, colon);
  if (name.size() >= 4 && name.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos) return true;
  return name.find("  ") == std::string_view::npos &&
         trimmed(text.substr(colon + 1)).find("  ") == std::string_view::npos;
}

/// A title, dots, and a number of a page and nothing between them.
bool is_contents_line(std::string_view text) {
  const std::size_t title = text.find_last_not_of("0123456789");
  if (title == std::string_view::npos || title + 1 == text.size() || title + 4 < text.size()) return false;
  const std::size_t dots = text.find_last_not_of(' ', title);
  return dots != std::string_view::npos && text.substr(0, dots + 1).ends_with("....");
}

/// Runs of lines that are aligned, but no tables.
bool is_other(Lines lines) {
  std::size_t indents = 0, count = 0, code = 0, stamps = 0, ink = 0, letters = 0, contents = 0, named = 0;
  for (const Line& line : lines) {
    const std::string_view text = trimmed(line.text);
    if (text.empty() || is_rule_line(text)) continue;
    ++count;
    code += reads_as_code(text) ? 1 : 0;
    indents += line.text[0] == '\t' ? 1 : 0;
    stamps += is_stamp(text) ? 1 : 0;
    named += has_name_before_colon(text) ? 1 : 0;
    contents += is_contents_line(text) ? 1 : 0;
    for_each_code_point(text, [&](char32_t c) {
      if (!has_ink(c) || c == '.') return;
      ++ink;
      letters += is_letter(c) || is_digit(c) ? 1 : 0;
    });
  }
  return count < 2 || code * 5 > count || indents * 2 > count || stamps * 10 > count * 7 || letters * 2 < ink ||
         contents * 10 > count * 7 || named * 10 > count * 8;
}

Place place_of(const Place& source, Lines lines) {
  if (!source.bbox) return source;
  const auto row = static_cast<std::size_t>(std::max(0.0, std::floor(source.bbox->y0 / kRowPitch)));
  return place_at(lines[std::min(row, lines.size() - 1)].number,
                  static_cast<int>(std::lround(source.bbox->x0 / kColumnPitch)) + 1);
}

RawTable raw_of(recover::Fragment& fragment, Lines lines) {
  Table& table = fragment.table;
  RawTable out;
  out.method = Method::text;
  out.header_rows = table.header_rows;
  out.header_cols = table.header_cols;
  out.confidence = table.confidence;
  out.reasons = table.reasons;
  out.reasons.emplace_back("character-columns");
  out.caption = table.caption;
  for (const Place& place : table.caption_sources) out.caption_sources.push_back(place_of(place, lines));
  const CellGrid& grid = table.grid;
  for (int row = 0; row < grid.rows(); ++row) {
    RawRow raw_row;
    raw_row.header = row < table.header_rows;
    for (int col = 0; col < grid.cols();) {
      const Cell& cell = grid.at(row, col);
      RawCell raw;
      raw.col_span = cell.col_span;
      raw.header = cell.header;
      if (cell.row_span > 1) raw.vertical = cell.row == row ? RawCell::Merge::restart : RawCell::Merge::carry_on;
      if (cell.row == row) {
        raw.text = cell.text;
        raw.rule = cell.rule;
        for (std::size_t i = 0; i < cell.sources.size(); ++i) {
          if (i == 0) {
            raw.place = place_of(cell.sources[i], lines);
          } else {
            raw.more_places.push_back(place_of(cell.sources[i], lines));
          }
        }
      }
      raw_row.cells.push_back(std::move(raw));
      col += cell.col_span;
    }
    out.rows.push_back(std::move(raw_row));
  }
  return out;
}

/// Words of the table's lines that are in no cell, as lines of their own.
std::vector<Line> rest_of(const RasterPage& raster, Lines lines, const std::vector<bool>& taken, std::size_t first,
                          std::size_t end) {
  std::vector<Line> rest;
  for (std::size_t row = first; row < end; ++row) {
    Line line;
    line.number = lines[row].number;
    for (std::uint32_t word = raster.first_word[row]; word < raster.first_word[row + 1]; ++word) {
      if (taken[word]) continue;
      if (!line.text.empty()) line.text.push_back(' ');
      line.text += raster.page.words[word].text;
    }
    if (!line.text.empty()) rest.push_back(std::move(line));
  }
  return rest;
}

/// End of the group of lines that begins at `from`.
std::size_t group_end(Lines lines, std::size_t from) {
  while (from < lines.size() && !lines[from].blank()) ++from;
  return from;
}

bool mostly_gaps(Lines lines) {
  std::size_t texts = 0;
  std::size_t gaps = 0;
  for (const Line& line : lines) {
    if (is_rule_line(trimmed(line.text))) continue;
    ++texts;
    gaps += has_gap(line.text) ? 1 : 0;
  }
  return texts > 0 && gaps * 2 >= texts;
}

/// The table that begins in the group of lines [from, to); `to` moves on over blank lines between its rows.
std::optional<ColumnTable> find_rows(const RasterPage& raster, Lines lines, std::size_t from, std::size_t& to) {
  auto found = find_columns(raster, lines, from, to);
  // A header alone, or with a row or two: what comes below may make a table of it.
  const bool names = mostly_gaps(lines.subspan(from, to - from));
  for (std::size_t end = to, tries = 0; names && !found && tries < kLooseGroups && end + 1 < lines.size(); ++tries) {
    std::size_t next = end + 1;
    while (next < lines.size() && is_rule_line(trimmed(lines[next].text))) ++next;
    if (next == lines.size() || lines[next].blank() || !shows_values(raster, next)) break;
    end = group_end(lines, end + 1);
    found = find_columns(raster, lines, from, end);
    if (found && (found->first >= to || found->end <= to)) found.reset();
    if (found) to = end;
  }
  if (!found || found->end != to) return found;
  std::size_t end = to;
  while (end + 1 < lines.size() && !lines[end + 1].blank()) {
    const std::size_t next = group_end(lines, end + 1);
    if (!goes_on(*found, raster, end + 1, next)) break;
    end = next;
  }
  if (end == to) return found;
  auto whole = find_columns(raster, lines, from, end);
  if (whole && whole->first == found->first && whole->end == end && whole->table.cols == found->table.cols) {
    to = end;
    return whole;
  }
  return found;
}

/// Tables of names and values in groups of lines: character columns tell more here than geometry does.
void find_value_columns(const RasterPage& raster, Lines lines, std::vector<bool>& taken,
                        std::vector<AlignedFind>& finds) {
  for (std::size_t from = 0; from < lines.size();) {
    if (lines[from].blank()) {
      ++from;
      continue;
    }
    std::size_t to = group_end(lines, from);
    if (auto found = find_rows(raster, lines, from, to)) {
      AlignedFind find;
      find.first = found->first;
      find.end = found->end;
      find.table = recover::span_aligned(std::move(found->table));
      find.table.place = place_at(lines[find.first].number, 1);
      find.dropped.assign(static_cast<std::size_t>(found->healed), "-");
      std::fill(taken.begin() + raster.first_word[find.first], taken.begin() + raster.first_word[find.end], true);
      finds.push_back(std::move(find));
    }
    from = to;
  }
}

}  // namespace

AlignedBlock find_aligned(Lines lines, Context& context) {
  AlignedBlock block;
  const Block looked = block_of(lines);
  block.length = looked.length;
  if (looked.gaps < 2) return block;
  lines = lines.first(block.length);
  if (is_other(lines)) return block;
  const RasterPage raster = raster_page(lines, measure_of(lines));
  std::vector<bool> taken(raster.page.words.size(), false);
  find_value_columns(raster, lines, taken, block.finds);
  std::vector<recover::Fragment> fragments =
      recover::find_stream_tables(raster.page, taken, nullptr, {0, raster.page.width}, context);
  for (recover::Fragment& fragment : fragments) {
    AlignedFind find;
    find.first = lines.size();
    for (const std::uint32_t word : fragment.words) {
      taken[word] = true;
      const std::size_t row = raster.row_of(word);
      find.first = std::min(find.first, row);
      find.end = std::max(find.end, row + 1);
    }
    if (find.first >= find.end) continue;
    find.table = raw_of(fragment, lines);
    find.table.place = place_at(lines[find.first].number, 1);
    block.finds.push_back(std::move(find));
  }
  std::sort(block.finds.begin(), block.finds.end(),
            [](const AlignedFind& a, const AlignedFind& b) { return a.first < b.first; });
  std::size_t behind = 0;
  for (AlignedFind& find : block.finds) {
    find.first = std::max(find.first, behind);
    // Rules right above and below frame the table.
    while (find.first > behind && is_rule_line(trimmed(lines[find.first - 1].text))) --find.first;
    while (find.end < lines.size() && is_rule_line(trimmed(lines[find.end].text))) ++find.end;
    find.end = std::max(find.end, find.first);
    behind = find.end;
    find.rest = rest_of(raster, lines, taken, find.first, find.end);
    for (std::size_t row = find.first; row < find.end; ++row) {
      find.dropped.insert(find.dropped.end(), raster.dropped[row].begin(), raster.dropped[row].end());
    }
  }
  return block;
}

}  // namespace gridlift::text
