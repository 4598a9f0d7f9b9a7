#include "converters/report/align/text_rows.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "converters/report/align/align_columns.h"
#include "converters/report/align/monotone.h"
#include "converters/report/align/row_evidence.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

constexpr std::size_t kLongestToken = 24;   // bytes; a longer word is no number
constexpr double kLabelFits = 0.55;         // share of a label's pairs of letters that must be found
constexpr double kOwnFits = 0.5;            // the same on the line of the values itself
constexpr std::size_t kTellingLabel = 5;    // letters; a shorter label is part of many others
constexpr double kSingleFits = 0.95;        // the same where one number could as well be prose
constexpr double kStackedFits = 0.65;       // least similarity of a label with its values below it
constexpr int kMostBlanks = 40;             // blank lines that can be cells of one row
constexpr std::size_t kLongestLabel = 300;  // bytes
constexpr std::size_t kLabelLines = 4;      // a label over more lines is prose

struct Line {
  std::string before;
  std::string after;
  std::vector<TypedValue> values;
  bool broken = false;  ///< its values do not stand together
  int number = 0;       ///< in a text, from 1; 0 where there are no lines
};

/// A word that begins with a number of several digits and goes on with letters: what stood above a label may have run
/// into it.
bool begins_with_number(std::string_view word) {
  const std::string normal = nfkc(word);
  std::size_t digits = 0;
  std::size_t at = 0;
  while (at < normal.size() && ((normal[at] >= '0' && normal[at] <= '9') || normal[at] == ',')) {
    digits += normal[at] == ',' ? 0U : 1U;
    ++at;
  }
  return digits > 1 && at < normal.size() && (normal[at] == '(' || static_cast<unsigned char>(normal[at]) >= 0x80);
}

/// Cuts a text at white space. "1 ，432" comes in two words where a font sets the comma wide: they are one.
void add_words(std::string_view text, Line& line) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t end = at;
    std::size_t next = at;
    while (next < text.size()) {
      end = next;
      if (is_space(next_code_point(text, next))) break;
      end = next;
    }
    const std::string_view word = text.substr(at, end - at);
    at = std::max(next, at + 1);
    if (word.empty()) continue;
    TypedValue value;
    if (word.size() <= kLongestToken) value = parse_value(word);
    const bool printed = value.kind == ValueKind::number || value.reason == "placeholder";
    line.broken = line.broken || (printed && !is_plain_value(word));
    line.broken = line.broken || (!printed && begins_with_number(word));
    if (!printed) {
      (line.values.empty() ? line.before : line.after) += word;
    } else if (!line.after.empty()) {
      line.broken = true;
    } else {
      line.values.push_back(std::move(value));
    }
  }
}

/// Whether a block's text runs over lines of the document: values of two lines would stand together in it.
bool joins_lines(const Block& block) {
  const auto breaks = std::count(block.text.begin(), block.text.end(), '\n');
  std::set<int> lines;
  for (const Place& place : block.sources) lines.insert(place.line);
  return static_cast<std::ptrdiff_t>(lines.size()) > breaks + 1;
}

/// Whether the bullet of a list item is a cell without a value, on a line of its own: the same sign stands alone on
/// another line of the item.
bool is_cell_not_bullet(const Block& block) {
  if (block.label.empty() || parse_value(block.label).reason != "placeholder") return false;
  return ("\n" + block.text + "\n").find("\n" + block.label + "\n") != std::string::npos;
}

