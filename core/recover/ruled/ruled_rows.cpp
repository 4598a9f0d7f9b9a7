#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "core/recover/page/text_rows.h"
#include "core/recover/ruled/ruled_splits.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

/// Lines of all cells of a ruled row, when each has text on each of them.
constexpr std::size_t kFewestInStep = 12;

/// In text heights: more white than this between rows, besides what stands between the lines of a cell.
constexpr double kRowWhite = 0.3;
constexpr double kMoreWhite = 0.1;         // clearly wider white between two lines than between others
constexpr std::size_t kFewestWraps = 3;    // lines that wrap tell how far the lines of a cell stand apart
constexpr std::size_t kFewestByWhite = 3;  // rows that white alone may tell

/// One line of one cell.
struct Entry {
  std::vector<CellWord> words;
  Box box;
  std::string text;
  CellKind kind = CellKind::blank;
};

/// One cell of a ruled row, by the text rows of that row.
struct Member {
  std::size_t cell = 0;  ///< index in RuledTable::cells
  double width = 0;
  std::vector<Entry> entries;
  std::size_t filled = 0;
  std::size_t values = 0;

  bool lists_values() const { return values >= 2 && values * 10 >= filled * 7; }
};

bool is_value(CellKind kind) {
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

/// One number that a narrow cell broke: only digits and their signs, each line but the last fills the cell, and the
/// last is shorter.
bool is_broken_number(const Member& member, double unit) {
  const Entry* above = nullptr;
  std::size_t length = 0;
  for (const Entry& entry : member.entries) {
    if (entry.words.empty()) continue;
    const std::size_t count = count_code_points(entry.text);
    bool digits = true;
    for_each_code_point(entry.text,
                        [&](char32_t c) { digits = digits && (is_digit(c) || c == U',' || c == U'.' || c == U'，'); });
    if (!digits) return false;
    if (above != nullptr) {
      const double digit = above->box.width() / static_cast<double>(length);
      if (above->box.width() + digit <= member.width - unit || count > length) return false;
    }
    above = &entry;
    length = count;
  }
  return member.filled >= 2;
}

/// A ruled row with its text rows and the cells that lie in it alone.
struct Band {
  std::size_t row = 0;
  std::vector<TextRow> lines;
  std::vector<Member> members;
};

/// Counts the lines that are values by themselves: no "0.85" over "(0.24–" over "3.44)", one value in a narrow column.
void count_values(Member& member) {
  Entry* above = nullptr;
  bool broken = false;
  for (Entry& entry : member.entries) {
    if (entry.words.empty()) continue;
    const bool goes_on = is_broken_value(entry.text);
    if (goes_on && entry.text.front() == '(' && above != nullptr) above->kind = CellKind::label;
    if (goes_on || broken) entry.kind = CellKind::label;
    broken = goes_on;
    above = &entry;
  }
  for (const Entry& entry : member.entries) member.values += is_value(entry.kind) ? 1 : 0;
}

Band band_of(const Page& page, const RuledTable& table, std::size_t row, const std::vector<std::size_t>& cells,
             double unit) {
  Band band;
  band.row = row;
  std::vector<CellWord> words;
  for (const std::size_t i : cells) {
    words.insert(words.end(), table.cells[i].words.begin(), table.cells[i].words.end());
  }
  band.lines = text_rows(page, level_words(page, words));
  if (band.lines.size() < 2) return band;
  std::vector<std::pair<std::uint32_t, std::size_t>> line_of;
  for (std::size_t line = 0; line < band.lines.size(); ++line) {
    for (const std::uint32_t word : band.lines[line].words) line_of.emplace_back(word, line);
  }
  std::sort(line_of.begin(), line_of.end());
  for (const std::size_t i : cells) {
    const RuledCell& cell = table.cells[i];
    Member member;
    member.cell = i;
    member.width = table.box_of(cell.face).width();
    member.entries.resize(band.lines.size());
    bool level = true;
    for (const CellWord& word : cell.words) {
      const auto found = std::lower_bound(line_of.begin(), line_of.end(), std::pair(word.word, std::size_t{0}));
      if (found == line_of.end() || found->first != word.word) {
        level = false;
        break;
      }
      Entry& entry = member.entries[found->second];
      entry.box = entry.words.empty() ? word.box : entry.box.united(word.box);
      entry.words.push_back(word);
    }
    if (!level) continue;
    for (Entry& entry : member.entries) {
      if (entry.words.empty()) continue;
      std::sort(entry.words.begin(), entry.words.end(),
                [](const CellWord& a, const CellWord& b) { return a.box.x0 < b.box.x0; });
      for (const CellWord& word : entry.words) {
        if (!entry.text.empty()) entry.text += ' ';
        entry.text += word.text;
      }
      entry.kind = kind_of(entry.text);
      ++member.filled;
    }
    count_values(member);
    if (is_broken_number(member, unit)) member.values = 1;
    if (member.filled > 0) band.members.push_back(std::move(member));
  }
  return band;
}

/// True when the line below `above` is there only because its first word had no room.
bool is_wrapped(const Member& member, const Entry& above, const Entry& below, double unit) {
  return above.box.width() + 0.25 * unit + below.words.front().box.width() > member.width - unit;
}

/// Lines of a cell that its author ended, not the want of room, and how many there are to judge.
bool has_loose_lines(const Member& member, double unit) {
  std::size_t breaks = 0;
  std::size_t loose = 0;
  const Entry* above = nullptr;
  for (const Entry& entry : member.entries) {
    if (entry.words.empty()) continue;
    if (above != nullptr) {
      ++breaks;
      if (!is_wrapped(member, *above, entry, unit)) ++loose;
    }
    above = &entry;
  }
  return breaks >= 2 && loose * 10 >= breaks * 8;
}

std::size_t shared_lines(const Member& a, const Member& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.entries.size(); ++i) {
    if (!a.entries[i].words.empty() && !b.entries[i].words.empty()) ++count;
  }
  return count;
}

