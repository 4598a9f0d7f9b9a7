#include "converters/json_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "core/unicode.h"

namespace gridlift::json {

namespace {

constexpr int kPointDecimals = 2;  // a hundredth of a point is finer than any printer

/// True for bytes that stand in a JSON string as they are.
bool is_plain(char byte) {
  const auto value = static_cast<unsigned char>(byte);
  return value >= 0x20 && value < 0x7F && value != '"' && value != '\\';
}

/// How many of the bytes from `at` on are plain, told eight at a time; it may stop early, never late.
std::size_t plain_run(std::string_view text, std::size_t at) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  constexpr std::uint64_t kHighs = kOnes * 0x80;
  const auto has = [](std::uint64_t word, unsigned char byte) {
    const std::uint64_t zeroed = word ^ kOnes * byte;
    return (zeroed - kOnes) & ~zeroed & kHighs;
  };
  const std::size_t from = at;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, sizeof word);
    const std::uint64_t below = (word - kOnes * 0x20) & ~word & kHighs;
    if (((word & kHighs) | below | has(word, '"') | has(word, '\\') | has(word, 0x7F)) != 0) break;
  }
  return at - from;
}

void append_hex_escape(std::string& out, char32_t c) {
  constexpr char kHex[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[(c >> shift) & 15]);
}

void append_control(std::string& out, char32_t c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      append_hex_escape(out, c);
  }
}

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i)
      group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0U);
    const std::size_t digits = std::min<std::size_t>(bytes.size() - at, 3) + 1;
    for (std::size_t i = 0; i < 4; ++i) out.push_back(i < digits ? kDigits[(group >> (18 - 6 * i)) & 63] : '=');
  }
  return out;
}

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (next_code_point(text, at) == kReplacement && text.substr(from, at - from) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

void append_box(std::string& out, const Box& box) {
  out += "[";
  append_number(out, box.x0, kPointDecimals);
  out += ",";
  append_number(out, box.y0, kPointDecimals);
  out += ",";
  append_number(out, box.x1, kPointDecimals);
  out += ",";
  append_number(out, box.y1, kPointDecimals);
  out += "]";
}

}  // namespace

void append_int_member(std::string& out, std::string_view key, std::int64_t value) {
  out += "\"";
  out += key;
  out += "\":";
  append_integer(out, value);
}

void append_string_member(std::string& out, std::string_view key, std::string_view value) {
  out += "\"";
  out += key;
  out += "\":";
  append_string(out, value);
}

void append_nullable(std::string& out, std::string_view key, const std::string* value) {
  if (value != nullptr) {
    append_string_member(out, key, *value);
    return;
  }
  out += "\"";
  out += key;
  out += "\":null";
}

void append_strings(std::string& out, const std::vector<std::string>& texts) {
  out += "[";
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ",";
    append_string(out, texts[i]);
  }
  out += "]";
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "error";
}

namespace {

/// Only the members that the place has; an object without members for none.
void append_place(std::string& out, const Place& place) {
  out += "{";
  const std::size_t begin = out.size();
  const auto part = [&] {
    if (out.size() > begin) out += ",";
  };
  if (place.page > 0) append_int_member(out, "page", place.page);
  if (place.bbox) {
    part();
    out += "\"bbox\":";
    append_box(out, *place.bbox);
  }
  if (!place.path.empty()) {
    part();
    append_string_member(out, "path", place.path);
  }
  if (place.line > 0) {
    part();
    append_int_member(out, "line", place.line);
  }
  if (place.column > 0) {
    part();
    append_int_member(out, "column", place.column);
  }
  out += "}";
}

void append_part(std::string& out, const TablePart& part) {
  Place place;
  place.page = part.page;
  place.bbox = part.bbox;
  append_place(out, place);
}

void append_cell(std::string& out, const Cell& cell) {
  out += "{";
  append_int_member(out, "row", cell.row);
  out += ",";
  append_int_member(out, "col", cell.col);
  out += ",";
  append_int_member(out, "row_span", cell.row_span);
  out += ",";
  append_int_member(out, "col_span", cell.col_span);
  out += ",";
  append_string_member(out, "text", cell.text);
  out += cell.header ? ",\"header\":true,\"sources\":" : ",\"header\":false,\"sources\":";
  append_sources(out, cell.sources);
  out += ",";
  append_nullable(out, "rule", cell.rule.empty() ? nullptr : &cell.rule);
  out += "}";
}

}  // namespace

void append_string(std::string& out, std::string_view text) {
  out.push_back('"');
  std::size_t written = 0;  // what stands as it is goes out in runs
  for (std::size_t at = 0; at < text.size();) {
    at += plain_run(text, at);
    if (at == text.size()) break;
    const std::size_t begin = at;
    if (is_plain(text[at])) {
      ++at;
      continue;
    }
    const char32_t c = next_code_point(text, at);
    const bool ill_formed = c == kReplacement && text.substr(begin, at - begin) != "\xEF\xBF\xBD";
    if (c >= 0x80 && c != 0x2028 && c != 0x2029 && !ill_formed) continue;
    out.append(text, written, begin - written);
    written = at;
    if (ill_formed) {
      append_utf8(out, kReplacement);
    } else {
      append_control(out, c);
    }
  }
  out.append(text, written);
  out.push_back('"');
}

void append_integer(std::string& out, std::int64_t value) {
  char digits[24];
  const auto end = std::to_chars(std::begin(digits), std::end(digits), value);
  out.append(digits, end.ptr);
}