std::vector<Line> lines_of(const Document& document) {
  std::vector<Line> lines;
  const auto add = [&](std::string_view text, int number) {
    for (std::size_t from = 0; from <= text.size();) {
      const std::size_t end = std::min(text.find('\n', from), text.size());
      add_words(text.substr(from, end - from), lines.emplace_back());
      if (number > 0) lines.back().number = number++;
      from = end + 1;
    }
  };
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::furniture) continue;
    if (block.kind != BlockKind::table) {
      if (joins_lines(block)) continue;
      const int first = block.sources.empty() ? 0 : block.sources.front().line;
      if (is_cell_not_bullet(block)) {
        add(block.label, first);
        add(block.text, first > 0 ? first + 1 : 0);
        continue;
      }
      add(block.label.empty() ? block.text : block.label + " " + block.text, first);
      continue;
    }
    const Table& table = document.tables[block.table];
    int row = -1;
    for (const Cell& cell : table.grid.cells()) {
      if (cell.row != row) lines.emplace_back();
      row = cell.row;
      Line& line = lines.back();
      if (!cell.sources.empty()) line.number = cell.sources.front().line;
      const std::size_t before = line.values.size();
      add_words(cell.text, line);
      // Values that ran together from two lines may have come in another order than they are printed in.
      line.broken =
          line.broken || (table.method == Method::text && is_by_position(table) && line.values.size() > before + 1);
    }
  }
  return lines;
}

bool holds_values_only(const Line& line) {
  return !line.values.empty() && line.before.empty() && line.after.empty();
}

/// Whether values near a line of values may be the rest of those: fewer of them on the next line, or a line of nothing
/// else, also one line further from values alone, which may have a label between.
bool has_parts(const std::vector<Line>& lines, std::size_t at) {
  const auto may_be_parts = [&](std::size_t next) {
    const std::size_t count = next < lines.size() ? lines[next].values.size() : 0;
    return count > 0 && (count < lines[at].values.size() || holds_values_only(lines[next]));
  };
  const auto are_alone = [&](std::size_t next) { return next < lines.size() && holds_values_only(lines[next]); };
  if (may_be_parts(at - 1) || may_be_parts(at + 1)) return true;  // at - 1 wraps to a line that is not there
  return lines[at].before.empty() && (are_alone(at - 2) || are_alone(at + 2));
}

std::vector<char32_t> letters_of(std::string_view text) {
  std::vector<char32_t> letters;
  for_each_code_point(text, [&](char32_t c) { letters.push_back(c); });
  return letters;
}

/// Share of the pairs of neighbouring letters of `label` that `text` has.
double coverage(const std::vector<char32_t>& label, const std::vector<char32_t>& text) {
  if (label.size() < 2 || text.size() < 2) return label == text ? 1 : 0;
  std::size_t found = 0;
  for (std::size_t i = 0; i + 1 < label.size(); ++i) {
    const auto pair = std::search(text.begin(), text.end(), label.begin() + static_cast<std::ptrdiff_t>(i),
                                  label.begin() + static_cast<std::ptrdiff_t>(i) + 2);
    found += pair != text.end() ? 1U : 0U;
  }
  return static_cast<double>(found) / static_cast<double>(label.size() - 1);
}

bool is_blank(const Line& line) {
  return line.values.empty() && line.before.empty();
}

bool is_lone_value(const Line& line) {
  return line.values.size() == 1 && holds_values_only(line);
}

/// Whether most lines with values hold one alone. Where they do not, a value alone may be the rest of another.
bool is_stacked(const std::vector<Line>& lines) {
  const auto alone = std::count_if(lines.begin(), lines.end(), is_lone_value);
  const auto all = std::count_if(lines.begin(), lines.end(), [](const Line& line) { return !line.values.empty(); });
  return alone * 2 > all;
}

/// Whether values stand on lines right below each other: then no blank line parts them, and one between is a cell.
bool has_adjacent_values(const std::vector<Line>& lines) {
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (is_lone_value(lines[i - 1]) && is_lone_value(lines[i]) && lines[i].number > 0 &&
        lines[i].number == lines[i - 1].number + 1)
      return true;
  }
  return false;
}

/// Empty values for the blank lines between two lines.
void add_blanks(const Line& above, const Line& below, std::vector<TypedValue>& values) {
  if (above.number == 0) return;
  TypedValue blank;
  blank.reason = "empty";
  values.insert(values.end(), static_cast<std::size_t>(std::clamp(below.number - above.number - 1, 0, kMostBlanks)),
                blank);
}

