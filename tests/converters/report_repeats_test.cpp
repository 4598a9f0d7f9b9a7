// Forms with free lists: any number of rows between known ones, any number of years as columns.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "converters/report/form/draft.h"
#include "converters/report/report.h"

using namespace gridlift;
using namespace gridlift::report;

namespace {

/// Ferries of a harbour: a list of lines in two groups, each with its sum, and a total.
constexpr std::string_view kFerries = R"({
  "gridlift_profile": 1, "id": "ferries", "anchors": ["Crossings", "Passengers", "Sum of ferries"],
  "tables": [{"kind": "ferries", "key": "ferries",
    "columns": [{"label": "Crossings", "key": "crossings"}, {"label": "Passengers", "key": "passengers"}],
    "rows": [{"label": "Inner harbour", "key": "inner", "rows": [{"repeat": "label"}, {"label": "Sum of ferries", "key": "sum"}]},
             {"label": "Outer islands", "key": "outer", "rows": [{"key": "line", "repeat": "index"}, {"label": "Sum of ferries", "key": "sum"}]},
             {"label": "All", "key": "all"}]}],
  "checks": [{"id": "inner", "table": "ferries", "actual": "ferries.inner.sum.{column}", "expected": "ferries.inner.*.{column}", "except": "ferries.inner.sum.*"},
             {"id": "outer", "table": "ferries", "actual": "ferries.outer.sum.{column}", "expected": "ferries.outer.line.*.{column}"},
             {"id": "busy", "severity": "warning", "table": "ferries", "actual": "ferries.{row}.passengers", "expected": "ferries.{row}.crossings", "compare": ">="}]
})";

Cell cell(int row, int col, int row_span, int col_span, std::string text, bool header) {
  Cell made;
  made.row = row;
  made.col = col;
  made.row_span = row_span;
  made.col_span = col_span;
  made.text = std::move(text);
  made.header = header;
  return made;
}

Document document_of(int rows, int cols, int header_rows, int header_cols, std::vector<Cell> cells) {
  Table table;
  table.grid = *CellGrid::make(rows, cols, std::move(cells));
  table.header_rows = header_rows;
  table.header_cols = header_cols;
  table.method = Method::docx;
  Document document;
  document.tables.push_back(std::move(table));
  Block block;
  block.kind = BlockKind::table;
  document.blocks.push_back(block);
  return document;
}

using Line = std::pair<std::string, std::vector<std::string>>;

Document ferries(const std::vector<Line>& inner, const std::vector<Line>& outer, const Line& all) {
  std::vector<Cell> cells = {cell(0, 0, 1, 2, "Ferry", true), cell(0, 2, 1, 1, "Crossings", true),
                             cell(0, 3, 1, 1, "Passengers", true)};
  int row = 1;
  const auto add = [&](const std::string& group, const std::vector<Line>& lines) {
    cells.push_back(cell(row, 0, static_cast<int>(lines.size()), 1, group, true));
    for (const auto& [label, values] : lines) {
      cells.push_back(cell(row, 1, 1, 1, label, true));
      for (int c = 0; c < 2; ++c) cells.push_back(cell(row, c + 2, 1, 1, values[static_cast<std::size_t>(c)], false));
      ++row;
    }
  };
  add("Inner harbour", inner);
  add("Outer islands", outer);
  cells.push_back(cell(row, 0, 1, 2, all.first, true));
  for (int c = 0; c < 2; ++c) cells.push_back(cell(row, c + 2, 1, 1, all.second[static_cast<std::size_t>(c)], false));
  return document_of(row + 1, 4, 1, 2, std::move(cells));
}

std::optional<double> number(const Report& report, std::string_view key) {
  const KeyedValue* value = report.value(key);
  return value == nullptr ? std::nullopt : value->number;
}

std::vector<CheckResult> checks(const Report& report, std::string_view id, CheckResult::Status status) {
  std::vector<CheckResult> out;
  for (const CheckResult& check : report.checks) {
    if (check.id == id && check.status == status) out.push_back(check);
  }
  return out;
}

Profile parsed(std::string_view json) {
  auto profile = parse_profile(json, "form");
  REQUIRE_MESSAGE(profile.has_value(), (profile ? "" : profile.error().where + " " + profile.error().message));
  return *profile;
}

std::string fault(std::string_view json) {
  const auto profile = parse_profile(json, "form");
  return profile ? "" : profile.error().where + ": " + profile.error().message;
}

}  // namespace

