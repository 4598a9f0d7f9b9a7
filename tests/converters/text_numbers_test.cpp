#include "converters/report/form/text_numbers.h"

#include <doctest/doctest.h>

#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "converters/report/report.h"

using namespace gridlift::report;

TEST_CASE("a number is read from the text by what stands around it") {
  const std::vector<std::string> received = {"收到*申请{number}件", "received * requests, {number} in all"};
  CHECK(number_in_text(received, "2020年，本局收到政府信息公开申请 12 件，已办结。") == 12);
  CHECK(number_in_text(received, "收到依申请公开申请十二件。\n共答复3件。") == 12);
  CHECK(number_in_text(received, "We received written requests, 1,204 in all. 7 were refused.") == 1204);
  CHECK(number_in_text(received, "We received 3 requests, 1,204 in all.") == std::nullopt);  // another number between
  CHECK(number_in_text(received, "收到申请。2件。") == std::nullopt);                        // another sentence
  CHECK(number_in_text(received, "收到申请2件。网上收到申请3件。") == std::nullopt);         // two that differ
  CHECK(number_in_text(received, "收到申请2件。如上，收到申请２件。") == 2);                 // the same twice
  CHECK(number_in_text(received, "") == std::nullopt);
  CHECK(number_in_text({"a{number}"}, "a" + std::string(41, 'x') + "5") == std::nullopt);
}

TEST_CASE("patterns for text are looked at before they are used") {
  CHECK(fault_of_text_pattern("received {number}").empty());
  CHECK(fault_of_text_pattern("received") == "must hold {number}");
  CHECK(fault_of_text_pattern("from {number} to {number}") == "must hold {number} once");
  CHECK(fault_of_text_pattern("* {number}") == "needs some text before {number}");
  CHECK(fault_of_text_pattern("a*b*c*d*e*f*g*{number}") == "at most six '*' in a pattern");
}

TEST_CASE("hostile texts and patterns end soon") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "aaaaaaaaab1";
  CHECK(number_in_text({"a*a*a*a*a*a*c{number}", "a*a{number}*b*b*b*b*c"}, text) == std::nullopt);
  std::mt19937 random(3);
  for (int run = 0; run < 300; ++run) {
    std::string noise;
    std::string pattern;
    for (int i = 0; i < 60; ++i) noise += "ab1.,* 二"[random() % 9];
    for (int i = 0; i < 8; ++i) pattern += "ab*{"[random() % 4];
    number_in_text({pattern + "a{number}" + pattern}, noise);
  }
}

namespace {

std::string form_with(const std::string& pattern) {
  return R"({
    "gridlift_profile": 1, "id": "wells", "anchors": ["Wells drilled", "Wells closed"],
    "sections": [{"kind": "summary", "headings": ["Summary"]}],
    "tables": [{"kind": "wells", "key": "wells", "columns": [{"label": "Number", "key": "n"}],
      "rows": [{"label": "Wells drilled", "key": "drilled"}, {"label": "Wells closed", "key": "closed"}]}],
    "checks": [{"id": "said", "severity": "info", "actual": "wells.drilled.n",
                "expected_text": {"section": "summary", "patterns": [")" +
         pattern + R"("]}}]})";
}

gridlift::Document wells(const std::string& text) {
  gridlift::Document document;
  std::vector<gridlift::Cell> cells;
  const char* texts[] = {"Work", "Number", "Wells drilled", "7", "Wells closed", "2"};
  for (int i = 0; i < 6; ++i) {
    gridlift::Cell cell;
    cell.row = i / 2;
    cell.col = i % 2;
    cell.text = texts[i];
    cells.push_back(cell);
  }
  gridlift::Table table;
  table.grid = *gridlift::CellGrid::make(3, 2, std::move(cells));
  table.header_rows = table.header_cols = 1;
  document.tables.push_back(std::move(table));
  document.blocks.resize(3);
  document.blocks[0].kind = gridlift::BlockKind::heading;
  document.blocks[0].text = "1. Summary";
  document.blocks[1].text = text;
  document.blocks[2].kind = gridlift::BlockKind::table;
  return document;
}

}  // namespace

TEST_CASE("a check compares a key with what the text of its section says") {
  const auto fault = parse_profile(form_with("{number} wells were"), "wells");
  REQUIRE(!fault);
  CHECK(fault.error().where == "wells: checks[0].expected_text.patterns[0]");
  CHECK(fault.error().message == "needs some text before {number}");
  const auto form = parse_profile(form_with("drilled {number} wells"), "wells");
  REQUIRE(form.has_value());
  const std::pair<std::string, CheckResult::Status> cases[] = {
      {"The council drilled 7 wells.", CheckResult::Status::ok},
      {"The council drilled 8 wells.", CheckResult::Status::failed},
      {"The council drilled wells.", CheckResult::Status::skipped},
      {"It drilled 7 wells. Others drilled 8 wells.", CheckResult::Status::skipped}};
  for (const auto& [text, status] : cases) {
    const Report report = make_report(wells(text), {&*form});
    REQUIRE(report.checks.size() == 1);
    CHECK(report.checks[0].status == status);
    CHECK(report.checks[0].severity == "info");
  }
}
