#include "converters/report/report.h"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "converters/report/align/monotone.h"
#include "converters/report/form/draft.h"
#include "converters/report/labels.h"
#include "core/recover/stages.h"

using namespace gridlift;
using namespace gridlift::report;

namespace {

Profile builtin(std::string_view id) {
  for (const BuiltinProfile& profile : builtin_profiles()) {
    if (profile.id != id) continue;
    auto parsed = parse_profile(profile.json, profile.id);
    REQUIRE_MESSAGE(parsed.has_value(), (parsed ? "" : parsed.error().where + " " + parsed.error().message));
    return *parsed;
  }
  FAIL("no such profile");
  return {};
}

Cell cell(int row, int col, int row_span, int col_span, std::string text) {
  Cell made;
  made.row = row;
  made.col = col;
  made.row_span = row_span;
  made.col_span = col_span;
  made.text = std::move(text);
  return made;
}

/// A form of applications of our own: two groups of rows, two levels of columns, a total in both directions.
constexpr std::string_view kForm = R"({
  "gridlift_profile": 1, "id": "clinic", "anchors": ["Visits by insured patients", "Referred to hospital", "Night visits"],
  "report_names": ["Annual Clinic Return"],
  "sections": [{"kind": "visits", "headings": ["Visits in the year"]}, {"kind": "staff", "headings": ["Staff"]}],
  "tables": [{"kind": "visits", "section": "visits", "key": "visits",
    "columns": [{"label": "Adults", "key": "adults"},
                {"label": "Children", "columns": [{"label": "Infants", "key": "small"}, {"label": "Pupils", "key": "school"}]},
                {"label": "Total", "key": "total"}],
    "rows": [{"label": "A. Visits by insured patients", "key": "insured", "rows": [
                {"label": "1. Day visits", "key": "day"}, {"label": "2. Night visits", "key": "night"}]},
             {"label": "B. Referred to hospital", "key": "referred"}, {"label": "Total", "key": "all"}]}],
  "checks": [{"id": "rows", "table": "visits", "actual": "visits.{row}.total",
              "expected": ["visits.{row}.adults", "visits.{row}.small", "visits.{row}.school"]},
             {"id": "sum", "table": "visits", "actual": "visits.all.{column}", "expected": "visits.**.{column}", "except": ["visits.all.*"]}]
})";

/// The form filled with numbers: values[row][column].
Document filled(const std::vector<std::vector<std::string>>& values) {
  std::vector<Cell> cells = {cell(0, 0, 2, 2, "Kind of visit"),
                             cell(0, 2, 2, 1, "Adults"),
                             cell(0, 3, 1, 2, "Children"),
                             cell(1, 3, 1, 1, "Infants"),
                             cell(1, 4, 1, 1, "Pupils"),
                             cell(0, 5, 2, 1, "Total"),
                             cell(2, 0, 2, 1, "A. Visits by insured patients"),
                             cell(2, 1, 1, 1, "1. Day visits"),
                             cell(3, 1, 1, 1, "2. Night visits"),
                             cell(4, 0, 1, 2, "B. Referred to hospital"),
                             cell(5, 0, 1, 2, "Total")};
  for (std::size_t r = 0; r < 4; ++r) {
    for (std::size_t c = 0; c < 4; ++c)
      cells.push_back(cell(static_cast<int>(r) + 2, static_cast<int>(c) + 2, 1, 1, values[r][c]));
  }
  Document document;
  Table table;
  table.grid = *CellGrid::make(6, 6, cells);
  recover::find_headers(table);
  document.tables.push_back(std::move(table));
  Block title;
  title.kind = BlockKind::heading;
  title.level = 1;
  title.text = "Hillside Surgery 2024 Annual Clinic Return";
  Block heading;
  heading.kind = BlockKind::heading;
  heading.level = 2;
  heading.text = "1. Visits in the year";
  Block place;
  place.kind = BlockKind::table;
  document.blocks = {title, heading, place};
  return document;
}

const CheckResult* check_on(const Report& report, const std::string& id, const std::string& key) {
  for (const CheckResult& check : report.checks) {
    if (check.id == id && !check.keys.empty() && check.keys.front() == key) return &check;
  }
  return nullptr;
}

