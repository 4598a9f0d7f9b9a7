#include "formats/text/tabbed.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "core/unicode.h"
#include "formats/text/source_code.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kFirstLook = 200;  // lines

std::size_t tabs_in(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\t'));
}

/// A tab after the first letter: it parts fields, or pads a row to its width.
bool has_inner_tab(std::string_view text) {
  const std::size_t letter = text.find_first_not_of(" \t");
  return letter != std::string_view::npos && text.find('\t', letter) != std::string_view::npos;
}

recover::FieldRow fields_of(const Line& line) {
  recover::FieldRow row;
  const std::string_view text = line.text;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t tab = std::min(text.find('\t', from), text.size());
    const std::string_view raw = text.substr(from, tab - from);
    const std::string_view inner = trimmed(raw);
    recover::Field field;
    field.text = std::string(inner);
    field.place = place_at(line.number, static_cast<int>(row.size()) + 1);
    row.push_back(std::move(field));
    from = tab + 1;
  }
  return row;
}

/// Lines of one fragment: rows with tabs, and lone captions between two rows of the same width.
std::size_t fragment_length(Lines lines) {
  std::size_t length = 0;
  while (length < lines.size()) {
    const Line& line = lines[length];
    if (line.blank() || (length > 0 && line.page_break) || line.carried) break;
    const std::size_t tabs = tabs_in(line.text);
    if (tabs == 0) {
      const bool between = length > 0 && length + 1 < lines.size() && tabs_in(lines[length - 1].text) >= 2 &&
                           tabs_in(lines[length - 1].text) == tabs_in(lines[length + 1].text) &&
                           display_width(std::string_view(line.text).substr(0, 200)) <= 40;
      if (!between) break;
    }
    ++length;
  }
  return length;
}

/// "09:05", a tab, and words: a line of a chat or of a log.
bool is_said_at_a_time(const Line& line) {
  const std::size_t tab = line.text.find('\t');
  const std::string_view time = trimmed(std::string_view(line.text).substr(0, tab));
  const bool is_time = time.size() >= 4 && time.find(':') != std::string_view::npos &&
                       time.find_first_not_of("0123456789:.[]") == std::string_view::npos;
  return is_time && tab != std::string::npos &&
         trimmed(std::string_view(line.text).substr(tab)).find(' ') != std::string_view::npos;
}

/// A line of code, of an enumeration, or of a comment that goes on.
bool is_code(std::string_view text) {
  return reads_as_code(text) || text.ends_with(',') || text.starts_with("* ") || text.starts_with("*\t");
}

/// Whether the lines are rows: most have the same number of fields, and some column at the left is not only indent.
bool are_rows(Lines lines, bool continues) {
  if (lines.empty()) return false;
  std::map<std::size_t, std::size_t> widths;
  std::size_t inner = 0;
  std::size_t at_left = 0;
  std::size_t code = 0;
  for (const Line& line : lines) {
    ++widths[tabs_in(line.text) + 1];
    inner += has_inner_tab(line.text) ? 1 : 0;
    code += is_code(trimmed(line.text)) ? 1 : 0;
    at_left += line.text[0] != '\t' && tabs_in(line.text) > 0 ? 1 : 0;
  }
  const auto usual =
      std::max_element(widths.begin(), widths.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  const std::size_t width = usual->first;
  const std::size_t agreeing = usual->second;
  if (width < 2 || agreeing * 10 < lines.size() * 6) return false;
  if (continues) return inner > 0;
  if (code * 2 > lines.size()) return false;
  if (at_left == 0 || inner * 2 < lines.size()) return false;
  if (width == 2 && std::all_of(lines.begin(), lines.end(), is_said_at_a_time)) return false;
  return width == 2 ? lines.size() >= 3 && inner == lines.size() && agreeing == lines.size() : lines.size() >= 2;
}

}  // namespace

TabbedRun find_tabbed(Lines lines) {
  TabbedRun run;
  if (lines.empty() || !has_inner_tab(lines[0].text)) return run;
  // A first look at a few lines keeps a long run of lines that are no rows from being read again from each of them.
  const std::size_t look = fragment_length(lines.first(std::min(lines.size(), kFirstLook)));
  run.scanned = look;
  if (!are_rows(lines.first(look), false)) return run;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t length = fragment_length(lines.subspan(at));
    if (length == 0 || !are_rows(lines.subspan(at, length), at > 0)) break;
    recover::FieldFragment fragment;
    fragment.page_break = at > 0 && lines[at].page_break;
    for (const Line& line : lines.subspan(at, length)) fragment.rows.push_back(fields_of(line));
    run.fragments.push_back(std::move(fragment));
    run.length = at + length;
    at = run.length;
    while (at < lines.size() && lines[at].blank()) ++at;
  }
  return run;
}

}  // namespace gridlift::text
