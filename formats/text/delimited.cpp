#include "formats/text/delimited.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/ascii.h"
#include "core/recover/flattened/flattened_rows.h"
#include "core/unicode.h"
#include "formats/text/source_code.h"

namespace gridlift::text {

namespace {

constexpr std::size_t kMostFields = 4096;
constexpr std::size_t kQuoteLook = 200;        // lines
constexpr std::size_t kNamedLook = 100;        // lines among which a delimiter is chosen
constexpr std::size_t kMostQuotedLines = 200;  // an unclosed quote does not swallow the file

struct Value {
  std::string text;
  bool quoted = false;
  bool blank_before = false;
  Place place;
};

struct Record {
  std::vector<Value> values;
  std::size_t lines = 1;
  std::string dropped;  ///< delimiters and quotes
};

/// One record from the first line on; nothing when a quote is not closed.
std::optional<Record> record_of(Lines lines, char delimiter) {
  Record record;
  Value value;
  value.place = place_at(lines[0].number, 1);
  std::string_view text = lines[0].text;
  bool open = false;
  for (std::size_t at = 0;; ++at) {
    if (at >= text.size()) {
      if (!open) break;
      if (record.lines >= std::min(lines.size(), kMostQuotedLines)) return std::nullopt;
      text = lines[record.lines++].text;
      value.text.push_back('\n');
      at = static_cast<std::size_t>(-1);
      continue;
    }
    const char c = text[at];
    if (open) {
      if (c != '"') {
        value.text.push_back(c);
      } else if (at + 1 < text.size() && text[at + 1] == '"') {
        value.text.push_back(c);
        record.dropped.push_back(c);
        ++at;
      } else {
        record.dropped.push_back(c);
        open = false;
      }
    } else if (c == '"' && trimmed(value.text).empty() && !value.quoted) {
      record.dropped.push_back(c);
      open = true;
      value.quoted = true;
      value.text.clear();
    } else if (c == delimiter) {
      record.dropped.push_back(c);
      record.values.push_back(std::exchange(value, {}));
      value.place = place_at(lines[record.lines - 1].number, 2 + display_width(text.substr(0, at)));
      value.blank_before = at + 1 < text.size() && text[at + 1] == ' ';
      if (record.values.size() > kMostFields) return std::nullopt;
    } else {
      value.text.push_back(c);
    }
  }
  record.values.push_back(std::move(value));
  return record;
}

/// How many lines are records of one shape; 0 when the evidence is thin.
std::size_t run_length(Lines lines, char delimiter) {
  std::size_t length = 0;
  std::size_t seconds = 0, records = 0, fields = 0, agreeing = 0, quoted = 0, values = 0, blanks = 0, width = 0,
              filled = 0;
  std::vector<std::size_t> column_values;  // how many records have a value there
  while (length < lines.size() && !lines[length].blank() && !lines[length].carried &&
         (length == 0 || !lines[length].page_break)) {
    const auto record = record_of(lines.subspan(length), delimiter);
    if (!record) break;
    if (records == 0) fields = record->values.size();
    if (fields < 2) return 0;
    column_values.resize(fields);
    std::size_t column = 0;
    // A record of another shape early on: not worth reading on.
    agreeing += record->values.size() == fields ? 1 : 0;
    ++records;
    if (records == 20 && agreeing < 18) return 0;
    const Value& second = record->values.size() > 1 ? record->values[1] : record->values[0];
    seconds += second.quoted || recover::is_value_text(second.text) ? 1 : 0;
    for (const Value& value : record->values) {
      const std::size_t at = column++;
      if (value.text.empty()) continue;
      if (at < fields && recover::is_value_text(value.text)) ++column_values[at];
      ++filled;
      quoted += value.quoted ? 1 : 0;
      values += recover::is_value_text(value.text) ? 1 : 0;
      blanks += value.blank_before && !value.quoted ? 1 : 0;
      width += std::min<std::size_t>(value.text.size(), 400);
    }
    length += record->lines;
  }
  if (records < 3 || agreeing * 20 < records * 19 || filled * 2 < records) return 0;
  const bool clauses = blanks * 3 > filled && quoted * 4 < filled;
  // A column of values below its name, and no blanks behind commas as clauses have them.
  const bool column = fields >= 3 && blanks * 10 < filled && agreeing == records &&
                      std::any_of(column_values.begin(), column_values.end(),
                                  [&](std::size_t count) { return count + 1 >= records && records >= 3; });
  const bool plain = values * 3 >= filled || quoted * 4 >= filled || column || (fields >= 4 && width <= filled * 30);
  if (delimiter == '\t' && quoted == 0) return 0;  // rows of tabs are read by those who know what was done to them
  if ((delimiter == ',' || delimiter == '|') && clauses && values * 2 < filled) return 0;
  if (!plain || (delimiter == ',' && fields == 2 && seconds * 10 < records * 6)) return 0;
  return length;
}

/// A quote right behind a tab or at the beginning of a line, not far from the first.
bool has_quoted_fields(Lines lines) {
  for (const Line& line : lines.first(std::min(lines.size(), kQuoteLook))) {
    if (line.blank()) break;
    if (line.text.starts_with('"') || line.text.find("\t\"") != std::string::npos) return true;
  }
  return false;
}

}  // namespace

DelimitedRun find_quoted_tabs(Lines lines) {
  if (lines.size() < 3 || lines[0].blank() || !has_quoted_fields(lines)) return {};
  return {run_length(lines, '\t'), '\t'};
}

DelimitedRun find_delimited(Lines lines) {
  if (lines.size() < 3 || lines[0].blank() || lines[0].text.size() > 100'000) return {};
  if (reads_as_code(trimmed(lines[0].text)) && reads_as_code(trimmed(lines[1].text))) return {};
  static constexpr std::array<char, 4> kDelimiters = {';', '|', ',', '^'};
  for (const char delimiter : kDelimiters) {
    if (lines[0].text.find(delimiter) == std::string::npos) continue;
    if (const std::size_t length = run_length(lines, delimiter)) return {length, delimiter};
  }
  return {};
}

std::string_view delimiters_of(std::string_view file_name) {
  const std::string name = ascii_lower(file_name);
  const auto ends = [&](std::string_view ending) { return name.size() > ending.size() && name.ends_with(ending); };
  if (ends(".csv")) return ",;\t|";
  if (ends(".tsv") || ends(".tab")) return "\t";
  return {};
}

DelimitedRun find_named_records(Lines lines, std::string_view delimiters) {
  DelimitedRun best;
  std::size_t most = 0;
  for (const char delimiter : delimiters) {
    const auto first = record_of(lines, delimiter);
    if (!first || first->values.size() < 2) continue;
    std::size_t agreeing = 0;
    for (std::size_t at = 0; at < std::min(lines.size(), kNamedLook) && !lines[at].blank();) {
      const auto record = record_of(lines.subspan(at), delimiter);
      if (!record) break;
      agreeing += record->values.size() == first->values.size() ? 1 : 0;
      at += record->lines;
    }
    if (agreeing <= most) continue;
    most = agreeing;
    best.delimiter = delimiter;
  }
  if (most == 0) return {};
  while (best.length < lines.size() && !lines[best.length].blank() && !lines[best.length].carried &&
         (best.length == 0 || !lines[best.length].page_break)) {
    const auto record = record_of(lines.subspan(best.length), best.delimiter);
    if (!record) break;
    best.length += record->lines;
  }
  return best;
}

RawTable read_delimited(Lines lines, char delimiter, Context& context) {
  RawTable table;
  table.method = Method::text;
  table.place = place_at(lines[0].number, 1);
  std::size_t columns = 0;
  for (std::size_t at = 0; at < lines.size();) {
    auto record = record_of(lines.subspan(at), delimiter);
    if (!record) break;
    context.ledger.out(record->dropped);
    RawRow row;
    for (Value& value : record->values) {
      RawCell cell;
      cell.text = std::string(trimmed(value.text));
      cell.place = value.place;
      row.cells.push_back(std::move(cell));
    }
    columns = std::max(columns, row.cells.size());
    table.rows.push_back(std::move(row));
    at += record->lines;
  }
  bool names = true;
  for (const RawCell& cell : table.rows[0].cells) names = names && !recover::is_value_text(cell.text);
  for (RawRow& row : table.rows) row.cells.resize(columns);
  if (names && table.rows.size() > 1) {
    table.header_rows = 1;
    table.rows[0].header = true;
  }
  table.reasons = {"delimited-records"};
  return table;
}

}  // namespace gridlift::text
