// Every serializer on any document, and what it wrote read again.
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "core/unicode.h"
#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

namespace {

/// Texts that break formats, beside ordinary ones; ill-formed UTF-8 too.
std::string hostile(Draw& draw) {
  static constexpr std::string_view kPieces[] = {
      "=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "\"",    ",",   "\t",   "\n",   "\r\n",     "|",      "\\",   "```",
      "*x*",  "<script>",           "</td>",   "&amp;", "]]>", "<!--", "# h",  "[x](j:y)", "\x1b",   "\x07", "\xff",
      "\xc3", "\xed\xa0\x80",       "_x0041_", "'",     "~~",  "- i",  "1. n", "\u2028",   "\u202E", "\x7f", "-5"};
  std::string text = draw.once_in(4) ? std::string(draw.raw(draw.below(16))) : draw.text(2);
  if (draw.coin()) text += kPieces[draw.below(static_cast<unsigned>(std::size(kPieces)))];
  return text;
}

Table drawn_table(Draw& draw) {
  const int rows = draw.between(1, 6);
  const int cols = draw.between(1, 6);
  std::vector<Cell> cells;
  std::vector<bool> taken(static_cast<std::size_t>(rows * cols), false);
  const auto slot = [&](int row, int col) { return static_cast<std::size_t>(row * cols + col); };
  for (int row = 0; row < rows; ++row) {
    for (int col = 0; col < cols; ++col) {
      if (taken[slot(row, col)] || draw.once_in(10)) continue;
      Cell cell;
      cell.row = row;
      cell.col = col;
      while (cell.end_col() < cols && !taken[slot(row, cell.end_col())] && draw.once_in(5)) ++cell.col_span;
      while (cell.end_row() < rows && draw.once_in(5)) ++cell.row_span;
      for (int y = row; y < cell.end_row(); ++y) {
        for (int x = col; x < cell.end_col(); ++x) taken[slot(y, x)] = true;
      }
      cell.text = hostile(draw);
      cell.header = draw.once_in(4);
      cells.push_back(std::move(cell));
    }
  }
  Budget budget{Limits{}};
  Table table;
  table.grid = CellGrid::make_filled(rows, cols, std::move(cells), budget).value();
  table.header_rows = draw.between(0, rows);
  table.header_cols = draw.between(0, cols);
  if (draw.coin()) table.caption = hostile(draw);
  return table;
}

Document drawn_document(Draw& draw) {
  static constexpr BlockKind kKinds[] = {BlockKind::heading, BlockKind::paragraph, BlockKind::list_item,
                                         BlockKind::note,    BlockKind::furniture, BlockKind::table};
  Document document;
  document.source.name = hostile(draw);
  document.source.format = "text";
  for (int pieces = draw.between(0, 7); pieces > 0; --pieces) {
    Block block;
    block.kind = kKinds[draw.below(6)];
    if (block.kind == BlockKind::table) {
      block.table = document.tables.size();
      document.tables.push_back(drawn_table(draw));
    } else {
      block.text = hostile(draw);
      block.label = hostile(draw);
      block.level = draw.between(1, 9);
    }
    document.blocks.push_back(std::move(block));
  }
  return document;
}

std::string written(const Document& document, const SerializerEntry& entry, const WriteOptions& options) {
  Context context{Limits{}};
  StringOutput out;
  const auto serializer = entry.make(options, context, out);
  serializer->begin(document.source);
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::table) serializer->table(document.tables[block.table]);
    serializer->block(block);
  }
  expect(serializer->finish({document.source, document.diagnostics, 0, 0}).has_value(), "a serializer failed");
  return std::move(out.text);
}

void expect_utf8(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    const bool broken = next_code_point(text, at) == kReplacement && text.substr(from, at - from) != "\uFFFD";
    expect(!broken, "an output is not UTF-8");
  }
}

/// JSON, or lines of it.
void expect_json(const std::string& text, bool lines) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = lines ? std::min(text.find('\n', from), text.size()) : text.size();
    expect(nlohmann::json::accept(text.begin() + static_cast<std::ptrdiff_t>(from),
                                  text.begin() + static_cast<std::ptrdiff_t>(end)),
           "an output is not JSON");
    from = end + 1;
  }
}

/// What a spreadsheet takes for the beginning of a formula, also in full width.
bool begins_formula(char32_t c) {
  static constexpr std::u32string_view kTriggers = U"=+-@\t\r\uFF1D\uFF0B\uFF0D\uFF20";
  return kTriggers.find(c) != std::u32string_view::npos;
}