bool has_note(const Report& report, const std::string& code, const std::string& key) {
  for (const Note& note : report.notes) {
    if (note.code == code && (key.empty() || (!note.keys.empty() && note.keys.front() == key))) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("a number beyond all range makes a profile no crash") {
  const auto profile = parse_profile(R"({"gridlift_profile": 1e999})", "odd");
  REQUIRE(!profile);
  CHECK(profile.error().code == ErrorCode::bad_argument);
}

TEST_CASE("the shipped profiles have the keys of their forms") {
  const std::map<std::string, std::size_t> sizes = {
      {"en-clinic-return", 34}, {"cn-disclosure-2019", 198}, {"cn-disclosure-2021", 200}};
  for (const auto& [id, size] : sizes) {
    const std::vector<std::string> keys = builtin(id).keys();
    CHECK(keys.size() == size);
    CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == size);
  }
}

TEST_CASE("a form is read to keys, with sections, title and checks") {
  const auto profile = parse_profile(kForm, "clinic");
  REQUIRE(profile.has_value());
  const Document document =
      filled({{"10", "2", "3", "15"}, {"1", "", "/", "1"}, {"4", "0", "1", "5"}, {"15", "2", "4", "21"}});
  const Report report = make_report(document, {&*profile});
  CHECK(report.profile == "clinic");
  CHECK(report.title == "Hillside Surgery 2024 Annual Clinic Return");
  CHECK(report.organization == "Hillside Surgery");
  CHECK(report.year == 2024);
  REQUIRE(report.sections.size() == 1);
  CHECK(report.sections[0].kind == "visits");
  CHECK(report.sections[0].number == "1");
  CHECK(report.tables[0].section == 0);
  CHECK(has_note(report, "section.missing", ""));
  CHECK(report.value("visits.insured.day.adults")->number == 10);
  CHECK(report.value("visits.insured.night.small")->number == std::nullopt);
  CHECK(report.value("visits.insured.night.school")->number == std::nullopt);
  CHECK(has_note(report, "value.empty", "visits.insured.night.small"));
  CHECK(has_note(report, "value.placeholder", "visits.insured.night.school"));
  CHECK(report.value("visits.referred.total")->number == 5);
  CHECK(report.value("visits.all.total")->number == 21);
  CHECK(check_on(report, "rows", "visits.insured.day.total")->status == CheckResult::Status::ok);
  CHECK(check_on(report, "rows", "visits.insured.night.total")->status == CheckResult::Status::skipped);
  CHECK(check_on(report, "sum", "visits.all.total")->status == CheckResult::Status::ok);
  const Record& record = report.records[*report.value("visits.insured.day.school")->record];
  CHECK(record.row_path == std::vector<std::string>{"A. Visits by insured patients", "1. Day visits"});
  CHECK(record.column_path == std::vector<std::string>{"Children", "Pupils"});
}

TEST_CASE("a printed total that is wrong is reported and kept") {
  const auto profile = parse_profile(kForm, "clinic");
  const Document document =
      filled({{"10", "2", "3", "0"}, {"1", "1", "1", "3"}, {"4", "0", "1", "5"}, {"15", "3", "5", "8"}});
  const Report report = make_report(document, {&*profile});
  CHECK(report.value("visits.insured.day.total")->number == 0);
  const CheckResult* check = check_on(report, "rows", "visits.insured.day.total");
  REQUIRE(check != nullptr);
  CHECK(check->status == CheckResult::Status::failed);
  CHECK(check->expected == 15);
  CHECK(check->actual == 0);
}

TEST_CASE("random fillings come back key by key, with rows missing and extra") {
  const auto profile = parse_profile(kForm, "clinic");
  std::mt19937 random(77);
  for (int round = 0; round < 300; ++round) {
    std::vector<std::vector<std::string>> values(4, std::vector<std::string>(4));
    for (auto& row : values) {
      for (auto& text : row) text = random() % 5 == 0 ? "" : std::to_string(random() % 1000);
    }
    const Report report = make_report(filled(values), {&*profile});
    const std::vector<std::string> rows = {"insured.day", "insured.night", "referred", "all"};
    const std::vector<std::string> columns = {"adults", "small", "school", "total"};
    for (std::size_t r = 0; r < 4; ++r) {
      for (std::size_t c = 0; c < 4; ++c) {
        const KeyedValue* value = report.value("visits." + rows[r] + "." + columns[c]);
        REQUIRE(value != nullptr);
        REQUIRE(value->number.has_value() == !values[r][c].empty());
        if (value->number) REQUIRE(*value->number == std::stod(values[r][c]));
      }
    }
  }
}

TEST_CASE("a document that fits no profile still has its records") {
  const Profile profile = builtin("cn-disclosure-2019");
  const Report report = make_report(
      filled({{"1", "2", "3", "6"}, {"1", "2", "3", "6"}, {"1", "2", "3", "6"}, {"3", "6", "9", "18"}}), {&profile});
  CHECK(report.profile.empty());
  CHECK(report.values.empty());
  CHECK(report.records.size() == 16);
}

namespace {

/// A small sound profile with one more member.
std::string with(const std::string& member) {
  return R"({"gridlift_profile": 1, "id": "x", "anchors": ["a"], "tables": [{"kind": "t", "key": "t",
            "columns": [{"label": "x", "key": "x"}], "rows": [{"label": "a", "key": "a"}]}], )" +
         member + "}";
}

}  // namespace

