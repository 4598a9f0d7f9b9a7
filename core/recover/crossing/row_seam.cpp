// One row or two: the rows on both sides of a break, judged cell by cell.
#include <algorithm>
#include <cmath>

#include "core/recover/crossing/rows.h"
#include "core/recover/table/cell_kind.h"
#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr int kFewCells = 3;          // no habit is read from fewer
constexpr double kUnlikely = 0.2;     // chance that a row of its own has just these blanks: may be a rest,
constexpr double kImpossible = 0.02;  // must be one
constexpr double kRoom = 0.6;         // text heights left over beside the next word: the line was not full
constexpr double kReaches = 1.6;      // text heights under the last line: the text does not reach the cell's bottom

bool blank(std::string_view text) {
  return trimmed(text).empty();
}

/// Openings minus closings of brackets.
int open_brackets(std::string_view text) {
  int open = 0;
  for_each_code_point(text, [&](char32_t c) {
    if (c == '(' || c == 0xFF08 || c == '[' || c == 0x300A || c == 0x201C) ++open;
    if (c == ')' || c == 0xFF09 || c == ']' || c == 0x300B || c == 0x201D) --open;
  });
  return open;
}

/// Marks that no text begins with.
bool clings_to_left(char32_t c) {
  static constexpr char32_t kMarks[] = {',',    ';',    ')',    ']',    '%',    0xFF0C,
                                        0x3002, 0x3001, 0xFF1B, 0xFF09, 0x300B, 0x201D};
  return std::ranges::find(kMarks, c) != std::end(kMarks);
}

bool is_value(std::string_view text) {
  const CellKind kind = kind_of(text);
  return kind == CellKind::number || kind == CellKind::year || kind == CellKind::dash;
}

/// What two texts, one above and one below the break in the same column, say about each other.
enum class Tie : std::uint8_t {
  against,    ///< they cannot be one text
  paragraph,  ///< the first ended before its line was full: two paragraphs at most
  open,       ///< nothing speaks against one text
  plain,      ///< the second is plainly the rest of the first
};

/// A small letter where the cells of the column begin with capitals.
bool begins_inside(std::string_view below, const ColumnHabit& habit) {
  return is_lower(first_code_point(trimmed(below))) && 4 * habit.lower <= habit.filled;
}

/// Words that begin with a capital and go on in small letters: how many of a text, and whether it begins with one.
struct Capitals {
  int words = 0;
  int capitalised = 0;
  bool first = false;
};

Capitals capitals_of(std::string_view text) {
  Capitals out;
  std::string_view rest = trimmed(text);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(" \n"), rest.size());
    const std::string_view word = rest.substr(0, end);
    std::size_t at = 0;
    const char32_t c = next_code_point(word, at);
    const bool capitalised = is_upper(c) && at < word.size() && is_lower(first_code_point(word.substr(at)));
    if (out.words == 0) out.first = capitalised;
    out.words += is_letter(c) ? 1 : 0;
    out.capitalised += capitalised ? 1 : 0;
    rest = trimmed(rest.substr(end));
  }
  return out;
}

/// A capital where the cells of the column begin with capitals, after words in small letters: a text of its own.
bool begins_anew(std::string_view above, std::string_view below, const ColumnHabit& habit) {
  if (habit.filled < kFewCells || 4 * habit.lower > habit.filled || !capitals_of(below).first) return false;
  const Capitals before = capitals_of(above);
  return before.first && before.words > 1 && before.capitalised == 1;
}

/// Text in the middle of the height of a merged cell reaches neither of its ends.
bool stands_in_middle(const Cell& cell, const CellLook& look, double height) {
  return cell.row_span > 1 && std::abs(look.free_above - look.free_below) < height;
}

