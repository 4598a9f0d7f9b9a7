#include "converters/report/write/report_members.h"

#include "converters/json_text.h"

namespace gridlift::report::members {

using gridlift::json::append_grid_members;
using gridlift::json::append_integer;
using gridlift::json::append_nullable;
using gridlift::json::append_number;
using gridlift::json::append_sources;
using gridlift::json::append_string;
using gridlift::json::append_string_member;
using gridlift::json::append_strings;

namespace {

/// The value as JSON: a number, true or false, a date or text as a string, a range as two numbers, or null.
void append_value(std::string& out, const TypedValue& value) {
  switch (value.kind) {
    case ValueKind::absent:
      out += "null";
      return;
    case ValueKind::number:
      append_number(out, value.number, 6);
      return;
    case ValueKind::truth:
      out += value.truth ? "true" : "false";
      return;
    case ValueKind::date:
      append_string(out, value.date);
      return;
    case ValueKind::text:
      append_string(out, value.text);
      return;
    case ValueKind::range:
      out += '[';
      append_number(out, value.number, 6);
      out += ',';
      append_number(out, value.upper, 6);
      out += ']';
      return;
  }
}

/// With a comma before it.
void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += ',';
  append_string_member(out, name, text);
}

/// The same; null for an empty text.
void append_text_or_null(std::string& out, std::string_view name, const std::string& text) {
  out += ',';
  append_nullable(out, name, text.empty() ? nullptr : &text);
}

}  // namespace

void append_number_or_null(std::string& out, const std::optional<double>& number) {
  if (number) {
    append_number(out, *number, 6);
  } else {
    out += "null";
  }
}

void append_head(std::string& out, const Reported& reported) {
  const Report& report = *reported.report;
  out += "\"gridlift\":\"1\",\"source\":";
  gridlift::json::append_source_info(out, reported.document->source);
  append_text_or_null(out, "profile", report.profile);
  out += ",\"profile_score\":";
  append_number(out, report.profile_score, 2);
  append_text_or_null(out, "title", report.title);
  append_text_or_null(out, "organization", report.organization);
  out += ",\"year\":";
  out += report.year ? std::to_string(*report.year) : "null";
  append_text_or_null(out, "date", report.date);
}

void append_keyed_value(std::string& out, const KeyedValue& value) {
  out += "{\"key\":";
  append_string(out, value.key);
  out += ",\"value\":";
  append_number_or_null(out, value.number);
  append_text_or_null(out, "unit", value.unit);
  out += '}';
}

void append_section(std::string& out, const Section& section) {
  out += "{\"number\":";
  append_string(out, section.number);
  append_member(out, "heading", section.heading);
  append_text_or_null(out, "kind", section.kind);
  out += ",\"level\":";
  append_integer(out, section.level);
  append_member(out, "text", section.text);
  out += '}';
}

void append_bound_table(std::string& out, const BoundTable& bound, const Reported& reported) {
  out += "{\"table\":";
  append_integer(out, static_cast<std::int64_t>(bound.table));
  append_text_or_null(out, "kind", bound.kind);
  append_text_or_null(out, "section", bound.section ? reported.report->sections[*bound.section].number : std::string());
  out += ',';
  append_grid_members(out, reported.document->tables[bound.table]);
  out += '}';
}

void append_record(std::string& out, const Record& record) {
  out += "{\"table\":";
  append_integer(out, static_cast<std::int64_t>(record.table));
  out += ",\"row\":";
  append_strings(out, record.row_path);
  out += ",\"column\":";
  append_strings(out, record.column_path);
  out += ",\"slot\":[";
  append_integer(out, record.row);
  out += ',';
  append_integer(out, record.col);
  out += ']';
  append_member(out, "text", record.value.text);
  append_member(out, "type", name(record.value.kind));
  out += ",\"value\":";
  append_value(out, record.value);
  append_text_or_null(out, "unit", record.unit);
  if (!record.value.reason.empty()) append_member(out, "absent", record.value.reason);
  if (!record.value.note.empty()) append_member(out, "note", record.value.note);
  append_text_or_null(out, "key", record.key);
  out += ",\"sources\":";
  append_sources(out, record.sources);
  out += '}';
}

void append_check(std::string& out, const CheckResult& check) {
  out += "{\"id\":";
  append_string(out, check.id);
  append_member(out, "status", name(check.status));
  append_member(out, "severity", check.severity);
  out += ",\"keys\":";
  append_strings(out, check.keys);
  out += ",\"expected\":";
  append_number_or_null(out, check.expected);
  out += ",\"actual\":";
  append_number_or_null(out, check.actual);
  append_member(out, "message", check.message);
  out += '}';
}

void append_diagnostic(std::string& out, std::string_view code, Severity severity, const std::vector<std::string>& keys,
                       std::string_view message, std::string_view where) {
  out += "{\"code\":";
  append_string(out, code);
  append_member(out, "severity", gridlift::json::severity_name(severity));
  out += ",\"keys\":";
  append_strings(out, keys);
  append_member(out, "message", message);
  if (!where.empty()) append_member(out, "where", where);
  out += '}';
}

}  // namespace gridlift::report::members
