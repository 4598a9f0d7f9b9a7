#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "converters/aligned_table.h"
#include "converters/plain_number.h"
#include "core/unicode.h"
#include "tests/converters/random_document.h"

using namespace gridlift;
using namespace gridlift::testing;

namespace {

constexpr int kRounds = 1500;
using Records = std::vector<std::vector<std::string>>;

/// A reader of RFC 4180 that knows nothing of the writer. An empty line is a record with one empty field.
Records read_csv(const std::string& text, char separator) {
  Records records;
  std::vector<std::string> record;
  std::string field;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quoted) {
      if (text[i] != '"') {
        field.push_back(text[i]);
      } else if (i + 1 < text.size() && text[i + 1] == '"') {
        field.push_back(text[++i]);
      } else {
        quoted = false;
      }
    } else if (text[i] == '"') {
      quoted = true;
    } else if (text[i] == separator) {
      record.push_back(std::move(field));
      field.clear();
    } else if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') {
      ++i;
      record.push_back(std::move(field));
      field.clear();
      records.push_back(std::move(record));
      record.clear();
    } else {
      field.push_back(text[i]);
    }
  }
  CHECK(record.empty());
  CHECK_FALSE(quoted);
  return records;
}

/// Element names of a page, checking on the way that tags nest and attributes are of the allowed kinds.
std::multiset<std::string> html_elements(const std::string& page) {
  static const std::set<std::string> kEmpty = {"meta", "br", "!DOCTYPE"};
  std::multiset<std::string> names;
  std::vector<std::string> open;
  for (std::size_t at = page.find('<'); at != std::string::npos; at = page.find('<', at + 1)) {
    const std::size_t end = page.find('>', at);
    REQUIRE(end != std::string::npos);
    const std::string tag = page.substr(at + 1, end - at - 1);
    if (tag[0] == '/') {
      REQUIRE_FALSE(open.empty());
      CHECK(open.back() == tag.substr(1));
      open.pop_back();
      continue;
    }
    const std::string name = tag.substr(0, tag.find(' '));
    names.insert(name);
    if (kEmpty.count(name) == 0) open.push_back(name);
  }
  CHECK(open.empty());
  return names;
}

bool valid_utf8(const std::string& text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    if (next_code_point(text, at) == kReplacement && text.substr(from, at - from) != "\xEF\xBF\xBD") return false;
  }
  return true;
}

/// Columns of a pipe table row: unescaped pipes less one.
std::size_t pipe_columns(const std::string& line) {
  std::size_t pipes = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (line[i] == '|') {
      ++pipes;
    }
  }
  return pipes - 1;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    lines.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return lines;
}

Table table_of(int rows, int cols, std::vector<std::string> texts) {
  std::vector<Cell> cells;
  for (int i = 0; i < rows * cols; ++i) {
    Cell cell;
    cell.row = i / cols;
    cell.col = i % cols;
    cell.text = std::move(texts[static_cast<std::size_t>(i)]);
    cells.push_back(std::move(cell));
  }
  Table table;
  table.grid = CellGrid::make(rows, cols, std::move(cells)).value();
  return table;
}

Document document_of(Table table) {
  Document document;
  document.tables.push_back(std::move(table));
  Block place;
  place.kind = BlockKind::table;
  document.blocks.push_back(std::move(place));
  return document;
}

}  // namespace

TEST_CASE("every text output is valid UTF-8 without control characters") {
  std::mt19937 random(1);
  for (int round = 0; round < kRounds; ++round) {
    const Document document = random_document(random);
    for (const std::string to : {"json", "ndjson", "csv", "tsv", "html", "md", "txt", "native"}) {
      const std::string text = serialized(document, to);
      CAPTURE(to);
      REQUIRE(valid_utf8(text));
      bool controls = false;
      for_each_code_point(text, [&](char32_t c) {
        controls = controls || (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0);
      });
      const bool json = to == "json" || to == "ndjson" || to == "native";
      if (!json) REQUIRE_FALSE(controls);
    }
  }
}

TEST_CASE("JSON and JSON lines are read by another parser, with all their texts") {
  std::mt19937 random(2);
  for (int round = 0; round < kRounds; ++round) {
    const Document document = random_document(random);
    const auto json = nlohmann::json::parse(serialized(document, "json"));
    REQUIRE(json["tables"].size() == document.tables.size());
    for (std::size_t t = 0; t < document.tables.size(); ++t) {
      const auto cells = document.tables[t].grid.cells();
      REQUIRE(json["tables"][t]["cells"].size() == cells.size());
      for (std::size_t c = 0; c < cells.size(); ++c) {
        if (!valid_utf8(cells[c].text)) continue;
        REQUIRE(json["tables"][t]["cells"][c]["text"].get<std::string>() == cells[c].text);
      }
    }
    for (const std::string& line : lines_of(serialized(document, "ndjson"))) REQUIRE(nlohmann::json::accept(line));
  }
}

