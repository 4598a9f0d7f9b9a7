// What the report model mends: grids that a page break, a narrow cell or a second boundary left unlike the form.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "converters/report/report.h"

using namespace gridlift;
using namespace gridlift::report;

namespace {

/// Loans of a library by district: three columns of counts, rows with labels, a total below.
constexpr std::string_view kForm = R"({
  "gridlift_profile": 1, "id": "loans", "anchors": ["Books lent", "Films lent", "Maps lent", "Harbour district"],
  "sections": [{"kind": "loans", "headings": ["Loans of the year"]}],
  "tables": [{"kind": "loans", "key": "loans",
    "columns": [{"label": "Books lent", "key": "books"}, {"label": "Films lent", "key": "films"}, {"label": "Maps lent", "key": "maps"}],
    "rows": [{"label": "Harbour district", "key": "harbour"}, {"label": "Hill district with its three villages", "key": "hill"}, {"label": "All districts", "key": "all"}]}]
})";

/// A table of cells "row,col,row_span,col_span" and text.
struct Slot {
  int row, col, row_span, col_span;
  std::string text;
};

Table table_of(int rows, int cols, int header_rows, const std::vector<Slot>& slots) {
  std::vector<Cell> cells;
  for (const Slot& slot : slots) {
    Cell cell;
    cell.row = slot.row;
    cell.col = slot.col;
    cell.row_span = slot.row_span;
    cell.col_span = slot.col_span;
    cell.text = slot.text;
    cell.header = slot.row < header_rows || slot.col == 0;
    cells.push_back(std::move(cell));
  }
  Table table;
  table.grid = *CellGrid::make(rows, cols, std::move(cells));
  table.header_rows = header_rows;
  table.header_cols = header_rows > 0 ? 1 : 0;
  return table;
}

std::vector<Slot> header() {
  return {{0, 0, 1, 1, "District"}, {0, 1, 1, 1, "Books lent"}, {0, 2, 1, 1, "Films lent"}, {0, 3, 1, 1, "Maps lent"}};
}

void add_row(std::vector<Slot>& slots, int row, const std::vector<std::string>& texts) {
  for (std::size_t c = 0; c < texts.size(); ++c) slots.push_back({row, static_cast<int>(c), 1, 1, texts[c]});
}

Report report_on(std::vector<Table> tables, std::vector<Block> blocks = {}) {
  Document document;
  document.tables = std::move(tables);
  document.blocks = std::move(blocks);
  static const Profile profile = *parse_profile(kForm, "loans");
  return make_report(document, {&profile});
}

std::optional<double> number(const Report& report, const std::string& key) {
  const KeyedValue* value = report.value("loans." + key);
  REQUIRE(value != nullptr);
  return value->number;
}

bool noted(const Report& report, const std::string& code) {
  return std::any_of(report.notes.begin(), report.notes.end(), [&](const Note& note) { return note.code == code; });
}

}  // namespace

TEST_CASE("values stand in order where a boundary is drawn at two places") {
  // Headers reach over columns 1, 2+3, 4 and values over 1+2, 3, 4.
  const std::vector<Slot> slots = {{0, 0, 1, 1, "District"},
                                   {0, 1, 1, 1, "Books lent"},
                                   {0, 2, 1, 2, "Films lent"},
                                   {0, 4, 1, 1, "Maps lent"},
                                   {1, 0, 1, 1, "Harbour district"},
                                   {1, 1, 1, 2, "7"},
                                   {1, 3, 1, 1, "8"},
                                   {1, 4, 1, 1, "9"}};
  const Report report = report_on({table_of(2, 5, 1, slots)});
  CHECK(number(report, "harbour.books") == 7);
  CHECK(number(report, "harbour.films") == 8);
  CHECK(number(report, "harbour.maps") == 9);
}