/// The row of which line `i` ends the label and each value has a line of its own below, as some converters print
/// tables: the values up to the next text. Blank lines may be cells, or what parts rows: they count only where the last
/// value closes the row (`with_blanks`).
std::optional<TextRow> stacked_row(const std::vector<Line>& lines, std::size_t i, bool blanks_are_cells) {
  if (is_blank(lines[i]) || !lines[i].values.empty()) return std::nullopt;
  TextRow row;
  std::size_t above = i;
  std::size_t next = i + 1;
  for (; next < lines.size(); ++next) {
    const Line& line = lines[next];
    if (is_blank(line)) continue;
    if (!is_lone_value(line)) break;
    if (blanks_are_cells) add_blanks(lines[above], line, row.with_blanks);
    row.with_blanks.push_back(line.values.front());
    row.values.push_back(line.values.front());
    above = next;
  }
  if (!blanks_are_cells) row.with_blanks.clear();
  // Text and numbers on the line below leave open where the row ends.
  if (row.values.empty() || (next < lines.size() && !lines[next].values.empty())) return std::nullopt;
  std::string label;
  for (std::size_t up = i + 1; up > 0 && i + 1 - up < kLabelLines; --up) {
    const Line& line = lines[up - 1];
    if (!line.values.empty() || label.size() + line.before.size() > kLongestLabel) break;
    if (is_blank(line)) continue;
    label = line.before + label;
    row.stacked.push_back(make_label(label));
  }
  return row.stacked.empty() ? std::nullopt : std::optional(std::move(row));
}

/// Whether a label begins at the end of the text above a line of values and goes on below it. A label all above or all
/// below may be that of another row.
bool stands_between(const Label& label, const TextRow& line) {
  for (const std::string* text : {&label.whole, &label.core}) {
    for (std::size_t cut = 1; cut < text->size(); ++cut) {
      if (line.above.ends_with(std::string_view(*text).substr(0, cut)) &&
          line.below.starts_with(std::string_view(*text).substr(cut)))
        return true;
    }
  }
  return false;
}

/// Whether a text is a label or a part of one, behind a part of its group's label or none. The end of another label in
/// front of it tells that rows ran together.
bool holds_only(std::string_view text, const Label& label, const std::vector<std::vector<Label>>& groups) {
  const auto is_label = [&](std::string_view rest) {
    return label.whole.find(rest) != std::string::npos || label.core.find(rest) != std::string::npos ||
           rest.starts_with(label.whole) || rest.starts_with(label.core);
  };
  if (is_label(text)) return true;
  const auto in_group = [&](std::string_view head) {
    return std::any_of(groups.begin(), groups.end(), [&](const auto& names) {
      return std::any_of(names.begin(), names.end(),
                         [&](const Label& name) { return name.whole.find(head) != std::string::npos; });
    });
  };
  std::size_t end = 0;
  while (end < text.size()) {
    std::size_t next = end;
    next_code_point(text, next);
    if (!in_group(text.substr(0, next))) break;
    end = next;
    if (is_label(text.substr(end))) return true;
  }
  return false;
}

/// Whether values stand below exactly the label of a row: another table may have one that is much like it.
bool is_stacked_row(const LineSpec& expected, const TextRow& line) {
  return std::any_of(line.stacked.begin(), line.stacked.end(),
                     [&](const Label& label) { return best_similarity(label, expected.labels) == 1; });
}

/// Whether a row prints more values below its label than there are columns: some are parts of numbers then, and a row
/// that prints as many as there are columns may do so by chance.
bool runs_over_lines(const BlockSpec& block, const std::vector<TextRow>& lines) {
  return std::any_of(lines.begin(), lines.end(), [&](const TextRow& line) {
    return !line.stacked.empty() && line.values.size() > block.columns.size() &&
           std::any_of(block.rows.begin(), block.rows.end(),
                       [&](const LineSpec& row) { return !row.labels.empty() && is_stacked_row(row, line); });
  });
}

