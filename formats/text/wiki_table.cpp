#include "formats/text/wiki_table.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ascii.h"
#include "core/unicode.h"
#include "formats/row_spans.h"

namespace gridlift::text {

namespace {

constexpr int kMostSpan = 4096;
constexpr std::size_t kMostCopied = 1U << 20;  // bytes of cells that the file names once and wants several times
constexpr std::string_view kFence = "|===";

/// A cell as its marks name it.
struct WikiCell {
  std::string text;
  int rows = 1;
  int columns = 1;
  bool header = false;
  Place place;
};

/// Puts cells into rows.
class Rows {
 public:
  explicit Rows(Context& context) : context_(context) {}

  void begin_row() {
    if (!table_.rows.empty() && table_.rows.back().cells.empty()) return;
    table_.rows.emplace_back();
    spans_.begin_row();
    carry_on();
  }
  void add(WikiCell cell) {
    if (table_.rows.empty()) begin_row();
    RawRow& row = table_.rows.back();
    carry_on();
    RawCell raw;
    raw.text = trimmed(cell.text);
    raw.col_span = cell.columns;
    raw.header = cell.header;
    raw.place = cell.place;
    if (cell.rows > 1) raw.vertical = RawCell::Merge::restart;
    context_.ledger.in(raw.text);
    row.cells.push_back(std::move(raw));
    spans_.take(cell.rows, cell.columns);
    carry_on();
  }
  /// Columns that the open row has so far.
  int width() const { return spans_.column(); }
  RawTable& table() { return table_; }

 private:
  void carry_on() { spans_.carry_on(table_.rows.back()); }

