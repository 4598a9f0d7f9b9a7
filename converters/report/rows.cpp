#include "converters/report/rows.h"

#include <algorithm>

#include "converters/json_text.h"

namespace gridlift::report {

namespace {

int rank_of(const CheckRow& row) {
  if (row.check->status == CheckResult::Status::skipped) return 2;
  if (row.check->status == CheckResult::Status::ok) return 3;
  return row.check->severity == "error" ? 0 : 1;
}

}  // namespace

std::vector<CheckRow> sorted_checks(std::span<const Reported> reports) {
  std::vector<CheckRow> rows;
  for (const Reported& reported : reports) {
    for (const CheckResult& check : reported.report->checks) rows.push_back({&reported, &check});
  }
  std::stable_sort(rows.begin(), rows.end(),
                   [](const CheckRow& a, const CheckRow& b) { return rank_of(a) < rank_of(b); });
  return rows;
}

int page_of(const Record& record) {
  return record.sources.empty() ? 0 : record.sources.front().page;
}

std::string place_of(const Record& record) {
  const int page = page_of(record);
  return (page > 0 ? "page " + std::to_string(page) + ", " : std::string()) + "table " +
         std::to_string(record.table + 1) + ", row " + std::to_string(record.row + 1) + ", column " +
         std::to_string(record.col + 1);
}

std::string place_of(const CheckRow& row) {
  for (const std::string& key : row.check->keys) {
    const KeyedValue* value = row.reported->report->value(key);
    if (value != nullptr && value->record) return place_of(row.reported->report->records[*value->record]);
  }
  return {};
}

std::string joined_path(const std::vector<std::string>& path) {
  std::string out;
  for (const std::string& part : path) out += (out.empty() ? "" : " / ") + part;
  return out;
}

std::string number_text(double value) {
  std::string text;
  json::append_number(text, value, 6);
  return text;
}

}  // namespace gridlift::report
