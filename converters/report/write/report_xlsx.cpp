// Reports as a workbook, for people to read and sort.
#include <initializer_list>

#include "converters/json_text.h"
#include "converters/report/rows.h"
#include "converters/report/write/writers.h"
#include "converters/workbook.h"

namespace gridlift::report {

namespace {

/// A sheet that is being filled from the top, row by row, field by field.
class Sheet {
 public:
  struct Column {
    std::string_view title;
    double width;  ///< characters
  };

  Sheet(Workbook& book, std::string_view name, std::initializer_list<Column> columns) : book_(book) {
    book_.sheet(name);
    CellStyle head;
    head.bold = true;
    for (const Column& column : columns) {
      book_.width(col_, column.width);
      book_.text(0, col_++, column.title, head);
    }
    book_.freeze(1);
  }
  void row(bool alert = false) {
    ++row_;
    col_ = 0;
    style_.alert = alert;
  }
  Sheet& text(std::string_view text) {
    if (!text.empty()) book_.text(row_, col_, text, style_);
    ++col_;
    return *this;
  }
  Sheet& number(const std::optional<double>& number) {
    if (number) book_.number(row_, col_, *number, style_);
    ++col_;
    return *this;
  }
  Sheet& count(std::size_t number) { return this->number(static_cast<double>(number)); }

 private:
  Workbook& book_;
  int row_ = 0;
  int col_ = 0;
  CellStyle style_;
};

std::string joined(const std::vector<std::string>& keys) {
  std::string out;
  for (const std::string& key : keys) out += (out.empty() ? "" : ", ") + key;
  return out;
}

void write_checks(Workbook& book, std::span<const Reported> reports) {
  Sheet sheet(book, "Checks",
              {{"Document", 28},
               {"Check", 24},
               {"Status", 9},
               {"Severity", 9},
               {"Printed", 10},
               {"Expected", 10},
               {"Where", 34},
               {"Meaning", 50},
               {"Values", 60}});
  for (const CheckRow& row : sorted_checks(reports)) {
    const CheckResult& check = *row.check;
    sheet.row(row.failed());
    sheet.text(row.reported->document->source.name).text(check.id).text(name(check.status)).text(check.severity);
    sheet.number(check.actual).number(check.expected).text(place_of(row)).text(check.message).text(joined(check.keys));
  }
}

void write_documents(Workbook& book, std::span<const Reported> reports) {
  Sheet sheet(book, "Documents",
              {{"Document", 28},
               {"Form", 20},
               {"Organisation", 28},
               {"Year", 8},
               {"Date", 12},
               {"Failed checks", 13},
               {"Checks that hold", 15},
               {"Not made", 10},
               {"Title", 50}});
  for (const Reported& reported : reports) {
    const Report& report = *reported.report;
    std::size_t counts[3] = {0, 0, 0};
    for (const CheckResult& check : report.checks) ++counts[static_cast<std::size_t>(check.status)];
    sheet.row(counts[static_cast<std::size_t>(CheckResult::Status::failed)] > 0);
    sheet.text(reported.document->source.name).text(report.profile).text(report.organization);
    sheet.number(report.year ? std::optional<double>(*report.year) : std::nullopt).text(report.date);
    sheet.count(counts[1]).count(counts[0]).count(counts[2]).text(report.title);
  }
}

std::optional<double> page_number(const Record& record) {
  const int page = page_of(record);
  return page > 0 ? std::optional<double>(page) : std::nullopt;
}

void write_record(Sheet& sheet, const Record& record) {
  sheet.text(record.value.text).number(page_number(record)).count(record.table + 1);
  sheet.number(record.row + 1).number(record.col + 1);
  sheet.text(joined_path(record.row_path)).text(joined_path(record.column_path));
}

void write_values(Workbook& book, std::span<const Reported> reports) {
  Sheet sheet(book, "Values",
              {{"Document", 28},
               {"Key", 44},
               {"Value", 12},
               {"Unit", 8},
               {"Printed", 12},
               {"Page", 6},
               {"Table", 6},
               {"Row", 6},
               {"Column", 7},
               {"Row labels", 44},
               {"Column labels", 30}});
  for (const Reported& reported : reports) {
    const std::string& document = reported.document->source.name;
    for (const KeyedValue& value : reported.report->values) {
      sheet.row();
      sheet.text(document).text(value.key).number(value.number).text(value.unit);
      if (value.record) write_record(sheet, reported.report->records[*value.record]);
    }
    for (const Record& record : reported.report->records) {
      if (!record.key.empty()) continue;
      sheet.row();
      sheet.text(document).text("").number(record.value.is_number() ? std::optional(record.value.number)
                                                                    : std::nullopt);
      sheet.text(record.unit);
      write_record(sheet, record);
    }
  }
}

void write_notes(Workbook& book, std::span<const Reported> reports) {
  Sheet sheet(book, "Notes", {{"Document", 28}, {"Severity", 9}, {"Code", 22}, {"Message", 60}, {"Values", 60}});
  for (const Reported& reported : reports) {
    for (const Note& note : reported.report->notes) {
      sheet.row();
      sheet.text(reported.document->source.name)
          .text(json::severity_name(note.severity))
          .text(note.code)
          .text(note.message);
      sheet.text(joined(note.keys));
    }
  }
}

}  // namespace

Result<std::string> to_xlsx(std::span<const Reported> reports) {
  Workbook book;
  write_checks(book, reports);
  write_documents(book, reports);
  write_values(book, reports);
  write_notes(book, reports);
  std::string out;
  auto done = book.close([&](std::string_view piece) -> Result<void> {
    out += piece;
    return {};
  });
  if (!done) return tl::unexpected(done.error());
  return out;
}

}  // namespace gridlift::report