bool plainly_goes_on(std::string_view above, std::string_view below, const ColumnHabit& habit) {
  const char32_t first = first_code_point(trimmed(below));
  const char32_t last = last_code_point(trimmed(above));
  if (begins_inside(below, habit)) return true;
  if (clings_to_left(first) || last == ',' || last == 0xFF0C || last == 0x3001 || last == '(' || last == 0xFF08)
    return true;
  if (open_brackets(above) > 0 && open_brackets(below) < 0) return true;
  const bool listed = habit.enumerated >= 2 && 5 * habit.enumerated >= 4 * habit.filled;
  if (listed && is_enumerated(above) && !is_enumerated(below)) return true;
  return habit.sentences >= kFewCells && 5 * habit.sentences >= 4 * habit.filled && !ends_sentence(above);
}

Tie tie_between(const Cell& above, const Cell& below, const CellLook* look_above, const CellLook* look_below,
                const ColumnHabit& habit, double height) {
  if (is_value(above.text)) return Tie::against;  // a number is not unfinished, and two are never fused
  if (is_enumerated(below.text) && 2 * habit.enumerated >= habit.filled) return Tie::against;
  if (above.col == 0 && begins_anew(above.text, below.text, habit)) return Tie::against;  // labels have no paragraphs
  const bool seen = look_above != nullptr && look_below != nullptr && look_above->lines > 0 && look_below->lines > 0;
  if (!seen && is_value(below.text)) return Tie::against;
  if (seen && height > 0) {
    const bool ends_early = look_above->free_below > kReaches * height && !stands_in_middle(above, *look_above, height);
    const bool begins_late =
        look_below->free_above > kReaches * height && !stands_in_middle(below, *look_below, height);
    if (ends_early || begins_late) return Tie::against;
    if (begins_inside(below.text, habit)) return Tie::plain;
    if (look_above->free_end > look_below->first_word + kRoom * height) return Tie::paragraph;
  }
  if (plainly_goes_on(above.text, below.text, habit)) return Tie::plain;
  if (!seen && ends_sentence(above.text)) return Tie::paragraph;
  return Tie::open;
}

bool is_wrapped(const CellLook* above, const CellLook* below) {
  return above != nullptr && below != nullptr && (above->lines > 1 || above->free_end < below->first_word);
}

/// All that the columns say, counted.
struct Votes {
  int against = 0;
  int paragraphs = 0;
  int open = 0;
  int plain = 0;
  int ended = 0;      // text above, nothing below
  double chance = 1;  // that a row of its own is blank just there
  int wrapped = 0;    // text above that goes on: of several lines, or with no room for the first word below
  int pairs() const { return paragraphs + open + plain; }
};

RowSeam::Kind verdict(const Votes& votes, bool looked, bool open_rules) {
  using Kind = RowSeam::Kind;
  if (open_rules && votes.against == 0) return Kind::split;
  if (votes.against > 0 || votes.pairs() == 0) return Kind::apart;
  const bool unlikely = votes.chance < kUnlikely;  // as a row of its own
  const bool impossible = votes.chance < kImpossible;
  if (votes.paragraphs > 0) {
    const bool sure = votes.plain > 0 || (impossible && votes.pairs() == 1) || (unlikely && votes.open > 0);
    return sure && votes.ended > 0 ? Kind::split : Kind::apart;
  }
  if (votes.plain > 0 && (votes.plain == votes.pairs() || votes.ended > 0 || looked)) return Kind::split;
  if (looked && (impossible || (unlikely && votes.wrapped > 0))) return Kind::split;
  if (votes.wrapped == votes.pairs() && (votes.ended > 0 || votes.wrapped > 1)) return Kind::suspected;
  return unlikely ? Kind::suspected : Kind::apart;
}

}  // namespace