TEST_CASE("faults of a profile are named by their place") {
  struct Case {
    std::string json;
    std::string where;
  };
  const std::vector<Case> cases = {
      {"[]", "must be an object"},
      {R"({"gridlift_profile": 1, "id": "x", "anchor": []})", "anchor"},
      {R"({"gridlift_profile": 1, "id": "x", "anchors": ["a"], "tables": [{"kind": "t", "columns": [{"label": "a", "kee": "b"}]}]})",
       "tables[0].columns[0].kee"},
      {R"({"gridlift_profile": 1, "id": "x", "anchors": ["a"], "tables": [{"kind": "t", "columns": [{"key": "a"}, {"key": "a"}]}]})",
       "tables"},
      {R"({"gridlift_profile": 2, "id": "x"})", "gridlift_profile"},
      {"{\n  \"gridlift_profile\": 1,\n  \"id\" \"x\"}", "not JSON: line 3, column "},
      {with(R"("checks": [{"id": "c", "actual": "t.a.x", "expected": "t.nothing.*"}])"),
       "checks[0].expected[0] no key fits"},
      {with(R"("checks": [{"id": "c", "actual": "t.{row}.x", "expected": "t.a.x"}])"), "checks[0].actual[0]"},
      {with(R"("checks": [{"id": "c", "table": "u", "actual": "t.a.x", "expected": "t.a.x"}])"), "checks[0].table"},
      {with(R"("derived": [{"key": "d", "from": "t.b.x", "unit": "m"}])"), "derived[0].from"},
      {with(R"("derived": [{"key": "t.a.x", "from": "t.a.x", "unit": "m"}])"), "derived[0].key"},
  };
  for (const Case& c : cases) {
    const std::string json = c.json;
    CAPTURE(json);
    const auto parsed = parse_profile(c.json, "test");
    REQUIRE_FALSE(parsed.has_value());
    CHECK((parsed.error().where + " " + parsed.error().message).find(c.where) != std::string::npos);
  }
}

TEST_CASE("a drafted profile is a profile and reads the document that it was drafted from") {
  const Document document =
      filled({{"10", "2", "3", "15"}, {"1", "1", "1", "3"}, {"4", "0", "1", "5"}, {"15", "3", "5", "23"}});
  const std::string drafted = draft_profile(document);
  const auto profile = parse_profile(drafted, "draft");
  REQUIRE_MESSAGE(profile.has_value(), drafted);
  CHECK(profile->keys().size() == 16);
  CHECK(profile->checks.size() == 1);
  const Report report = make_report(document, {&*profile});
  CHECK(report.profile == profile->id);
  for (const KeyedValue& value : report.values) CHECK(value.number.has_value());
  CHECK(std::all_of(report.checks.begin(), report.checks.end(),
                    [](const CheckResult& check) { return check.status == CheckResult::Status::ok; }));
}

TEST_CASE("labels are compared without numbers, notes and spaces") {
  CHECK(similarity(make_label("（三） 不予公开"), make_label("(三)不予公开")) > 0.95);
  CHECK(similarity(make_label("规章（设区的市、自治州人民政府应提供相关数据）"), make_label("规章")) > 0.95);
  CHECK(similarity(make_label("四、结转下一年度继续办理"), make_label("四、结转下年度继续办理")) > 0.6);
  CHECK(similarity(make_label("行政处罚"), make_label("行政强制")) < 0.6);
  CHECK(make_label("1.属于国家秘密").core == "属于国家秘密");
  CHECK(make_label("A. Visits").core == "visits");
  CHECK(make_label("IV) Staff").core == "staff");
  CHECK(make_label("e.g. this").core == "e.g.this");
  CHECK(make_label("第二十条第（一）项").core == make_label("第二十条第(一)项").core);
}

TEST_CASE("monotone alignment finds the greatest sum, as trying all pairings does") {
  std::mt19937 random(5);
  for (int round = 0; round < 500; ++round) {
    const std::size_t left = 1 + random() % 4;
    const std::size_t right = 1 + random() % 4;
    std::vector<std::vector<int>> scores(left, std::vector<int>(right));
    for (auto& row : scores) {
      for (int& score : row) score = static_cast<int>(random() % 4);
    }
    const auto partner =
        align_monotone(left, right, [&](std::size_t l, std::size_t r) { return static_cast<double>(scores[l][r]); });
    double sum = 0;
    std::size_t next = 0;
    for (std::size_t l = 0; l < left; ++l) {
      if (!partner[l]) continue;
      REQUIRE(*partner[l] >= next);
      next = *partner[l] + 1;
      sum += scores[l][*partner[l]];
    }
    double best = 0;
    const std::size_t choices = right + 1;
    std::size_t all = 1;
    for (std::size_t l = 0; l < left; ++l) all *= choices;
    for (std::size_t code = 0; code < all; ++code) {
      std::size_t rest = code;
      double total = 0;
      std::size_t least = 0;
      bool valid = true;
      for (std::size_t l = 0; l < left; ++l, rest /= choices) {
        const std::size_t r = rest % choices;
        if (r == right) continue;
        valid = valid && r >= least;
        least = r + 1;
        total += scores[l][r];
      }
      if (valid) best = std::max(best, total);
    }
    REQUIRE(sum == best);
  }
}