/// Cells that all have text on each line stand in rows: texts that wrap differ in length.
bool in_lockstep(const Band& band) {
  return band.members.size() * band.lines.size() >= kFewestInStep && band.lines.size() >= 3 &&
         std::all_of(band.members.begin(), band.members.end(),
                     [&](const Member& member) { return member.filled == band.lines.size(); });
}

/// Do the cells of the ruled row list something line by line, side by side?
bool lists_rows(const Band& band, double unit) {
  const Member* lead = nullptr;  // the cell with most values, else the longest list of short lines
  for (const Member& member : band.members) {
    if (member.lists_values() && (lead == nullptr || member.values > lead->values)) lead = &member;
  }
  const bool values = lead != nullptr;
  if (!values) {
    for (const Member& member : band.members) {
      if (member.filled >= 3 && has_loose_lines(member, unit) && (lead == nullptr || member.filled > lead->filled)) {
        lead = &member;
      }
    }
  }
  if (lead == nullptr) return false;
  const Member& stub = band.members.front();
  std::size_t with_lead = 0;
  for (const Member& member : band.members) {
    if (&member == lead || 3 * shared_lines(*lead, member) < 2 * lead->filled) continue;
    if (values || (member.filled >= 3 && has_loose_lines(member, unit))) ++with_lead;
  }
  if (with_lead == 0 || 2 * (with_lead + 1) < band.members.size()) return false;
  // Two lines of values beside one label are an estimate and its error, not two rows.
  return band.lines.size() > 3 || 3 * stub.filled >= 2 * band.lines.size();
}

bool has_values(const Band& band, std::size_t line) {
  return std::any_of(band.members.begin(), band.members.end(),
                     [&](const Member& member) { return is_value(member.entries[line].kind); });
}

/// Does a text row go on with the row above it?
bool continues(const Band& band, std::size_t line, double unit) {
  bool lower = false;
  bool wrapped = true;
  for (const Member& member : band.members) {
    const Entry& entry = member.entries[line];
    if (entry.words.empty()) continue;
    const Entry& above = member.entries[line - 1];
    if (above.words.empty() || !is_wrapped(member, above, entry, unit)) wrapped = false;
    if (!above.words.empty() && is_lower(first_code_point(entry.text))) lower = true;
  }
  const bool values = has_values(band, line);
  if (!values) return wrapped || lower;
  return lower && !has_values(band, line - 1);
}

