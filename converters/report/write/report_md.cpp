// Reports as Markdown, for people to read.
#include <algorithm>

#include "converters/json_text.h"
#include "converters/markdown_text.h"
#include "converters/report/rows.h"
#include "converters/report/write/writers.h"

namespace gridlift::report {

namespace {

/// A pipe table that is being written.
class Pipes {
 public:
  Pipes(std::string& out, std::initializer_list<std::string_view> head) : out_(out) {
    row(head);
    out_ += '|';
    for (std::size_t i = 0; i < head.size(); ++i) out_ += " --- |";
    out_ += '\n';
  }
  void row(std::initializer_list<std::string_view> cells) {
    out_ += '|';
    for (const std::string_view cell : cells) {
      out_ += ' ';
      markdown::append_text(out_, cell, markdown::Within::pipe_table, "<br>");
      out_ += " |";
    }
    out_ += '\n';
  }

 private:
  std::string& out_;
};

std::string text_of(const std::optional<double>& number) {
  return number ? number_text(*number) : std::string();
}

void append_heading(std::string& out, int level, std::string_view text) {
  if (!out.empty()) out += '\n';
  out.append(static_cast<std::size_t>(level), '#');
  out += ' ';
  markdown::append_text(out, text, markdown::Within::heading, " ");
  out += "\n\n";
}

void append_failed(std::string& out, const std::vector<CheckRow>& rows) {
  const auto failed = static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const CheckRow& row) { return row.failed(); }));
  append_heading(out, 1, "Failed checks: " + std::to_string(failed));
  if (failed == 0) {
    out += rows.empty() ? "No checks were made.\n" : "All checks that could be made hold.\n";
    return;
  }
  Pipes table(out, {"Document", "Check", "Printed", "Expected", "Where", "Meaning", "Values"});
  for (const CheckRow& row : std::span(rows).first(failed)) {
    std::string keys;
    for (const std::string& key : row.check->keys) keys += (keys.empty() ? "" : ", ") + key;
    table.row({row.reported->document->source.name, row.check->id, text_of(row.check->actual),
               text_of(row.check->expected), place_of(row), row.check->message, keys});
  }
}

void append_values(std::string& out, const Report& report) {
  append_heading(out, 2, "Values");
  Pipes table(out, {"Key", "Value", "Unit", "Printed", "Where"});
  for (const KeyedValue& value : report.values) {
    const Record* record = value.record ? &report.records[*value.record] : nullptr;
    table.row({value.key, text_of(value.number), value.unit, record == nullptr ? "" : record->value.text,
               record == nullptr ? "not there" : place_of(*record)});
  }
}

std::string value_text(const TypedValue& value) {
  switch (value.kind) {
    case ValueKind::number:
      return number_text(value.number);
    case ValueKind::range:
      return number_text(value.number) + " to " + number_text(value.upper);
    case ValueKind::date:
      return value.date;
    case ValueKind::truth:
      return value.truth ? "yes" : "no";
    case ValueKind::absent:
    case ValueKind::text:
      return "";
  }
  return "";
}

void append_records(std::string& out, const Report& report) {
  append_heading(out, 2, "Other records");
  Pipes table(out, {"Row", "Column", "Value", "Unit", "Printed", "Where"});
  for (const Record& record : report.records) {
    if (!record.key.empty()) continue;
    table.row({joined_path(record.row_path), joined_path(record.column_path), value_text(record.value), record.unit,
               record.value.text, place_of(record)});
  }
}

void append_notes(std::string& out, const Report& report) {
  append_heading(out, 2, "Notes");
  Pipes table(out, {"Severity", "Code", "Values", "Message"});
  for (const Note& note : report.notes) {
    std::string keys;
    for (const std::string& key : note.keys) keys += (keys.empty() ? "" : ", ") + key;
    table.row({json::severity_name(note.severity), note.code, keys, note.message});
  }
}

std::string summary_of(const Report& report) {
  std::size_t counts[3] = {0, 0, 0};
  for (const CheckResult& check : report.checks) ++counts[static_cast<std::size_t>(check.status)];
  return std::to_string(counts[1]) + " checks failed, " + std::to_string(counts[0]) + " hold, " +
         std::to_string(counts[2]) + " could not be made";
}

void append_report(std::string& out, const Reported& reported) {
  const Report& report = *reported.report;
  append_heading(out, 1, reported.document->source.name);
  const auto line = [&](std::string_view what, std::string_view text) {
    if (text.empty()) return;
    out += "- ";
    out += what;
    out += ": ";
    markdown::append_text(out, text, markdown::Within::paragraph, " ");
    out += '\n';
  };
  line("Title", report.title);
  line("Organisation", report.organization);
  line("Year", report.year ? std::to_string(*report.year) : "");
  line("Form", report.profile.empty() ? "none that is known" : report.profile);
  line("Checks", report.checks.empty() ? "" : summary_of(report));
  if (!report.values.empty()) append_values(out, report);
  const bool unkeyed = std::any_of(report.records.begin(), report.records.end(),
                                   [](const Record& record) { return record.key.empty(); });
  if (unkeyed) append_records(out, report);
  if (!report.notes.empty()) append_notes(out, report);
}

}  // namespace

std::string to_markdown(std::span<const Reported> reports) {
  std::string out;
  const std::vector<CheckRow> rows = sorted_checks(reports);
  append_failed(out, rows);
  for (const Reported& reported : reports) append_report(out, reported);
  return out;
}

}  // namespace gridlift::report