TEST_CASE("a column without a name takes the value of the one before it") {
  std::vector<Slot> slots = {{0, 0, 1, 1, "District"},
                             {0, 1, 1, 1, "Books lent"},
                             {0, 2, 1, 1, "Films lent"},
                             {0, 3, 1, 1, ""},
                             {0, 4, 1, 1, "Maps lent"}};
  add_row(slots, 1, {"Harbour district", "1", "", "2", "3"});
  add_row(slots, 2, {"Hill district with its three villages", "4", "5", "", "6"});
  const Report report = report_on({table_of(3, 5, 1, slots)});
  CHECK(number(report, "harbour.films") == 2);
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(number(report, "hill.films") == 5);
  // A column with a name is one of its own, and what it holds no value of the form.
  slots[3].text = "Songs lent";
  const Report other = report_on({table_of(3, 5, 1, slots)});
  CHECK(number(other, "harbour.films") == std::nullopt);
  CHECK(number(other, "harbour.maps") == 3);
}

TEST_CASE("in a part without a header the values of a row may stand elsewhere") {
  std::vector<Slot> first = {{0, 0, 1, 1, "District"},   {0, 1, 1, 1, ""},           {0, 2, 1, 1, ""},
                             {0, 3, 1, 1, "Books lent"}, {0, 4, 1, 1, "Films lent"}, {0, 5, 1, 1, "Maps lent"}};
  add_row(first, 1, {"Harbour district", "", "", "1", "2", "3"});
  std::vector<Slot> rest;
  add_row(rest, 0, {"Hill district with its three villages", "", "4", "5", "6", ""});
  SUBCASE("all of them say where") {
    add_row(rest, 1, {"All districts", "", "", "7", "8", "9"});
    const Report report = report_on({table_of(2, 6, 1, first), table_of(2, 6, 0, rest)});
    CHECK(number(report, "hill.books") == 4);
    CHECK(number(report, "hill.maps") == 6);
    CHECK(number(report, "all.books") == 7);
  }
  SUBCASE("a few of them leave it open") {
    rest[3].text = "";
    add_row(rest, 1, {"All districts", "", "", "7", "", "9"});
    const Report report = report_on({table_of(2, 6, 1, first), table_of(2, 6, 0, rest)});
    CHECK(number(report, "hill.books") == std::nullopt);
    CHECK(number(report, "hill.films") == std::nullopt);
    CHECK(number(report, "hill.maps") == std::nullopt);
    CHECK(number(report, "all.books") == 7);
    CHECK(number(report, "all.maps") == 9);
  }
}

TEST_CASE("values that may be another row's are left out") {
  const auto paragraph = [](const std::string& text) {
    Block block;
    block.text = text;
    return block;
  };
  const Block columns = paragraph("Books lent   Films lent   Maps lent   Harbour district");
  SUBCASE("the label stands all below them") {
    const Report report = report_on({}, {columns, paragraph("4 5 6\nHill district with its three villages")});
    CHECK(number(report, "hill.books") == std::nullopt);
  }
  SUBCASE("the end of another label stands before it") {
    const Report report =
        report_on({}, {columns, paragraph("of the coast Hill district with its three villages 4 5 6")});
    CHECK(number(report, "hill.books") == std::nullopt);
  }
  SUBCASE("their rest stands below the table") {
    std::vector<Slot> slots = header();
    add_row(slots, 1, {"Harbour district", "4", "5", "6"});
    add_row(slots, 2, {"All districts", "1", "2", "3"});
    Table table = table_of(3, 4, 1, slots);
    table.method = Method::stream;
    Block block;
    block.kind = BlockKind::table;
    block.table = 0;
    const Report report = report_on({table}, {block, paragraph(",631 ,711 ,945")});
    CHECK(number(report, "harbour.books") == 4);
    CHECK(number(report, "all.books") == std::nullopt);
  }
}

