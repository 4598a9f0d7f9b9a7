#include "formats/text/stacked.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "core/recover/flattened/flattened_groups.h"
#include "core/recover/flattened/flattened_rows.h"
#include "core/unicode.h"
#include "formats/text/source_code.h"

namespace gridlift::text {

namespace {

bool begins_cell(const Line& line) {
  return !line.text.empty() && line.text[0] == '\t' && line.text.find('\t', 1) == std::string::npos;
}

/// "turn(wheel)", not "wheels (all)" nor "(12)".
bool ends_as_call(std::string_view text) {
  const std::size_t open = text.rfind('(');
  if (!text.ends_with(')') || open == 0 || open == std::string_view::npos) return false;
  const auto before = static_cast<unsigned char>(text[open - 1]);
  return before < 0x80 && (before == '_' || before == ')' || is_letter(before) || is_digit(before));
}

bool ends_as_code(std::string_view text) {
  return reads_as_code(text) || ends_as_call(text) || text.ends_with(',') || text.ends_with(':') ||
         text.starts_with('#');
}

using Sizes = std::map<std::size_t, std::size_t>;  // how many rows have so many cells

Sizes sizes_of(const std::vector<recover::FieldGroup>& groups) {
  Sizes sizes;
  for (const recover::FieldGroup& group : groups) ++sizes[group.fields.size()];
  return sizes;
}

Sizes sizes_of(const std::vector<recover::FieldRow>& rows) {
  Sizes sizes;
  for (const recover::FieldRow& row : rows) ++sizes[row.size()];
  return sizes;
}

bool recurs(const Sizes& sizes) {
  std::size_t rows = 0;
  std::size_t recurring = 0;
  for (const auto& [size, count] : sizes) {
    rows += count;
    if (size > 1 && count > 1) recurring += count;
  }
  return recurring * 2 >= rows && recurring >= 2;
}

/// "* file.c: what changed", "- an item", "+ commit".
bool is_item(std::string_view text) {
  return text.size() > 3 && (text[0] == '*' || text[0] == '-' || text[0] == '+') && text[1] == ' ';
}

/// A sentence, or the end of one: a full stop behind two words or more, of a script with blanks.
bool ends_sentence(std::string_view text) {
  return text.size() > 2 && text.ends_with('.') && text.find(' ') != std::string_view::npos &&
         static_cast<unsigned char>(text[text.size() - 2]) < 0x80;
}

/// Running text whose every line is indented by a tab, as in the change logs of programs: items, sentences, and lines
/// that were full and go on with a small letter.
bool is_prose(const std::vector<recover::FieldGroup>& groups) {
  constexpr int kFull = 45;  // columns
  std::size_t texts = 0, marks = 0;
  for (const recover::FieldGroup& group : groups) {
    int before = 0;  // width of the line above
    for (const recover::Field& field : group.fields) {
      if (field.text.empty()) continue;
      ++texts;
      const bool goes_on = before >= kFull && is_lower(first_code_point(field.text));
      marks += is_item(field.text) || ends_sentence(field.text) || goes_on ? 1 : 0;
      before = display_width(std::string_view(field.text).substr(0, 400));
    }
  }
  return marks * 3 >= texts;
}

/// Cells are short or values, and rows of one size recur, as they stand or with the empty lines in cells told.
bool are_cells(const std::vector<recover::FieldGroup>& groups) {
  const Sizes sizes = sizes_of(groups);
  std::size_t texts = 0, values = 0, code = 0, width = 0, widest_group = 0;
  for (const recover::FieldGroup& group : groups) {
    widest_group = std::max(widest_group, group.fields.size());
    for (const recover::Field& field : group.fields) {
      if (field.text.empty()) continue;
      ++texts;
      values += recover::is_value_text(field.text) ? 1 : 0;
      code += ends_as_code(field.text) ? 1 : 0;
      width += static_cast<std::size_t>(display_width(std::string_view(field.text).substr(0, 400)));
    }
  }
  if (widest_group < 2 || groups.size() < 2 || texts == 0 || code * 5 > texts) return false;
  if (values * 10 >= texts * 3) return true;
  if (width > texts * 40 || is_prose(groups)) return false;
  return recurs(sizes) || recurs(sizes_of(recover::join_groups(groups)));
}

constexpr std::size_t kFirstLook = 400;  // lines

StackedRun read_run(Lines lines) {
  StackedRun run;
  recover::FieldRow group;
  std::size_t end = 0;
  std::size_t at = 0;
  const auto close = [&] {
    if (group.empty()) {
      if (!run.groups.empty()) run.groups.back().wide_gap = true;
      return;
    }
    run.groups.push_back({std::move(group), false});
    group.clear();
  };
  for (; at < lines.size(); ++at) {
    const Line& line = lines[at];
    if (line.page_break || line.carried) break;
    if (line.text.empty()) {
      close();
      continue;
    }
    const std::string_view inner = trimmed(line.text);
    if (begins_cell(line)) {
      recover::Field field;
      field.text = std::string(inner);
      field.place = place_at(line.number, 1);
      group.push_back(std::move(field));
    } else if (!group.empty() && line.text[0] != '\t') {
      // A further paragraph of the last cell; those of white space only are nothing.
      std::string& text = group.back().text;
      if (!line.blank()) text += (text.empty() ? "" : "\n") + std::string(inner);
    } else if (!inner.empty()) {
      break;
    }
    end = at + 1;
  }
  if (!group.empty()) close();
  run.scanned = std::max<std::size_t>(end, 1);
  if (are_cells(run.groups)) run.length = end;
  return run;
}

}  // namespace

StackedRun find_stacked(Lines lines) {
  if (lines.size() < 3 || !begins_cell(lines[0])) return {};
  // A first look keeps long indented code from being read again from each of its lines.
  if (lines.size() > kFirstLook) {
    StackedRun look = read_run(lines.first(kFirstLook));
    if (look.length == 0) return look;
  }
  return read_run(lines);
}

}  // namespace gridlift::text