TEST_CASE("CSV and TSV have a record for each row and a field for each column") {
  std::mt19937 random(3);
  for (int round = 0; round < kRounds; ++round) {
    const Table table = random_table(random);
    for (const std::string to : {"csv", "tsv"}) {
      CAPTURE(to);
      WriteOptions options;
      options.escape_formulas = false;
      options.spans = random() % 2 == 0 ? SpanText::once : SpanText::filled;
      const Records records = read_csv(serialized(document_of(table), to, options), to == "csv" ? ',' : '\t');
      REQUIRE(records.size() == static_cast<std::size_t>(table.grid.rows()));
      for (const auto& record : records) REQUIRE(record.size() == static_cast<std::size_t>(table.grid.cols()));
    }
  }
}

TEST_CASE("no CSV field begins as a formula unless it is a number or only signs") {
  std::mt19937 random(4);
  for (int round = 0; round < kRounds; ++round) {
    const Table table = random_table(random);
    for (const auto& record : read_csv(serialized(document_of(table), "csv"), ',')) {
      for (const std::string& field : record) {
        if (field.empty() || std::string("=+-@\t").find(field[0]) == std::string::npos) continue;
        bool content = false, callable = false;
        for_each_code_point(nfkc(field.substr(1)), [&](char32_t c) {
          content = content || is_letter(c) || is_digit(c);
          callable =
              callable || is_letter(c) || std::u32string_view(U"=+-@\t(!|\"").find(c) != std::u32string_view::npos;
        });
        CAPTURE(field);
        CHECK((!content || !callable));
      }
    }
  }
}

TEST_CASE("what begins as a formula is defused, what only looks so is left") {
  const auto field = [](const char* text) {
    return read_csv(serialized(document_of(table_of(1, 1, {text})), "csv"), ',');
  };
  for (const std::string text :
       {"=1", "=(", "=\u3002", "@\u0328", "=\"!\"", "\uFF1D(", "-a", "+\uFF11x", "-2+3", "-1;2", "=5", "+49(0)30"})
    CHECK(field(text.c_str())[0][0] == "'" + text);
  for (const std::string text : {"=", "==", "= =", "@", "-", "--", "-%", "-/-", "+", "-5", "+3.2", "+1,200.5",
                                 "-1.234,50", "-1\u00A0234", "-12 %", "+\uFF11", "-\u20AC5", "\uFF0D"})
    CHECK(field(text.c_str())[0][0] == text);
}

TEST_CASE("tables on one stream are parted by an empty line") {
  Document document = document_of(table_of(1, 2, {"a", "b"}));
  document.tables.push_back(table_of(1, 1, {""}));
  Block place;
  place.kind = BlockKind::table;
  place.table = 1;
  document.blocks.push_back(place);
  CHECK(serialized(document, "csv") == "a,b\r\n\r\n\"\"\r\n");
}

TEST_CASE("HTML holds only elements of the allow-list, nested well, with every span") {
  static const std::set<std::string> kAllowed = {
      "!DOCTYPE", "html", "head", "meta", "title", "body",    "h1",    "h2",    "h3", "h4", "h5", "h6", "p",
      "aside",    "ul",   "ol",   "li",   "table", "caption", "thead", "tbody", "tr", "th", "td", "br"};
  std::mt19937 random(5);
  for (int round = 0; round < kRounds; ++round) {
    const Document document = random_document(random);
    const auto elements = html_elements(serialized(document, "html"));
    for (const std::string& name : elements) {
      CAPTURE(name);
      REQUIRE(kAllowed.count(name) == 1);
    }
    std::size_t cells = 0;
    std::size_t rows = 0;
    for (const Table& table : document.tables) {
      cells += table.grid.cells().size();
      rows += static_cast<std::size_t>(table.grid.rows());
    }
    REQUIRE(elements.count("td") + elements.count("th") == cells);
    REQUIRE(elements.count("tr") == rows);
    REQUIRE(elements.count("table") == document.tables.size());
  }
}