TEST_CASE("a number that a narrow cell broke is read whole, and said") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "12,34 5", "1 ，631", "7 units 8"});
  const Report report = report_on({table_of(2, 4, 1, slots)});
  CHECK(number(report, "harbour.books") == 12345);
  CHECK(number(report, "harbour.films") == 1631);
  CHECK(number(report, "harbour.maps") == std::nullopt);
  CHECK(noted(report, "repair.broken_number"));
  CHECK(noted(report, "value.unparsed"));
  CHECK(report.records[*report.value("loans.harbour.books")->record].value.text == "12,34 5");
}

TEST_CASE("the row that a page break cut goes on below") {
  auto slots = header();
  add_row(slots, 1, {"Hill district with its", "1", "40", "2"});
  add_row(slots, 2, {"three villages", "，631", "", "0"});
  add_row(slots, 3, {"All districts", "5", "6", "7"});
  const Report report = report_on({table_of(4, 4, 1, slots)});
  CHECK(number(report, "hill.books") == 1631);
  CHECK(number(report, "hill.films") == 40);
  CHECK(number(report, "hill.maps") == 20);
  CHECK(number(report, "all.books") == 5);
}

TEST_CASE("a row is cut by a page into more than two, blank ones between") {
  auto slots = header();
  add_row(slots, 1, {"Hill district with its", "2", "", "7"});
  add_row(slots, 2, {"", "", "4", ""});
  add_row(slots, 3, {"three villages", ",50", "", ""});
  add_row(slots, 4, {"", "", "1,135", ""});
  add_row(slots, 5, {"", "9", "", ""});
  add_row(slots, 6, {"All districts", "5", "6", "7"});
  const Report report = report_on({table_of(7, 4, 1, slots)});
  CHECK(number(report, "hill.books") == 2509);
  CHECK(number(report, "hill.films") == 41135);
  CHECK(number(report, "hill.maps") == 7);
  CHECK(number(report, "all.books") == 5);
}

TEST_CASE("a cell that reaches over the cut is not read twice") {
  std::vector<Slot> slots = header();
  add_row(slots, 1, {"Hill district with its", "2"});
  slots.push_back({1, 2, 2, 1, "144"});
  slots.push_back({1, 3, 1, 1, "3"});
  add_row(slots, 2, {"three villages", ",502"});
  slots.push_back({2, 3, 1, 1, ""});
  const Report report = report_on({table_of(3, 4, 1, slots)});
  CHECK(number(report, "hill.books") == 2502);
  CHECK(number(report, "hill.films") == 144);
  CHECK(number(report, "hill.maps") == 3);
}

TEST_CASE("the first part of a label that a page cut is where the row begins") {
  auto slots = header();
  add_row(slots, 1, {"Hill", "", "", ""});
  add_row(slots, 2, {"", "1", "2", "3"});
  add_row(slots, 3, {"district with its three villages", ",941", ",226", ",239"});
  const Report report = report_on({table_of(4, 4, 1, slots)});
  CHECK(number(report, "hill.books") == 1941);
  CHECK(number(report, "hill.films") == 2226);
  CHECK(number(report, "hill.maps") == 3239);
}

TEST_CASE("without walls, what may be a part of a number is left out") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "1390", "20", "30"});
  add_row(slots, 2, {"", "4", "", ""});
  add_row(slots, 3, {"All districts", "5", "6", "7"});
  Table table = table_of(4, 4, 1, slots);
  table.method = Method::stream;
  const Report report = report_on({table});
  CHECK(number(report, "harbour.books") == std::nullopt);
  CHECK(number(report, "harbour.films") == std::nullopt);
  CHECK(number(report, "all.books") == std::nullopt);  // the 4 may be its own
  CHECK(noted(report, "value.unsure"));
}

TEST_CASE("without walls, a value that ran into the label leaves none sure") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district 10", "0", "0", ""});
  add_row(slots, 2, {"Hill district with its three villages", "0 54", "47", ""});
  add_row(slots, 3, {"All districts", "5", "6", "7"});
  Table table = table_of(4, 4, 1, slots);
  table.method = Method::stream;
  const Report report = report_on({table});
  CHECK(number(report, "harbour.books") == std::nullopt);
  CHECK(number(report, "harbour.films") == std::nullopt);
  CHECK(number(report, "hill.books") == std::nullopt);
  CHECK(number(report, "hill.films") == std::nullopt);
}

