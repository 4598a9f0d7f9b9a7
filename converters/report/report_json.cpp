// Report JSON: one object for each document.
#include "converters/json_text.h"
#include "converters/report/writers.h"

namespace gridlift::report {

namespace {

void append_number_or_null(std::string& out, const std::optional<double>& number) {
  if (number) {
    json::append_number(out, *number, 6);
  } else {
    out += "null";
  }
}

void append_strings(std::string& out, const std::vector<std::string>& texts) {
  out += '[';
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (i > 0) out += ',';
    json::append_string(out, texts[i]);
  }
  out += ']';
}

void append_member(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  json::append_string(out, text);
}

void append_text_or_null(std::string& out, std::string_view name, std::string_view text) {
  out += ",\"";
  out += name;
  out += "\":";
  if (text.empty()) {
    out += "null";
  } else {
    json::append_string(out, text);
  }
}

/// `items` separated by commas, one a line.
template <class Items, class Append>
void append_list(std::string& out, std::string_view name, const Items& items, Append&& append) {
  out += ",\n\"";
  out += name;
  out += "\":[";
  bool first = true;
  for (const auto& item : items) {
    out += first ? "\n" : ",\n";
    first = false;
    append(item);
  }
  out += ']';
}

void append_section(std::string& out, const Section& section) {
  out += "{\"number\":";
  json::append_string(out, section.number);
  append_member(out, "heading", section.heading);
  append_text_or_null(out, "kind", section.kind);
  out += ",\"level\":";
  json::append_integer(out, section.level);
  append_member(out, "text", section.text);
  out += '}';
}

void append_bound_table(std::string& out, const BoundTable& bound, const Reported& reported) {
  out += "{\"table\":";
  json::append_integer(out, static_cast<std::int64_t>(bound.table));
  append_text_or_null(out, "kind", bound.kind);
  append_text_or_null(out, "section", bound.section ? reported.report->sections[*bound.section].number : std::string());
  out += ',';
  json::append_grid_members(out, reported.document->tables[bound.table]);
  out += '}';
}

/// The value as JSON: a number, true or false, a date or text as a string, a range as two numbers, or null.
void append_value(std::string& out, const TypedValue& value) {
  switch (value.kind) {
    case ValueKind::absent:
      out += "null";
      return;
    case ValueKind::number:
      json::append_number(out, value.number, 6);
      return;
    case ValueKind::truth:
      out += value.truth ? "true" : "false";
      return;
    case ValueKind::date:
      json::append_string(out, value.date);
      return;
    case ValueKind::text:
      json::append_string(out, value.text);
      return;
    case ValueKind::range:
      out += '[';
      json::append_number(out, value.number, 6);
      out += ',';
      json::append_number(out, value.upper, 6);
      out += ']';
      return;
  }
}

void append_record(std::string& out, const Record& record) {
  out += "{\"table\":";
  json::append_integer(out, static_cast<std::int64_t>(record.table));
  out += ",\"row\":";
  append_strings(out, record.row_path);
  out += ",\"column\":";
  append_strings(out, record.column_path);
  out += ",\"slot\":[";
  json::append_integer(out, record.row);
  out += ',';
  json::append_integer(out, record.col);
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
  json::append_sources(out, record.sources);
  out += '}';
}

void append_check(std::string& out, const CheckResult& check) {
  out += "{\"id\":";
  json::append_string(out, check.id);
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

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::info:
      return "info";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

void append_diagnostic(std::string& out, std::string_view code, Severity severity, const std::vector<std::string>& keys,
                       std::string_view message, std::string_view where) {
  out += "{\"code\":";
  json::append_string(out, code);
  append_member(out, "severity", severity_name(severity));
  out += ",\"keys\":";
  append_strings(out, keys);
  append_member(out, "message", message);
  if (!where.empty()) append_member(out, "where", where);
  out += '}';
}

void append_values(std::string& out, const Report& report) {
  out += ",\n\"values\":{";
  std::string units;
  bool first = true;
  for (const KeyedValue& value : report.values) {
    out += first ? "\n" : ",\n";
    first = false;
    json::append_string(out, value.key);
    out += ':';
    append_number_or_null(out, value.number);
    if (value.unit.empty()) continue;
    units += units.empty() ? "\n" : ",\n";
    json::append_string(units, value.key);
    units += ':';
    json::append_string(units, value.unit);
  }
  out += "},\n\"units\":{" + units + "}";
}

}  // namespace

std::string to_json(const Reported& reported) {
  const Report& report = *reported.report;
  const Document& document = *reported.document;
  std::string out = "{\"gridlift\":\"1\",\"source\":";
  json::append_source_info(out, document.source);
  append_text_or_null(out, "profile", report.profile);
  out += ",\"profile_score\":";
  json::append_number(out, report.profile_score, 2);
  append_text_or_null(out, "title", report.title);
  append_text_or_null(out, "organization", report.organization);
  out += ",\"year\":";
  out += report.year ? std::to_string(*report.year) : "null";
  append_text_or_null(out, "date", report.date);
  append_list(out, "sections", report.sections, [&](const Section& section) { append_section(out, section); });
  append_list(out, "tables", report.tables, [&](const BoundTable& bound) { append_bound_table(out, bound, reported); });
  append_values(out, report);
  append_list(out, "records", report.records, [&](const Record& record) { append_record(out, record); });
  append_list(out, "checks", report.checks, [&](const CheckResult& check) { append_check(out, check); });
  out += ",\n\"diagnostics\":[";
  bool first = true;
  const auto separate = [&] {
    out += first ? "\n" : ",\n";
    first = false;
  };
  for (const Diagnostic& diagnostic : document.diagnostics.kept()) {
    separate();
    append_diagnostic(out, diagnostic.code, diagnostic.severity, {}, diagnostic.message, diagnostic.where);
  }
  for (const Note& note : report.notes) {
    separate();
    append_diagnostic(out, note.code, note.severity, note.keys, note.message, "");
  }
  out += "]}\n";
  return out;
}

}  // namespace gridlift::report