TEST_CASE("each row of a pipe table has as many columns as its header") {
  std::mt19937 random(6);
  int pipe_tables = 0;
  for (int round = 0; round < kRounds; ++round) {
    Table table = random_table(random);
    table.caption.reset();
    if (table.grid.rows() == 1 && table.grid.cols() == 1) continue;  // a frame, which is written as text
    const std::string text = serialized(document_of(table), "md");
    if (text.starts_with("<table>")) {
      html_elements(text);
      continue;
    }
    ++pipe_tables;
    const auto lines = lines_of(text);
    CAPTURE(text);
    REQUIRE(lines.size() == static_cast<std::size_t>(table.grid.rows() + (table.header_rows == 1 ? 1 : 2)));
    for (const std::string& line : lines) REQUIRE(pipe_columns(line) == static_cast<std::size_t>(table.grid.cols()));
  }
  CHECK(pipe_tables > 100);
}

TEST_CASE("Markdown says text as text") {
  struct Case {
    std::string name, text, want;
  };
  const std::vector<Case> cases = {
      {"emphasis", "a *b* _c_ snake_case", "a \\*b\\* \\_c\\_ snake_case\n"},
      {"heading sign", "# not a heading", "\\# not a heading\n"},
      {"item", "1. not an item", "1\\. not an item\n"},
      {"number", "1.5 stays", "1.5 stays\n"},
      {"bullet", "- x", "\\- x\n"},
      {"tag", "<b>", "\\<b\\>\n"},
      {"entity", "a &amp; b & c", "a \\&amp; b & c\n"},
      {"link", "[a](b)", "\\[a\\](b)\n"},
      {"code", "    indented", "indented\n"},
      {"underline", "Title\n===", "Title\\\n\\===\n"},
      {"line break", "a\n\nb", "a\\\nb\n"},
      {"range", "5~10, 6~11", "5\\~10, 6\\~11\n"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    Document document;
    document.blocks.push_back({});
    document.blocks.back().text = c.text;
    CHECK(serialized(document, "md") == c.want);
  }
}

TEST_CASE("text tables align by East Asian width and add nothing") {
  std::string out;
  append_aligned(out, table_of(2, 3, {"机关", "a", "x", "b", "机关法人", "y\nz"}));
  CHECK(out == "机关  a         x\nb     机关法人  y z\n");
}

TEST_CASE("a row of prose is written cell by cell, so that no sentence is torn") {
  std::string out;
  const std::string sentence = "A sentence that is long enough to be prose and not a label.";
  append_aligned(out, table_of(2, 2, {"a", "b", sentence + "\n" + sentence, "first\nsecond"}));
  CHECK(out == "a  b\n" + sentence + "\n" + sentence + "\nfirst\nsecond\n");
}

TEST_CASE("a long cell does not widen the column of the others without bound") {
  std::string out;
  append_aligned(out, table_of(2, 2, {std::string(5000, 'x'), "a", "b", "c"}));
  const auto lines = lines_of(out);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] == std::string(5000, 'x') + "  a");
  CHECK(lines[1].size() < 60);
}

TEST_CASE("plain numbers are those that a spreadsheet shows as printed") {
  struct Case {
    std::string text;
    bool number;
    double value;
    std::string format;
  };
  const std::vector<Case> cases = {
      {"12", true, 12, "0"},
      {"-1,234.50", true, -1234.5, "#,##0.00"},
      {"12.5%", true, 0.125, "0.0%"},
      {"\xE2\x88\x92"
       "3",
       true, -3, "0"},
      {"0", true, 0, "0"},
      {"0.05", true, 0.05, "0.00"},
      {" 7 ", true, 7, "0"},
      {"007", false, 0, ""},
      {"1,23", false, 0, ""},
      {"1234,567", false, 0, ""},
      {"1.2.3", false, 0, ""},
      {"1.", false, 0, ""},
      {"", false, 0, ""},
      {"-", false, 0, ""},
      {"%", false, 0, ""},
      {"2020-01", false, 0, ""},
      {"1234567890123456", false, 0, ""},
      {"=1", false, 0, ""},
  };
  for (const Case& c : cases) {
    CAPTURE(c.text);
    const auto number = read_plain_number(c.text);
    REQUIRE(number.has_value() == c.number);
    if (!number) continue;
    CHECK(number->value == doctest::Approx(c.value));
    CHECK(number_format(*number) == c.format);
  }
}

TEST_CASE("an output limit is an error, not a shortened file") {
  std::mt19937 random(7);
  Limits limits;
  limits.output_bytes = 10;
  for (const std::string to : {"json", "csv", "txt", "xlsx"}) {
    CAPTURE(to);
    Context context{limits};
    StringOutput out;
    const auto serializer = find_serializer(to)->make({}, context, out);
    SourceInfo source;
    serializer->begin(source);
    serializer->table(table_of(2, 1, {"more than ten bytes", "of text"}));
    const auto done = serializer->finish({source, context.diagnostics, 0, 0});
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().code == ErrorCode::limit_expansion);
  }
}