TEST_CASE("a row of its own is not taken for the rest of the row above") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "1", "2", "3"});
  add_row(slots, 2, {"Bus stops", "4", "", "6"});
  const Report report = report_on({table_of(3, 4, 1, slots)});
  CHECK(number(report, "harbour.books") == 1);
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(noted(report, "row.extra"));
}

TEST_CASE("what a page break left of a table belongs to it") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "1", "2", "3"});
  std::vector<Slot> rest;
  add_row(rest, 0, {"Hill district with its three villages", "4", "5", "6"});
  add_row(rest, 1, {"All districts", "5", "7", "9"});
  const Report report = report_on({table_of(2, 4, 1, slots), table_of(2, 4, 0, rest)});
  CHECK(report.tables[1].kind == "loans");
  CHECK(number(report, "hill.films") == 5);
  CHECK(number(report, "all.maps") == 9);
}

TEST_CASE("a count has no decimals: the sign parts thousands") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "4,204", "4.204", "12"});
  const Report report = report_on({table_of(2, 4, 1, slots)});
  CHECK(number(report, "harbour.books") == 4204);
  CHECK(number(report, "harbour.films") == 4204);
}

TEST_CASE("a column with numbers that the form does not have is said") {
  auto slots = header();
  slots.push_back({0, 4, 1, 1, ""});
  add_row(slots, 1, {"Harbour district", "1", "2", "3", "0"});
  const Report report = report_on({table_of(2, 5, 1, slots)});
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(noted(report, "column.extra"));
}

TEST_CASE("a heading that a table swallowed is a section all the same") {
  Table swallowed = table_of(1, 2, 0, {{0, 0, 1, 1, "一、Loans of the year"}, {0, 1, 1, 1, ""}});
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "1", "2", "3"});
  Block first;
  first.kind = BlockKind::table;
  Block second = first;
  second.table = 1;
  const Report report = report_on({std::move(swallowed), table_of(2, 4, 1, slots)}, {first, second});
  REQUIRE(report.sections.size() == 1);
  CHECK(report.sections[0].kind == "loans");
  CHECK(report.tables[1].section == 0);
}

TEST_CASE("the first line of a paragraph may be the title") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "1", "2", "3"});
  Block paragraph;
  paragraph.text = "Loans in Westport 2024\nThis report was made by the library.";
  const Report report = report_on({table_of(2, 4, 1, slots)}, {paragraph});
  CHECK(report.title == "Loans in Westport 2024");
  CHECK(report.year == 2024);
}

TEST_CASE("checks between two years take each key from its year") {
  const auto profile = parse_profile(R"({
    "gridlift_profile": 1, "id": "stock", "anchors": ["Bought", "Sold"],
    "tables": [{"kind": "stock", "key": "stock", "rows": [{"label": "Chairs", "key": "chairs"}],
      "columns": [{"label": "At the start", "key": "start"}, {"label": "Bought", "key": "bought"},
                  {"label": "Sold", "key": "sold"}, {"label": "At the end", "key": "end"}]}],
    "checks": [{"id": "carried", "actual": "stock.chairs.start", "expected": "stock.chairs.end", "previous_year": true},
               {"id": "stock", "actual": ["stock.chairs.end", "stock.chairs.sold"],
                "expected": ["previous:stock.chairs.end", "stock.chairs.bought"]}]})",
                                     "stock");
  REQUIRE_MESSAGE(profile.has_value(), profile.error().where);
  const auto year = [&](const std::vector<std::string>& numbers) {
    std::vector<Slot> slots;
    add_row(slots, 0, {"Item", "At the start", "Bought", "Sold", "At the end"});
    std::vector<std::string> row = {"Chairs"};
    row.insert(row.end(), numbers.begin(), numbers.end());
    add_row(slots, 1, row);
    Document document;
    document.tables.push_back(table_of(2, 5, 1, slots));
    return make_report(document, {&*profile});
  };
  const Report first = year({"10", "5", "3", "12"});
  CHECK(first.checks.empty());
  Report second = year({"12", "4", "1", "15"});
  check_against_previous(second, first, *profile);
  REQUIRE(second.checks.size() == 2);
  for (const CheckResult& check : second.checks) CHECK(check.status == CheckResult::Status::ok);
  Report wrong = year({"11", "4", "1", "14"});
  check_against_previous(wrong, first, *profile);
  for (const CheckResult& check : wrong.checks) CHECK(check.status == CheckResult::Status::failed);
  CHECK(wrong.checks[0].expected == 12);
  Report silent = year({"/", "4", "1", "15"});
  check_against_previous(silent, first, *profile);
  CHECK(silent.checks[0].status == CheckResult::Status::skipped);
}