/// The white between the lines of one cell: the lesser ones of all lines that stand below another of their cell.
std::optional<double> usual_leading(const Band& band) {
  std::vector<double> whites;
  for (const Member& member : band.members) {
    const Entry* above = nullptr;
    for (const Entry& entry : member.entries) {
      if (entry.words.empty()) continue;
      if (above != nullptr) whites.push_back(entry.box.y0 - above->box.y1);
      above = &entry;
    }
  }
  if (whites.size() < kFewestWraps) return std::nullopt;
  const auto quarter = whites.begin() + static_cast<std::ptrdiff_t>(whites.size() / 4);
  std::nth_element(whites.begin(), quarter, whites.end());
  return *quarter;
}

/// Most rows have text in their first cell, and in another.
bool fill_cells_across(const Band& band, const std::vector<std::size_t>& starts) {
  std::size_t full = 0;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : band.lines.size();
    const auto filled = [&](const Member& member) {
      return std::any_of(member.entries.begin() + static_cast<std::ptrdiff_t>(starts[i]),
                         member.entries.begin() + static_cast<std::ptrdiff_t>(end),
                         [](const Entry& entry) { return !entry.words.empty(); });
    };
    const auto cells = std::count_if(band.members.begin(), band.members.end(), filled);
    full += cells >= 2 && filled(band.members.front()) ? 1 : 0;
  }
  return full * 5 >= starts.size() * 4;
}

/// Cells with values of their own on both lines, apart from errors and shares in brackets below a value.
std::size_t values_on_both(const Band& band, std::size_t above, std::size_t below) {
  return static_cast<std::size_t>(std::ranges::count_if(band.members, [&](const Member& member) {
    const Entry& value = member.entries[below];
    return is_value(member.entries[above].kind) && is_value(value.kind) && value.text.front() != '(' &&
           value.text.front() != '[';
  }));
}

/// Where the white between two lines of values is widest; the line after the first of them where it is the same all
/// over.
std::size_t widest_white(const Band& band, std::size_t above, std::size_t below, double unit) {
  std::size_t widest = above + 1;
  double most = band.lines[widest].box.y0 - band.lines[above].box.y1;
  for (std::size_t line = above + 2; line <= below; ++line) {
    const double white = band.lines[line].box.y0 - band.lines[line - 1].box.y1;
    if (white < most + kMoreWhite * unit) continue;
    widest = line;
    most = white;
  }
  return widest;
}

/// Parts rows once more: two lines of values in several cells, each with a label, are two rows.
std::vector<std::size_t> parted_at_values(const Band& band, const std::vector<std::size_t>& starts, double unit) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < starts.size(); ++i) {
    out.push_back(starts[i]);
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : band.lines.size();
    std::size_t above = end;  // the last line of values
    for (std::size_t line = starts[i]; line < end; ++line) {
      if (!has_values(band, line)) continue;
      const std::size_t both = above < end ? values_on_both(band, above, line) : 0;
      if (both >= 2 && both * 2 >= band.members.size()) {
        const std::size_t cut = widest_white(band, above, line, unit);
        const auto& stub = band.members.front().entries;
        const auto labelled = [&](std::size_t from, std::size_t to) {
          return std::any_of(stub.begin() + static_cast<std::ptrdiff_t>(from),
                             stub.begin() + static_cast<std::ptrdiff_t>(to),
                             [](const Entry& entry) { return !entry.words.empty(); });
        };
        if (labelled(out.back(), cut) && labelled(cut, line + 1)) out.push_back(cut);
      }
      above = line;
    }
  }
  return out;
}

/// Rows told by the white over the whole width of the band, where it is clearly more than that between the lines of a
/// cell.
std::vector<std::size_t> starts_after_white(const Band& band, double unit) {
  std::vector<std::size_t> starts{0};
  const std::optional<double> leading = usual_leading(band);
  if (!leading) return starts;
  double bottom = band.lines.front().box.y1;
  for (std::size_t line = 1; line < band.lines.size(); ++line) {
    if (band.lines[line].box.y0 - bottom > std::max(*leading, 0.0) + kRowWhite * unit) starts.push_back(line);
    bottom = std::max(bottom, band.lines[line].box.y1);
  }
  const bool rows = starts.size() >= kFewestByWhite && fill_cells_across(band, starts);
  return rows ? parted_at_values(band, starts, unit) : std::vector<std::size_t>{0};
}

