// Report CSV: long, wide, and the checks.
#include <algorithm>
#include <map>

#include "converters/csv_text.h"
#include "converters/json_text.h"
#include "converters/report/rows.h"
#include "converters/report/write/writers.h"

namespace gridlift::report {

namespace {

/// One line of CSV that is being written.
class Line {
 public:
  explicit Line(std::string& out) : out_(out) {}
  ~Line() { out_ += "\r\n"; }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  Line& text(std::string_view text) {
    separate();
    append_csv_field(out_, text, ',', true);
    return *this;
  }
  Line& number(const std::optional<double>& number) {
    separate();
    if (number) json::append_number(out_, *number, 6);
    return *this;
  }
  Line& integer(std::int64_t number) {
    separate();
    json::append_integer(out_, number);
    return *this;
  }

 private:
  void separate() {
    if (!first_) out_ += ',';
    first_ = false;
  }
  std::string& out_;
  bool first_ = true;
};

void write_record(std::string& out, const std::string& document, const Record& record) {
  std::optional<double> number;
  if (record.value.is_number()) number = record.value.number;
  Line line(out);
  line.text(document).text(record.key).number(number).text(record.unit).text(record.value.text);
  const int page = page_of(record);
  page > 0 ? line.integer(page) : line.text("");
  line.integer(static_cast<std::int64_t>(record.table) + 1).integer(record.row + 1).integer(record.col + 1);
  line.text(joined_path(record.row_path)).text(joined_path(record.column_path));
}

}  // namespace

std::string to_csv(std::span<const Reported> reports) {
  std::string out = "document,key,value,unit,text,page,table,row,column,row_path,column_path\r\n";
  for (const Reported& reported : reports) {
    const std::string& name = reported.document->source.name;
    for (const Record& record : reported.report->records) write_record(out, name, record);
    for (const KeyedValue& value : reported.report->values) {
      if (!value.record)
        Line(out)
            .text(name)
            .text(value.key)
            .number(value.number)
            .text(value.unit)
            .text("")
            .text("")
            .text("")
            .text("")
            .text("")
            .text("")
            .text("");
    }
  }
  return out;
}

std::string to_wide_csv(std::span<const Reported> reports) {
  std::vector<std::string> keys;
  std::map<std::string, std::size_t> columns;
  for (const Reported& reported : reports) {
    for (const KeyedValue& value : reported.report->values) {
      if (columns.emplace(value.key, keys.size()).second) keys.push_back(value.key);
    }
  }
  std::string out;
  {
    Line head(out);
    head.text("document").text("profile").text("organization").text("year").text("failed_checks");
    for (const std::string& key : keys) head.text(key);
  }
  for (const Reported& reported : reports) {
    const Report& report = *reported.report;
    std::vector<std::optional<double>> row(keys.size());
    for (const KeyedValue& value : report.values) row[columns[value.key]] = value.number;
    Line line(out);
    line.text(reported.document->source.name).text(report.profile).text(report.organization);
    line.text(report.year ? std::to_string(*report.year) : "");
    line.integer(std::count_if(report.checks.begin(), report.checks.end(),
                               [](const CheckResult& check) { return check.status == CheckResult::Status::failed; }));
    for (const auto& number : row) line.number(number);
  }
  return out;
}

std::string to_checks_csv(std::span<const Reported> reports) {
  std::string out = "document,check,status,severity,expected,actual,place,keys,message\r\n";
  for (const CheckRow& row : sorted_checks(reports)) {
    std::string keys;
    for (const std::string& key : row.check->keys) keys += (keys.empty() ? "" : " ") + key;
    Line(out)
        .text(row.reported->document->source.name)
        .text(row.check->id)
        .text(name(row.check->status))
        .text(row.check->severity)
        .number(row.check->expected)
        .number(row.check->actual)
        .text(place_of(row))
        .text(keys)
        .text(row.check->message);
  }
  return out;
}

}  // namespace gridlift::report