TEST_CASE("a column that tells its number style is read by it, others by the document's") {
  std::vector<Slot> slots;
  add_row(slots, 0, {"Item", "Price (EUR)", "Pieces"});
  add_row(slots, 1, {"Chair", "12,50", "1.234"});
  add_row(slots, 2, {"Table", "1.234,00", "12.345.678"});
  add_row(slots, 3, {"Lamp", "7.123", "8"});
  const Report german = report_on({table_of(4, 3, 1, slots)});
  const auto value = [](const Report& report, int row, int col) {
    for (const Record& record : report.records) {
      if (record.row == row && record.col == col) return record.value;
    }
    return TypedValue();
  };
  CHECK(value(german, 1, 1).number == 12.5);
  CHECK(value(german, 3, 1).number == 7123);
  CHECK(value(german, 1, 2).number == 1234);
  CHECK_FALSE(noted(german, "value.ambiguous"));
  std::vector<Slot> silent;
  add_row(silent, 0, {"Item", "Pieces"});
  add_row(silent, 1, {"Chair", "1,234"});
  CHECK(noted(report_on({table_of(2, 2, 1, silent)}), "value.ambiguous"));
}

TEST_CASE("the unit of a header, a group of columns or a caption reaches the values") {
  std::vector<Slot> slots = {{0, 0, 2, 1, "Item"}, {0, 1, 1, 2, "金额（单位：万元）"},
                             {1, 1, 1, 1, "2023"}, {1, 2, 1, 1, "比例（%）"},
                             {2, 0, 1, 1, "A"},    {2, 1, 1, 1, "5"},
                             {2, 2, 1, 1, "7"}};
  Table table = table_of(3, 3, 2, slots);
  Report report = report_on({table});
  CHECK(report.records[0].unit == "万元");
  CHECK(report.records[1].unit == "%");
  std::vector<Slot> plain;
  add_row(plain, 0, {"Item", "2023", "2024"});
  add_row(plain, 1, {"A", "5", "7元"});
  Table captioned = table_of(2, 3, 1, plain);
  captioned.caption = "Amounts (EUR million)";
  report = report_on({captioned});
  CHECK(report.records[0].unit == "EUR million");
  CHECK(report.records[1].unit == "元");
}

TEST_CASE("rows that ran together, or apart, are read in order behind their labels") {
  std::vector<Slot> slots = header();
  slots.push_back({0, 4, 1, 1, ""});
  add_row(slots, 1, {"Harbour district", "1", "2", "3", "Hill district with its three villages"});
  add_row(slots, 2, {"4", "5", "6", "All districts", "7"});
  add_row(slots, 3, {"8", "9", "", "", ""});
  const Report report = report_on({table_of(4, 5, 1, slots)});
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(number(report, "hill.books") == 4);
  CHECK(number(report, "hill.maps") == 6);
  CHECK(number(report, "all.books") == 7);
  CHECK(number(report, "all.maps") == 9);
  CHECK(noted(report, "repair.split_row"));
}