void append_number(std::string& out, double value, int decimals) {
  char digits[400];
  if (!std::isfinite(value)) value = 0;
  const auto end = std::to_chars(std::begin(digits), std::end(digits), value, std::chars_format::fixed, decimals);
  std::string_view text(digits, static_cast<std::size_t>(end.ptr - digits));
  if (text.find('.') != std::string_view::npos) {
    while (text.back() == '0') text.remove_suffix(1);
    if (text.back() == '.') text.remove_suffix(1);
  }
  out += text == "-0" ? "0" : text;
}

void append_sources(std::string& out, const std::vector<Place>& sources) {
  out += "[";
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (i > 0) out += ",";
    append_place(out, sources[i]);
  }
  out += "]";
}

void append_grid_members(std::string& out, const Table& table) {
  append_int_member(out, "rows", table.grid.rows());
  out += ",";
  append_int_member(out, "cols", table.grid.cols());
  out += ",";
  append_int_member(out, "header_rows", table.header_rows);
  out += ",";
  append_int_member(out, "header_cols", table.header_cols);
  out += ",\"interior_headers\":[";
  for (std::size_t i = 0; i < table.interior_headers.size(); ++i) {
    if (i > 0) out += ",";
    append_integer(out, table.interior_headers[i]);
  }
  out += "],";
  append_nullable(out, "caption", table.caption ? &*table.caption : nullptr);
  out += ",";
  append_string_member(out, "method", name(table.method));
  out += ",\"confidence\":";
  append_number(out, table.confidence, 3);
  out += ",\"reasons\":";
  append_strings(out, table.reasons);
  out += ",\"parts\":[";
  for (std::size_t i = 0; i < table.parts.size(); ++i) {
    if (i > 0) out += ",";
    append_part(out, table.parts[i]);
  }
  out += "],\"cells\":[";
  for (const Cell& cell : table.grid.cells()) {
    if (&cell != table.grid.cells().data()) out += ",";
    append_cell(out, cell);
  }
  out += "],\"columns\":[";
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (i > 0) out += ",";
    append_strings(out, table.columns[i]);
  }
  out += "]";
}

void append_table_members(std::string& out, const Table& table) {
  if (!table.parts.empty()) {
    const TablePart& part = table.parts.front();
    if (part.page > 0) {
      append_int_member(out, "page", part.page);
      out += ",";
    }
    if (part.bbox) {
      out += "\"bbox\":";
      append_box(out, *part.bbox);
      out += ",";
    }
  }
  if (table.parent) {
    out += "\"parent\":{";
    append_int_member(out, "table", static_cast<std::int64_t>(table.parent->table));
    out += ",";
    append_int_member(out, "row", table.parent->row);
    out += ",";
    append_int_member(out, "col", table.parent->col);
    out += "},";
  }
  append_grid_members(out, table);
}

void append_block(std::string& out, const Block& block) {
  out += "{";
  append_string_member(out, "type", name(block.kind));
  if (block.kind == BlockKind::table) {
    out += ",";
    append_int_member(out, "table", static_cast<std::int64_t>(block.table));
    out += "}";
    return;
  }
  if (block.kind == BlockKind::heading || block.kind == BlockKind::list_item) {
    out += ",";
    append_int_member(out, "level", block.level);
  }
  if (!block.label.empty() || block.kind == BlockKind::list_item || block.kind == BlockKind::note) {
    out += ",";
    append_string_member(out, "label", block.label);
  }
  out += ",";
  append_string_member(out, "text", block.text);
  if (!block.sources.empty()) {
    out += ",\"sources\":";
    append_sources(out, block.sources);
  }
  out += "}";
}

void append_source_info(std::string& out, const SourceInfo& source) {
  out += "{";
  append_string_member(out, "name", source.name);
  // A file name need not be UTF-8; then `name` is only nearly it, and this is it.
  if (!is_utf8(source.name)) {
    out += ",";
    append_string_member(out, "name_b64", base64(source.name));
  }
  out += ",";
  append_string_member(out, "format", source.format);
  if (!source.sha256.empty()) {
    out += ",";
    append_string_member(out, "sha256", source.sha256);
  }
  if (source.pages > 0) {
    out += ",";
    append_int_member(out, "pages", source.pages);
  }
  out += "}";
}

void append_text_count(std::string& out, const Closing& closing) {
  out += "{";
  append_int_member(out, "input_chars", static_cast<std::int64_t>(closing.input_chars));
  out += ",";
  append_int_member(out, "lost_chars", static_cast<std::int64_t>(closing.lost_chars));
  out += "}";
}

void append_diagnostics(std::string& out, const Diagnostics& diagnostics) {
  std::map<std::string_view, std::size_t> kept;
  out += "[";
  bool first = true;
  const auto add = [&](std::string_view code, Severity severity, std::string_view message, std::string_view where,
                       std::size_t count) {
    out += first ? "{" : ",{";
    first = false;
    append_string_member(out, "code", code);
    out += ",";
    append_string_member(out, "severity", severity_name(severity));
    out += ",";
    append_string_member(out, "message", message);
    if (!where.empty()) {
      out += ",";
      append_string_member(out, "where", where);
    }
    if (count > 0) {
      out += ",";
      append_int_member(out, "count", static_cast<std::int64_t>(count));
    }
    out += "}";
  };
  for (const Diagnostic& d : diagnostics.kept()) {
    ++kept[d.code];
    add(d.code, d.severity, d.message, d.where, 0);
  }
  for (const auto& [code, count] : diagnostics.counts()) {
    if (count > kept[code]) add(code, Severity::info, "more of the same were not listed", "", count - kept[code]);
  }
  out += "]";
}

}  // namespace gridlift::json