  Context& context_;
  RawTable table_;
  RowSpans spans_;
};

int number_of(std::string_view text) {
  int number = 1;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return std::clamp(number, 1, kMostSpan);
}

/// `name="3"` or `name=3` among attributes; 1 when absent.
int attribute(std::string_view attributes, std::string_view name) {
  const std::string lower = ascii_lower(attributes);
  std::size_t at = lower.find(name);
  if (at == std::string::npos) return 1;
  at = lower.find_first_not_of(" =\"'", at + name.size());
  return at == std::string::npos ? 1 : number_of(std::string_view(lower).substr(at));
}

/// Parts of a line at `mark`, which parts nothing inside of links and templates.
std::vector<std::string_view> parts_at(std::string_view text, std::string_view mark) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t from = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::string_view two = text.substr(at, 2);
    depth += two == "[[" || two == "{{" ? 1 : (two == "]]" || two == "}}") && depth > 0 ? -1 : 0;
    if (depth > 0 || text.substr(at, mark.size()) != mark) continue;
    parts.push_back(text.substr(from, at - from));
    from = at + mark.size();
    at = from - 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

/// A cell from `attributes | text` or `text`.
WikiCell media_cell(std::string_view part, bool header, const Place& place) {
  WikiCell cell;
  cell.header = header;
  cell.place = place;
  const std::vector<std::string_view> halves = parts_at(part, "|");
  if (halves.size() > 1 && halves[0].find('=') != std::string_view::npos) {
    cell.rows = attribute(halves[0], "rowspan");
    cell.columns = attribute(halves[0], "colspan");
    part.remove_prefix(halves[0].size() + 1);
  }
  cell.text = part;
  return cell;
}

RawTable read_media(Lines lines, Context& context) {
  Rows rows(context);
  std::optional<WikiCell> open;
  const auto close = [&] {
    if (open) rows.add(*std::exchange(open, std::nullopt));
  };
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view text = trimmed(lines[i].text);
    if (text.starts_with("|}")) {
      close();
      if (const std::string_view rest = trimmed(text.substr(2)); !rest.empty() && !rows.table().rows.empty()) {
        WikiCell cell;  // what stands behind the end is kept with the last row
        cell.text = rest;
        rows.add(std::move(cell));
      }
      break;
    }
    if (text.starts_with("|+")) {
      close();
      const std::vector<std::string_view> halves = parts_at(text.substr(2), "|");
      rows.table().caption = std::string(trimmed(halves.back()));
      context.ledger.in(*rows.table().caption);
    } else if (text.starts_with("|-")) {
      close();
      rows.begin_row();
    } else if (text.starts_with('|') || text.starts_with('!')) {
      close();
      const bool header = text[0] == '!';
      const Place place = place_at(lines[i].number, 2);
      for (const std::string_view part : parts_at(text.substr(1), "||")) {
        for (const std::string_view inner : header ? parts_at(part, "!!") : std::vector{part}) {
          close();
          open = media_cell(inner, header, place);
        }
      }
    } else if (open) {
      if (!open->text.empty()) open->text += text.empty() ? "" : "\n";
      open->text += text;
    } else if (!text.empty()) {
      open = WikiCell{};
      open->text = text;
      open->place = place_at(lines[i].number, 1);
    }
  }
  close();
  return std::move(rows.table());
}

/// `2+`, `.3+`, `2.3+`, `3*`, alignment and style before AsciiDoc's bar.
struct CellSpec {
  int rows = 1;
  int columns = 1;
  int copies = 1;
  bool header = false;
};

/// What the letters right before a bar say of its cell; nothing when they are text.
std::optional<CellSpec> spec_of(std::string_view token) {
  CellSpec spec;
  std::size_t at = 0;
  const auto number = [&] {
    const std::size_t from = at;
    while (at < token.size() && token[at] >= '0' && token[at] <= '9') ++at;
    return token.substr(from, at - from);
  };
  const std::string_view columns = number();
  std::string_view rows;
  if (at < token.size() && token[at] == '.' && at + 1 < token.size() && token[at + 1] >= '0' && token[at + 1] <= '9') {
    ++at;
    rows = number();
  }
  if (!columns.empty() || !rows.empty()) {
    if (at >= token.size() || (token[at] != '+' && token[at] != '*')) return std::nullopt;
    if (token[at] == '*') spec.copies = number_of(columns);
    if (token[at] == '+' && !columns.empty()) spec.columns = number_of(columns);
    if (token[at] == '+' && !rows.empty()) spec.rows = number_of(rows);
    ++at;
  }
  while (at < token.size() && (token[at] == '<' || token[at] == '^' || token[at] == '>' || token[at] == '.')) ++at;
  if (at < token.size() && std::string_view("adehlmsv").find(token[at]) != std::string_view::npos) {
    spec.header = token[at] == 'h';
    ++at;
  }
  return at == token.size() ? std::optional(spec) : std::nullopt;
}

/// The number of columns that `cols="1,2,,"` or `cols="3*"` names; 0 for none.
int named_columns(std::string_view attributes) {
  std::size_t at = attributes.find("cols=");
  if (at == std::string_view::npos) return 0;
  at += 5;
  const char quote = at < attributes.size() && (attributes[at] == '"' || attributes[at] == '\'') ? attributes[at] : ',';
  const std::size_t from = quote == ',' ? at : at + 1;
  const std::string_view value =
      attributes.substr(from, attributes.find_first_of(quote == ',' ? ",]" : "\"'", from) - from);
  if (value.find('*') != std::string_view::npos && value.find(',') == std::string_view::npos) return number_of(value);
  return static_cast<int>(std::count(value.begin(), value.end(), ',')) + 1;
}

bool is_fence(std::string_view line) {
  return trimmed(line) == kFence;
}

/// Lines above the fence: a title and attributes.
std::size_t fence_at(Lines lines) {
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 3); ++i) {
    const std::string_view text = trimmed(lines[i].text);
    if (text == kFence) return i;
    const bool attributes = text.starts_with('[') && text.ends_with(']');
    const bool title = i == 0 && text.size() > 1 && text[0] == '.' && text[1] != '.' && text[1] != ' ';
    if (!attributes && !title) break;
  }
  return lines.size();
}