RowSeam GrowingTable::seam(const Fragment& below, int first, const ColumnMatch& match) const {
  RowSeam seam;
  const auto cols = static_cast<std::size_t>(match.cols);
  seam.carried.assign(cols, false);
  seam.paragraph.assign(cols, false);
  const CellGrid& grid = below.table.grid;
  if (rows_ <= header_rows_ || first >= grid.rows() || match.fit == ColumnFit::none) return seam;
  const bool looked = !bottom_looks_.empty() && below.looks.size() == grid.cells().size();
  const double height = std::max(text_height_, below.text_height);
  // In a table whose rules close it at the top, neither page has one at the break: they are drawn around whole rows.
  const bool open_rules = ruled_ && closed_above_ && !closed_below_ && first == 0 &&
                          below.table.method == Method::lattice && !below.rule_above;

  std::vector<int> above_at(cols + 1, -1);  // joined edge -> edge of this table
  for (std::size_t i = 0; i < match.above.size(); ++i)
    above_at[static_cast<std::size_t>(match.above[i])] = static_cast<int>(i);

  Votes votes;
  bool same_cells = true;
  bool distinct = false;  // some column holds two cells for certain, if this is no split row
  bool carried_text = false;
  std::vector<bool> may_carry(cols, false);
  for (int col = 0; col < grid.cols();) {
    const Cell& lower = grid.at(first, col);
    col = lower.end_col();
    const int from = match.below[static_cast<std::size_t>(lower.col)];
    const int to = match.below[static_cast<std::size_t>(lower.end_col())];
    const int upper_from = above_at[static_cast<std::size_t>(from)];
    const int upper_to = above_at[static_cast<std::size_t>(to)];
    if (upper_from < 0 || upper_to < 0) {
      same_cells = false;
      distinct = true;
      continue;
    }
    const Cell& upper = bottom(upper_from);
    if (upper.col != upper_from || upper.end_col() != upper_to || upper.row < header_rows_) {
      same_cells = false;
      distinct = true;
      continue;
    }
    const ColumnHabit& habit = habits_[static_cast<std::size_t>(upper_from)];
    const bool tall = upper.row_span > 1 || lower.row_span > 1;
    const bool never_blank = habit.blank == 0 && habit.filled >= kFewCells;
    const CellLook* look_above = looked ? bottom_look(upper_from) : nullptr;
    const CellLook* look_below = looked ? &below.looks[grid.owner(first, lower.col)] : nullptr;
    if (blank(lower.text)) {
      if (!blank(upper.text)) {
        ++votes.ended;
        if (!tall && habit.tall == 0) votes.chance *= (habit.blank + 0.5) / (habit.filled + habit.blank + 1.0);
        const bool label = 2 * habit.numbers < habit.filled;
        const bool stub = is_rtl(first_code_point(trimmed(upper.text))) ? to == match.cols : from == 0;
        may_carry[static_cast<std::size_t>(from)] =
            label && (lower.row_span > 1 || (tall && habit.blank == 0) || (never_blank && stub));
      }
    } else if (blank(upper.text) && tall && habit.blank == 0 && 2 * habit.numbers < habit.filled) {
      may_carry[static_cast<std::size_t>(from)] = true;  // a merged cell with its text in the middle, below the break
    } else if (blank(upper.text)) {
      votes.against += open_rules ? 0 : 1;  // its first line had no room on the page above
      distinct = true;
    } else {
      const Tie tie = tie_between(upper, lower, look_above, look_below, habit, height);
      votes.against += tie == Tie::against ? 1 : 0;
      votes.paragraphs += tie == Tie::paragraph ? 1 : 0;
      votes.open += tie == Tie::open ? 1 : 0;
      votes.plain += tie == Tie::plain ? 1 : 0;
      votes.wrapped += tie >= Tie::open && is_wrapped(look_above, look_below) ? 1 : 0;
      seam.paragraph[static_cast<std::size_t>(from)] = tie == Tie::paragraph;
      if (tall && tie == Tie::plain) {
        may_carry[static_cast<std::size_t>(from)] = true;
        carried_text = true;
      } else {
        distinct = true;
      }
    }
    if (!may_carry[static_cast<std::size_t>(from)] && !blank(lower.text)) distinct = true;
  }
  if (same_cells) seam.kind = verdict(votes, looked, open_rules);
  const bool split = seam.kind == RowSeam::Kind::split;
  seam.strong = split ? votes.plain > 0 || open_rules : carried_text && distinct;
  if (!split && distinct) seam.carried = std::move(may_carry);
  return seam;
}

}  // namespace gridlift::recover
