// Report writers: a report as JSON, or many as CSV.
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

/// Long form, RFC 4180: document, key, value, unit, text, page, table, row, column, row path, column path; one line a
/// record. Keys of the profile that the document does not print come with an empty value.
std::string to_csv(std::span<const Reported> reports);

/// Wide form: one line a document, one column a key.
std::string to_wide_csv(std::span<const Reported> reports);

/// Checks of many reports, failed ones first: document, check, status, severity, keys, expected, actual, message.
std::string to_checks_csv(std::span<const Reported> reports);

}  // namespace gridlift::report