/// A field, quotes and all: what begins as a formula must be a number, or nothing that a formula could be made of.
void expect_no_formula(std::string_view field) {
  if (field.ends_with('\r')) field.remove_suffix(1);
  if (field.starts_with('"') && field.ends_with('"')) field = field.substr(1, field.size() - 2);
  std::size_t at = 0;
  if (field.empty() || !begins_formula(next_code_point(field, at))) return;
  const bool signs =
      field.front() == '+' || field.front() == '-' || field.starts_with("\uFF0B") || field.starts_with("\uFF0D");
  bool number = signs, empty = true, operand = false;
  for_each_code_point(nfkc(field.substr(at)), [&](char32_t c) {
    number = number && !begins_formula(c) && !is_letter(c) && c != '(' && c != '"' && c != '!' && c != '|';
  });
  for_each_code_point(field.substr(at), [&](char32_t c) {
    empty = empty && (begins_formula(c) || c == ' ');
    operand = operand || is_letter(c) || is_digit(c);
  });
  expect(number || empty || (signs && !operand), "a formula in CSV");
}

/// RFC 4180: as many records and fields as the grids have rows and slots, and none that a spreadsheet would run.
void expect_csv(const std::string& text, char separator, const Document& document) {
  std::size_t fields = 0, records = 0, from = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == separator || c == '\n')) {
      expect_no_formula(std::string_view(text).substr(from, i - from));
      from = i + 1;
      ++fields;
      if (c == '\n') ++records;
    }
  }
  expect(!quoted, "a quote is open at the end of CSV");
  std::size_t rows = 0, slots = 0, tables = 0;
  for (const Table& table : document.tables) {
    rows += static_cast<std::size_t>(table.grid.rows());
    slots += static_cast<std::size_t>(table.grid.rows()) * static_cast<std::size_t>(table.grid.cols());
    ++tables;
  }
  const std::size_t parted = tables > 0 ? tables - 1 : 0;  // an empty line between tables
  expect(records == rows + parted && fields == slots + parted, "CSV has other records or fields than the grids");
}

/// Tags nest, and are of the kinds that we write.
void expect_html(const std::string& page) {
  static constexpr std::string_view kNames[] = {
      "html", "head",    "title", "body",    "h1",    "h2",    "h3",      "h4", "h5", "h6",    "p",      "ul",
      "ol",   "li",      "table", "caption", "thead", "tbody", "tr",      "th", "td", "aside", "header", "footer",
      "div",  "section", "span",  "sup",     "small", "main",  "article", "dl", "dt", "dd"};
  std::vector<std::string_view> open;
  const std::string_view all = page;
  for (std::size_t at = all.find('<'); at != std::string::npos; at = all.find('<', at + 1)) {
    const std::size_t end = all.find('>', at);
    expect(end != std::string::npos, "an HTML tag does not end");
    const std::string_view tag = all.substr(at + 1, end - at - 1);
    const std::string_view name = tag.substr(0, tag.find(' '));
    if (name == "meta" || name == "br" || name == "!DOCTYPE") continue;
    if (tag.starts_with('/')) {
      expect(!open.empty() && open.back() == tag.substr(1), "HTML tags do not nest");
      open.pop_back();
      continue;
    }
    expect(std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames), "an HTML tag that is not ours");
    open.push_back(name);
  }
  expect(open.empty(), "an HTML element is open at the end");
}

}  // namespace

void run_writers(Bytes bytes) {
  Draw draw(bytes);
  WriteOptions options;
  options.spans = draw.coin() ? SpanText::filled : SpanText::once;
  options.furniture = draw.coin();
  const Document document = drawn_document(draw);
  for (const SerializerEntry* entry : serializers()) {
    const std::string text = written(document, *entry, options);
    if (entry->name == "xlsx") {
      expect(text.starts_with("PK"), "no workbook");
      continue;
    }
    expect_utf8(text);
    expect(text.find('\x1b') == std::string::npos, "an output steers a terminal");
    if (entry->name == "json") expect_json(text, false);
    if (entry->name == "ndjson") expect_json(text, true);
    if (entry->name == "csv") expect_csv(text, ',', document);
    if (entry->name == "tsv") expect_csv(text, '\t', document);
    if (entry->name == "html") expect_html(text);
  }
}

}  // namespace gridlift::fuzz
