// Report writers: a report as JSON, or many as CSV, Markdown or a workbook.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "converters/report/report.h"
#include "core/document.h"

namespace gridlift::report {

/// A document and what was read from it.
struct Reported {
  const Document* document = nullptr;
  const Report* report = nullptr;
};

/// The contract's report JSON, one object.
std::string to_json(const Reported& reported);

/// The same as lines, each an object with one member: document, section, table, value, record, check, diagnostic, and
/// last end with the counts.
std::string to_ndjson(const Reported& reported);

/// For people: failed checks of all documents first, then each document's values with page and cell, and its notes.
std::string to_markdown(std::span<const Reported> reports);

/// The same as a workbook: sheets of checks (failed ones first, on red ground), documents, values, notes. Values are
/// numbers, all texts are texts and never formulas.
Result<std::string> to_xlsx(std::span<const Reported> reports);

/// Long form, RFC 4180: document, key, value, unit, text, page, table, row, column, row path, column path; one line a
/// record. Keys of the profile that the document does not print come with an empty value.
std::string to_csv(std::span<const Reported> reports);

/// Wide form: one line a document, one column a key.
std::string to_wide_csv(std::span<const Reported> reports);

/// Checks of many reports, failed ones first: document, check, status, severity, expected, actual, place, keys,
/// message.
std::string to_checks_csv(std::span<const Reported> reports);

/// One output format of reports.
struct ReportFormat {
  std::string_view name;         ///< as `report --to` takes it
  std::string_view description;  ///< half a line
  std::string_view extension;    ///< of a file name that asks for it, with its dot; "" none
  Result<std::string> (*write)(std::span<const Reported> reports);
};

/// All of them, the default first.
std::span<const ReportFormat> report_formats();
const ReportFormat* find_report_format(std::string_view name);

}  // namespace gridlift::report