/// The first text row of each row that a band is cut into; only 0 when it stays whole.
std::vector<std::size_t> row_starts(const Band& band, double unit) {
  std::vector<std::size_t> starts{0};
  if (band.lines.size() < 2 || band.members.size() < 2) return starts;
  const bool step = in_lockstep(band);
  if (!step && !lists_rows(band, unit)) return starts_after_white(band, unit);
  for (std::size_t line = 1; line < band.lines.size(); ++line) {
    if (step || !continues(band, line, unit)) starts.push_back(line);
  }
  if (!step) starts = parted_at_values(band, starts, unit);
  return starts;
}

/// A lone line halfway down stands for all rows of its band.
bool stands_for_all(const RuledTable& table, const Band& band, const Member& member, double unit) {
  if (member.filled != 1 || band.lines.size() < 3) return false;
  const auto entry =
      std::find_if(member.entries.begin(), member.entries.end(), [](const Entry& e) { return !e.words.empty(); });
  const double middle = (table.ys[band.row] + table.ys[band.row + 1]) / 2;
  return std::abs(entry->box.center_y() - middle) < 0.6 * unit;
}

/// One cell of a cut band as several, or as one that spans them.
void cut_cell(const RuledTable& table, const Band& band, const Member* member, const std::vector<std::size_t>& starts,
              std::size_t first_row, RuledCell cell, double unit, std::vector<RuledCell>& out) {
  if ((member == nullptr && !cell.words.empty()) || (member != nullptr && stands_for_all(table, band, *member, unit))) {
    cell.face.row = first_row;
    cell.face.end_row = first_row + starts.size();
    out.push_back(std::move(cell));
    return;
  }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    RuledCell part{{first_row + i, cell.face.col, first_row + i + 1, cell.face.end_col}, {}, false};
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : band.lines.size();
    for (std::size_t line = starts[i]; member != nullptr && line < end; ++line) {
      const auto& words = member->entries[line].words;
      part.words.insert(part.words.end(), words.begin(), words.end());
    }
    out.push_back(std::move(part));
  }
}

}  // namespace

std::vector<std::uint32_t> level_words(const Page& page, const std::vector<CellWord>& words) {
  std::vector<std::uint32_t> out;
  for (const CellWord& word : words) {
    if (page.words[word.word].writing == Writing::right && (out.empty() || out.back() != word.word)) {
      out.push_back(word.word);
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

void split_rows(const Page& page, RuledTable& table, double unit) {
  std::vector<std::vector<std::size_t>> single(table.rows());
  for (std::size_t i = 0; i < table.cells.size(); ++i) {
    if (table.cells[i].face.rows() == 1 && !table.cells[i].holds_table) single[table.cells[i].face.row].push_back(i);
  }
  std::vector<double> ys{table.ys.front()};
  std::vector<std::size_t> first_row(table.rows() + 1, 0);
  std::vector<RuledCell> out;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const Band band = band_of(page, table, row, single[row], unit);
    const std::vector<std::size_t> starts = row_starts(band, unit);
    first_row[row + 1] = first_row[row] + starts.size();
    for (std::size_t i = 1; i < starts.size(); ++i) {
      ys.push_back((band.lines[starts[i] - 1].box.y1 + band.lines[starts[i]].box.y0) / 2);
    }
    ys.push_back(table.ys[row + 1]);
    for (const std::size_t i : single[row]) {
      if (starts.size() == 1) continue;
      const auto member =
          std::find_if(band.members.begin(), band.members.end(), [&](const Member& m) { return m.cell == i; });
      cut_cell(table, band, member == band.members.end() ? nullptr : &*member, starts, first_row[row],
               std::move(table.cells[i]), unit, out);
      table.cells[i].face.end_row = table.cells[i].face.row;  // marks it as done
      table.inferred += starts.size();
    }
  }
  for (RuledCell& cell : table.cells) {
    if (cell.face.rows() == 0) continue;
    cell.face.row = first_row[cell.face.row];
    cell.face.end_row = first_row[cell.face.end_row];
    out.push_back(std::move(cell));
  }
  std::sort(out.begin(), out.end(), [](const RuledCell& a, const RuledCell& b) {
    return std::pair(a.face.row, a.face.col) < std::pair(b.face.row, b.face.col);
  });
  table.cells = std::move(out);
  table.ys = std::move(ys);
}

}  // namespace gridlift::recover