TEST_CASE("too few values behind a label are not spread over the columns") {
  std::vector<Slot> slots = header();
  add_row(slots, 1, {"Harbour district", "1", "Hill district with its three villages", "4"});
  const Report report = report_on({table_of(2, 4, 1, slots)});
  CHECK(number(report, "hill.books") == std::nullopt);
  CHECK(number(report, "hill.films") == std::nullopt);
}

TEST_CASE("rows are read from the text where no table was found") {
  const auto paragraph = [](const std::string& text) {
    Block block;
    block.text = text;
    return block;
  };
  const Report report =
      report_on({}, {paragraph("Books lent   Films lent   Maps lent"), paragraph("Harbour district   1,200   /   3"),
                     paragraph("Hill district with\n7 8 9\nits three villages"),
                     paragraph("In 1990 all districts lent 5 books.")});
  CHECK(report.profile == "loans");
  CHECK(number(report, "harbour.books") == 1200);
  CHECK(number(report, "harbour.films") == std::nullopt);
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(number(report, "hill.films") == 8);
  CHECK(number(report, "all.books") == std::nullopt);
  CHECK(noted(report, "repair.row_in_text"));
  CHECK(noted(report, "value.placeholder"));
}

TEST_CASE("values on lines of their own stand below their label") {
  const auto paragraph = [](const std::string& text) {
    Block block;
    block.text = text;
    return block;
  };
  const std::vector<Block> blocks = {paragraph("Books lent\nFilms lent\nMaps lent\nHarbour district\n1,200\n/\n3"),
                                     paragraph("Hill district\nwith its three villages\n7\n8\n9"),
                                     paragraph("All districts\n7\n8"), paragraph("In 1990 all lent books.")};
  const Report report = report_on({}, blocks);
  CHECK(number(report, "harbour.books") == 1200);
  CHECK(number(report, "harbour.films") == std::nullopt);
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(number(report, "hill.books") == 7);
  CHECK(number(report, "hill.maps") == 9);
  // Two values of three: nothing says which of them is not printed.
  CHECK(number(report, "all.books") == std::nullopt);
  CHECK(number(report, "all.films") == std::nullopt);
}

TEST_CASE("a blank line between values is a cell where values stand on lines right below each other") {
  std::vector<Block> blocks;
  int line = 0;
  const auto add = [&](const std::string& text) {
    ++line;
    if (text.empty()) return;
    Place place;
    place.line = line;
    blocks.emplace_back().text = text;
    blocks.back().sources.push_back(place);
  };
  SUBCASE("they do") {
    for (const char* text : {"Books lent", "Films lent", "Maps lent", "(一) Harbour district", "1", "2", "3", "",
                             "Hill district with its three villages", "7", "", "9", "", "All districts", "8", "", ""})
      add(text);
    const Report report = report_on({}, blocks);
    CHECK(number(report, "harbour.books") == 1);
    CHECK(number(report, "harbour.maps") == 3);
    CHECK(number(report, "hill.books") == 7);
    CHECK(number(report, "hill.films") == std::nullopt);
    CHECK(number(report, "hill.maps") == 9);
    CHECK(number(report, "all.books") == std::nullopt);
  }
  SUBCASE("they do not") {
    for (const char* text : {"Books lent", "Films lent", "Maps lent", "", "Harbour district", "", "1", "", "2", "", "3",
                             "", "Hill district with its three villages", "7", "", "9", "", "All districts"})
      add(text);
    const Report report = report_on({}, blocks);
    CHECK(number(report, "harbour.films") == 2);
    CHECK(number(report, "hill.books") == std::nullopt);
    CHECK(number(report, "hill.maps") == std::nullopt);
  }
}

TEST_CASE("a dash on a line of its own is a cell, not a bullet") {
  std::vector<Block> blocks(3);
  blocks[0].text = "Books lent\nFilms lent\nMaps lent\nHarbour district";
  blocks[1].kind = BlockKind::list_item;
  blocks[1].label = "-";
  blocks[1].text = "-\n3";
  blocks[2].text = "All districts\n7\n8\n9";
  const Report report = report_on({}, blocks);
  CHECK(number(report, "harbour.books") == std::nullopt);
  CHECK(number(report, "harbour.maps") == 3);
  CHECK(number(report, "all.books") == 7);
}