double fits(const LineSpec& expected, const TextRow& line) {
  if (!line.stacked.empty()) {
    double alike = 0;
    for (const Label& label : line.stacked) alike = std::max(alike, best_similarity(label, expected.labels));
    return alike >= (line.values.size() == 1 ? kSingleFits : kStackedFits) ? alike : 0;
  }
  const std::vector<char32_t> before = letters_of(line.before);
  const std::vector<char32_t> around = letters_of(line.around);
  double best = 0;
  for (const Label& label : expected.labels) {
    const std::vector<char32_t> wanted = letters_of(label.core);
    const double own = coverage(wanted, before);
    if (line.values.size() == 1) {
      // One number behind a text may be prose: only the very label will do.
      const bool same = line.before == label.whole || line.before == label.core;
      best = std::max(best, same ? 1.0 : 0.0);
    } else {
      // A label on several lines has its values beside some part of it, or between two.
      const bool same = line.before == label.whole || line.before == label.core;
      const double near = coverage(wanted, around);
      if (own >= kOwnFits && (same || wanted.size() >= kTellingLabel) &&
          holds_only(line.before, label, expected.groups))
        best = std::max(best, 0.6 * own + 0.4 * near);
      if (before.empty() && stands_between(label, line)) best = std::max(best, 0.8);
    }
  }
  return best >= (line.values.size() == 1 ? kSingleFits : kLabelFits) ? best : 0;
}

}  // namespace

const std::vector<TypedValue>* TextRow::values_of(std::size_t columns) const {
  if (values.size() == columns) return &values;
  return with_blanks.size() == columns ? &with_blanks : nullptr;
}

std::vector<TextRow> text_rows(const Document& document) {
  const std::vector<Line> lines = lines_of(document);
  const bool stacked = is_stacked(lines);
  const bool blanks_are_cells = has_adjacent_values(lines);
  std::vector<TextRow> rows;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (auto row = stacked ? stacked_row(lines, i, blanks_are_cells) : std::nullopt) rows.push_back(std::move(*row));
    if (lines[i].values.empty() || lines[i].broken) continue;
    if (has_parts(lines, i)) continue;
    TextRow row;
    std::string above;
    std::string below;
    for (std::size_t up = i; up > 0 && i - up < 2 && lines[up - 1].values.empty(); --up)
      above = lines[up - 1].before + above;
    for (std::size_t down = i + 1; down < lines.size() && down - i <= 2 && lines[down].values.empty(); ++down)
      below += lines[down].before;
    const std::string around = above + lines[i].before + lines[i].after + below;
    if (around.size() > 2000) continue;  // prose
    row.above = fold_label(above);
    row.below = fold_label(below);
    row.before = fold_label(lines[i].before);
    row.around = fold_label(around);
    row.values = lines[i].values;
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<std::optional<std::size_t>> match_text_rows(const BlockSpec& block, const std::vector<TextRow>& lines) {
  std::vector<std::size_t> candidates;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].values_of(block.columns.size()) != nullptr) candidates.push_back(i);
  }
  if (runs_over_lines(block, lines))
    std::erase_if(candidates, [&](std::size_t line) { return !lines[line].stacked.empty(); });
  std::vector<std::optional<std::size_t>> out(block.rows.size());
  if (block.rows.size() == 1 && block.rows[0].labels.empty()) {
    const bool sure = candidates.size() == 1 && block.columns.size() > 1;
    if (sure) out[0] = candidates[0];
    return out;
  }
  const auto matched = align_monotone(block.rows.size(), candidates.size(), [&](std::size_t row, std::size_t line) {
    return fits(block.rows[row], lines[candidates[line]]);
  });
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (matched[row]) out[row] = candidates[*matched[row]];
  }
  return out;
}

}  // namespace gridlift::report