RawTable read_ascii_doc(Lines lines, Context& context) {
  const std::size_t fence = fence_at(lines);
  std::string attributes;
  Rows rows(context);
  for (const Line& line : lines.first(fence)) {
    const std::string_view text = trimmed(line.text);
    if (text[0] == '[') {
      attributes += text;
    } else {
      rows.table().caption = std::string(text.substr(1));
      context.ledger.in(*rows.table().caption);
    }
  }
  int width = named_columns(attributes);
  bool header = attributes.find("header") != std::string::npos;
  std::vector<std::pair<WikiCell, int>> cells;  // and copies
  std::size_t in_first_line = 0;
  for (std::size_t i = fence + 1; i + 1 < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    if (trimmed(text).empty()) {
      if (!header && i == fence + 2) header = attributes.find("noheader") == std::string::npos;
      continue;
    }
    std::size_t from = 0;
    int column = 1;  // of `from`
    CellSpec spec;
    bool began = false;
    const auto put = [&](std::string_view part) {
      if (began) {
        WikiCell cell{std::string(trimmed(part)), spec.rows, spec.columns, spec.header,
                      place_at(lines[i].number, column)};
        cells.emplace_back(std::move(cell), spec.copies);
      } else if (!trimmed(part).empty() && !cells.empty()) {
        std::string& last = cells.back().first.text;
        last += (last.empty() ? "" : "\n") + std::string(trimmed(part));
      } else if (!trimmed(part).empty()) {
        cells.emplace_back(WikiCell{std::string(trimmed(part)), 1, 1, false, place_at(lines[i].number, 1)}, 1);
      }
    };
    for (std::size_t at = text.find('|'); at != std::string_view::npos; at = text.find('|', at + 1)) {
      if (at > 0 && text[at - 1] == '\\') continue;
      std::size_t begin = at;
      while (begin > from && text[begin - 1] != ' ' && text[begin - 1] != '\t') --begin;
      const auto found = spec_of(text.substr(begin, at - begin));
      put(text.substr(from, (found ? begin : at) - from));
      spec = found.value_or(CellSpec{});
      began = true;
      column += display_width(text.substr(from, at + 1 - from));
      from = at + 1;
    }
    put(text.substr(from));
    if (in_first_line == 0) {
      for (const auto& [cell, copies] : cells) in_first_line += static_cast<std::size_t>(cell.columns * copies);
    }
  }
  if (width == 0) width = static_cast<int>(std::max<std::size_t>(in_first_line, 1));
  std::size_t copied = 0;
  for (auto& [cell, copies] : cells) {
    for (std::size_t bar = cell.text.find("\\|"); bar != std::string::npos; bar = cell.text.find("\\|", bar + 1))
      cell.text.erase(bar, 1);
    for (int copy = 0; copy < copies; ++copy) {
      if (copy > 0 && copied > kMostCopied) {
        context.diagnostics.warning("cell-copies-limit", "a cell is wanted too often: its other copies are left out");
        break;
      }
      copied += copy > 0 ? cell.text.size() + sizeof(WikiCell) : 0;
      if (rows.width() >= width) rows.begin_row();
      rows.add(cell);
    }
  }
  RawTable table = std::move(rows.table());
  if (header && table.rows.size() > 1) {
    table.header_rows = 1;
    table.rows[0].header = true;
  }
  return table;
}

}  // namespace

std::size_t wiki_table_length(Lines lines, std::size_t& scanned) {
  scanned = 0;
  const std::string_view first = trimmed(lines[0].text);
  if (first.starts_with("{|")) {
    int depth = 0;
    for (const Line& line : lines) {
      ++scanned;
      const std::string_view text = trimmed(line.text);
      depth += text.starts_with("{|") ? 1 : text.starts_with("|}") ? -1 : 0;
      if (depth == 0) return scanned >= 3 ? scanned : 0;
    }
    return 0;
  }
  if (first.empty() || (first[0] != '|' && first[0] != '[' && first[0] != '.')) return 0;
  for (std::size_t i = fence_at(lines) + 1; i < lines.size(); ++i) {
    scanned = i + 1;
    if (is_fence(lines[i].text)) return i + 1;
  }
  return 0;
}

RawTable read_wiki_table(Lines lines, Context& context) {
  for (const Line& line : lines) context.ledger.out(line.text);
  RawTable table =
      trimmed(lines[0].text).starts_with("{|") ? read_media(lines, context) : read_ascii_doc(lines, context);
  std::erase_if(table.rows, [](const RawRow& row) { return row.cells.empty(); });
  table.method = Method::text;
  table.place = place_at(lines[0].number, 1);
  table.reasons = {"wiki-marks"};
  return table;
}

}  // namespace gridlift::text