TEST_CASE("rows of the form and articles of a law are no sections") {
  const auto paragraph = [](const std::string& text) {
    Block block;
    block.text = text;
    return block;
  };
  const Report report = report_on(
      {}, {paragraph("Books lent, Films lent, Maps lent, Harbour district"), paragraph("一、Loans of the year"),
           paragraph("第二十条第（一）项"), paragraph("二、Harbour district"), paragraph("第二章 Outlook")});
  REQUIRE(report.sections.size() == 2);
  CHECK(report.sections[0].kind == "loans");
  CHECK(report.sections[1].heading == "Outlook");
}

TEST_CASE("two numbers in a cell without walls are not one, and the line says which is which") {
  std::vector<Slot> slots = header();
  slots.push_back({1, 0, 1, 1, "Harbour district"});
  slots.push_back({1, 1, 1, 2, "58 26"});
  slots.push_back({1, 3, 1, 1, "29"});
  Table table = table_of(2, 4, 1, slots);
  table.method = Method::stream;
  Block place;
  place.kind = BlockKind::table;
  const Report report = report_on({std::move(table)}, {place});
  CHECK(number(report, "harbour.books") == 58);
  CHECK(number(report, "harbour.films") == 26);
  CHECK(number(report, "harbour.maps") == 29);
  CHECK_FALSE(noted(report, "repair.broken_number"));
}

TEST_CASE("a line that ends in numbers is no heading") {
  auto slots = header();
  add_row(slots, 1, {"Harbour district", "1", "2", "3"});
  Block row;
  row.kind = BlockKind::heading;
  row.level = 1;
  row.text = "四、Carried over   0   12   3";
  Block heading = row;
  heading.text = "一、Loans of the year";
  const Report report = report_on({table_of(2, 4, 1, slots)}, {heading, row});
  REQUIRE(report.sections.size() == 1);
  CHECK(report.sections[0].kind == "loans");
}

TEST_CASE("a line of text that may hold parts of numbers is not read") {
  const auto paragraph = [](const std::string& text) {
    Block block;
    block.text = text;
    return block;
  };
  const Report report =
      report_on({}, {paragraph("Books lent   Films lent   Maps lent"), paragraph("Harbour district   182   33   20\n9"),
                     paragraph("Hill district with its three villages   5   6   ,7")});
  CHECK(report.profile == "loans");
  CHECK(number(report, "harbour.maps") == std::nullopt);
  CHECK(number(report, "hill.films") == std::nullopt);
}

TEST_CASE("without walls, a value in a column that the header does not name leaves none sure") {
  std::vector<Slot> slots = {{0, 0, 1, 1, "District"},  {0, 1, 1, 1, "Books lent"}, {0, 2, 1, 1, "Films lent"},
                             {0, 3, 1, 1, "Maps lent"}, {0, 4, 1, 1, ""},           {1, 0, 1, 1, "Harbour district"},
                             {1, 1, 1, 1, ""},          {1, 2, 1, 1, "0"},          {1, 3, 1, 1, "321"},
                             {1, 4, 1, 1, "0 560"}};
  Table table = table_of(2, 5, 1, slots);
  table.method = Method::stream;
  const Report report = report_on({table});
  CHECK(number(report, "harbour.films") == std::nullopt);
  CHECK(number(report, "harbour.maps") == std::nullopt);
}

TEST_CASE("a number that ran into a label leaves its line of text unread") {
  Block block;
  block.text = "188,39（一）Harbour district   33   34   5";
  Block names;
  names.text = "Books lent   Films lent   Maps lent";
  const Report report = report_on({}, {names, block});
  CHECK(report.profile == "loans");
  CHECK(number(report, "harbour.maps") == std::nullopt);
}
