// Report JSON: one object for each document, or the same as lines.
#include "converters/json_text.h"
#include "converters/report/write/report_members.h"
#include "converters/report/write/writers.h"

namespace gridlift::report {

namespace {

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

void append_values(std::string& out, const Report& report) {
  out += ",\n\"values\":{";
  std::string units;
  bool first = true;
  for (const KeyedValue& value : report.values) {
    out += first ? "\n" : ",\n";
    first = false;
    json::append_string(out, value.key);
    out += ':';
    members::append_number_or_null(out, value.number);
    if (value.unit.empty()) continue;
    units += units.empty() ? "\n" : ",\n";
    json::append_string(units, value.key);
    units += ':';
    json::append_string(units, value.unit);
  }
  out += "},\n\"units\":{" + units + "}";
}

/// Calls `visit` with the object of each diagnostic of the document and note of the report.
template <class Visit>
void for_each_diagnostic(const Reported& reported, Visit&& visit) {
  std::string object;
  const auto hand_on = [&](const std::string& code, Severity severity, const std::vector<std::string>& keys,
                           const std::string& message, const std::string& where) {
    object.clear();
    members::append_diagnostic(object, code, severity, keys, message, where);
    visit(object);
  };
  for (const Diagnostic& diagnostic : reported.document->diagnostics.kept())
    hand_on(diagnostic.code, diagnostic.severity, {}, diagnostic.message, diagnostic.where);
  for (const Note& note : reported.report->notes) hand_on(note.code, note.severity, note.keys, note.message, "");
}

}  // namespace

std::string to_json(const Reported& reported) {
  const Report& report = *reported.report;
  std::string out = "{";
  members::append_head(out, reported);
  append_list(out, "sections", report.sections, [&](const Section& section) { members::append_section(out, section); });
  append_list(out, "tables", report.tables,
              [&](const BoundTable& bound) { members::append_bound_table(out, bound, reported); });
  append_values(out, report);
  append_list(out, "records", report.records, [&](const Record& record) { members::append_record(out, record); });
  append_list(out, "checks", report.checks, [&](const CheckResult& check) { members::append_check(out, check); });
  out += ",\n\"diagnostics\":[";
  bool first = true;
  for_each_diagnostic(reported, [&](const std::string& object) {
    out += first ? "\n" : ",\n";
    first = false;
    out += object;
  });
  out += "]}\n";
  return out;
}

std::string to_ndjson(const Reported& reported) {
  const Report& report = *reported.report;
  std::string out = "{\"document\":{";
  members::append_head(out, reported);
  out += "}}\n";
  const auto each = [&](std::string_view name, const auto& items, auto&& append) {
    for (const auto& item : items) {
      out += "{\"";
      out += name;
      out += "\":";
      append(item);
      out += "}\n";
    }
  };
  each("section", report.sections, [&](const Section& section) { members::append_section(out, section); });
  each("table", report.tables, [&](const BoundTable& bound) { members::append_bound_table(out, bound, reported); });
  each("value", report.values, [&](const KeyedValue& value) { members::append_keyed_value(out, value); });
  each("record", report.records, [&](const Record& record) { members::append_record(out, record); });
  each("check", report.checks, [&](const CheckResult& check) { members::append_check(out, check); });
  for_each_diagnostic(reported, [&](const std::string& object) { out += "{\"diagnostic\":" + object + "}\n"; });
  out += "{\"end\":{\"values\":" + std::to_string(report.values.size()) +
         ",\"records\":" + std::to_string(report.records.size()) +
         ",\"checks\":" + std::to_string(report.checks.size()) + "}}\n";
  return out;
}

}  // namespace gridlift::report