TEST_CASE("rows between known ones get keys made of their labels, or counted") {
  const Profile profile = parsed(kFerries);
  const Document document =
      ferries({{"Town quay", {"12", "340"}}, {"Mill", {"3", "41"}}, {"Sum of ferries", {"15", "381"}}},
              {{"Gull", {"7", "5"}}, {"Mill", {"1", "9"}}, {"Sum of ferries", {"8", "15"}}}, {"All", {"23", "396"}});
  const Report report = make_report(document, {&profile});
  REQUIRE(report.profile == "ferries");
  CHECK(number(report, "ferries.inner.town_quay.crossings") == 12);
  CHECK(number(report, "ferries.inner.mill.passengers") == 41);
  CHECK(number(report, "ferries.outer.line.1.crossings") == 7);
  CHECK(number(report, "ferries.outer.line.2.passengers") == 9);
  CHECK(number(report, "ferries.all.passengers") == 396);
  CHECK(report.values.size() == 14);
  CHECK(checks(report, "inner", CheckResult::Status::ok).size() == 2);
  CHECK(checks(report, "outer", CheckResult::Status::ok).size() == 1);
  CHECK(checks(report, "outer", CheckResult::Status::failed).size() == 1);
  const auto busy = checks(report, "busy", CheckResult::Status::failed);
  REQUIRE(busy.size() == 1);
  CHECK(busy[0].keys.front() == "ferries.outer.line.1.passengers");
  CHECK(report.notes.empty());
}

TEST_CASE("a list without rows is said, and one of the same name twice has two keys") {
  const Profile profile = parsed(kFerries);
  const Document document = ferries({{"Sum of ferries", {"0", "0"}}},
                                    {{"Gull", {"7", "5"}}, {"Sum of ferries", {"7", "5"}}}, {"All", {"7", "5"}});
  const Report report = make_report(document, {&profile});
  CHECK(report.value("ferries.inner.*.crossings") == nullptr);
  const bool said = std::any_of(report.notes.begin(), report.notes.end(), [](const Note& note) {
    return note.code == "row.missing" && note.keys == std::vector<std::string>{"ferries.inner.*"};
  });
  CHECK(said);
  const Report twice =
      make_report(ferries({{"Mill", {"1", "2"}}, {"Mill", {"3", "4"}}, {"Sum of ferries", {"4", "6"}}},
                          {{"Gull", {"7", "5"}}, {"Sum of ferries", {"7", "5"}}}, {"All", {"11", "11"}}),
                  {&profile});
  CHECK(number(twice, "ferries.inner.mill.crossings") == 1);
  CHECK(number(twice, "ferries.inner.mill_2.crossings") == 3);
}

TEST_CASE("lists of any length are read whole") {
  const Profile profile = parsed(kFerries);
  std::mt19937 random(7);
  for (int run = 0; run < 40; ++run) {
    const auto lines = [&](double& sum) {
      std::vector<Line> out;
      const int count = 1 + static_cast<int>(random() % 30);
      for (int i = 0; i < count; ++i) {
        const int value = static_cast<int>(random() % 1000);
        sum += value;
        out.push_back({"Line " + std::string(1, static_cast<char>('A' + i % 26)) + std::to_string(random() % 100000),
                       {std::to_string(value), "1000"}});
      }
      out.push_back({"Sum of ferries", {std::to_string(static_cast<int>(sum)), std::to_string(1000 * count)}});
      return out;
    };
    double inner = 0;
    double outer = 0;
    const auto first = lines(inner);
    const auto second = lines(outer);
    const Report report = make_report(ferries(first, second, {"All", {"1", "1"}}), {&profile});
    CHECK(report.values.size() == 2 * (first.size() + second.size() + 1));
    CHECK(checks(report, "inner", CheckResult::Status::ok).size() == 2);
    CHECK(checks(report, "outer", CheckResult::Status::ok).size() == 2);
    CHECK(number(report, "ferries.outer.sum.crossings") == outer);
  }
}

TEST_CASE("columns repeat by year, each with what stands below it") {
  const Profile profile = parsed(R"({
    "gridlift_profile": 1, "id": "years", "anchors": ["Roads", "Bridges", "Planned"],
    "tables": [{"kind": "works", "key": "works", "type": "signed",
      "columns": [{"key": "year", "repeat": "label", "columns": [{"label": "Planned", "key": "planned"}, {"label": "Built", "key": "built"}]},
                  {"label": "Change", "key": "change"}],
      "rows": [{"label": "Roads", "key": "roads"}, {"label": "Bridges", "key": "bridges"}]}],
    "checks": [{"id": "built", "table": "works", "actual": "works.{row}.year.*.planned", "expected": "works.{row}.year.*.built"}]})");
  std::vector<Cell> cells = {cell(0, 0, 2, 1, "Work", true), cell(0, 1, 1, 2, "2021", true),
                             cell(0, 3, 1, 2, "2022", true), cell(0, 5, 1, 2, "2023", true),
                             cell(0, 7, 2, 1, "Change", true)};
  for (int c = 0; c < 6; ++c) cells.push_back(cell(1, c + 1, 1, 1, c % 2 == 0 ? "Planned" : "Built", true));
  for (int r = 0; r < 2; ++r) {
    cells.push_back(cell(r + 2, 0, 1, 1, r == 0 ? "Roads" : "Bridges", true));
    for (int c = 0; c < 7; ++c) cells.push_back(cell(r + 2, c + 1, 1, 1, std::to_string(10 * (r + 1) + c), false));
  }
  const Report report = make_report(document_of(4, 8, 2, 1, std::move(cells)), {&profile});
  CHECK(report.values.size() == 14);
  CHECK(number(report, "works.roads.year.2021.planned") == 10);
  CHECK(number(report, "works.roads.year.2023.built") == 15);
  CHECK(number(report, "works.bridges.year.2022.planned") == 22);
  CHECK(number(report, "works.bridges.change") == 26);
  CHECK(checks(report, "built", CheckResult::Status::failed).size() == 2);
}

TEST_CASE("faults in what repeats are named") {
  const auto form = [](std::string_view rows) {
    return R"({"gridlift_profile": 1, "id": "x", "anchors": ["A"], "tables": [{"kind": "t", "key": "t",
      "columns": [{"label": "C", "key": "c"}], "rows": [)" +
           std::string(rows) + "]}]}";
  };
  CHECK(fault(form(R"({"repeat": "label"})")).empty());
  CHECK(fault(form(R"({"repeat": "name"})")) == "form: tables[0].rows[0].repeat: must be label or index");
  CHECK(fault(form(R"({"repeat": "label", "rows": [{"repeat": "index"}]})")) ==
        "form: tables[0].rows[0].rows[0].repeat: what repeats cannot hold something that repeats as well");
  CHECK(fault(form(R"({"repeat": "label", "key": "a"}, {"repeat": "label", "key": "b"})")) ==
        "form: tables[0].rows: 'a.*' and 'b.*' repeat one behind the other: both need a label");
  CHECK(fault(form(R"({"key": "a.*", "label": "L"})")) == "form: tables[0].rows[0].key: must not hold '*', '{' or '}'");
  CHECK(
      fault(
          form(
              R"({"repeat": "label", "key": "a", "label": "Ship *"}, {"repeat": "label", "key": "b", "label": "Boat *"})"))
          .empty());
}

TEST_CASE("a draft says what repeats, and reads its own document whole") {
  std::vector<Cell> cells = {cell(0, 0, 1, 1, "No.", true), cell(0, 1, 1, 1, "Harbour basin", true),
                             cell(0, 2, 1, 1, "2022", true), cell(0, 3, 1, 1, "2023", true),
                             cell(0, 4, 1, 1, "Total", true)};
  const std::vector<std::string> names = {"North basin", "Old basin", "Timber basin"};
  for (int r = 0; r < 3; ++r) {
    cells.push_back(cell(r + 1, 0, 1, 1, std::to_string(r + 1), true));
    cells.push_back(cell(r + 1, 1, 1, 1, names[static_cast<std::size_t>(r)], true));
    for (int c = 0; c < 3; ++c) cells.push_back(cell(r + 1, c + 2, 1, 1, std::to_string(c < 2 ? 10 : 20), false));
  }
  cells.push_back(cell(4, 0, 1, 2, "All basins of the harbour", true));
  for (int c = 0; c < 3; ++c) cells.push_back(cell(4, c + 2, 1, 1, std::to_string(c < 2 ? 30 : 60), false));
  const Document document = document_of(5, 5, 1, 2, std::move(cells));
  const std::string drafted = draft_profile(document);
  const Profile profile = parsed(drafted);
  CHECK(drafted.find("North basin") == std::string::npos);
  CHECK(drafted.find("2022") == std::string::npos);
  const Report report = make_report(document, {&profile});
  std::string notes;
  for (const Note& note : report.notes) notes += note.code + ": " + note.message + "\n";
  CHECK(notes == "");
  CHECK(report.values.size() == 12);
  CHECK(number(report, "table.item.old_basin.year.2023") == 10);
  CHECK(number(report, "table.all_basins_of_the_harbour.total") == 60);
  CHECK(checks(report, "table.row_total", CheckResult::Status::ok).size() == 4);
}
