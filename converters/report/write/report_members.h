// The objects that report JSON and its lines are made of. Shape: docs/schema/report.schema.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "converters/report/report.h"
#include "converters/report/write/writers.h"

namespace gridlift::report::members {

/// The members that name the document and its profile, without braces.
void append_head(std::string& out, const Reported& reported);
/// One object each.
void append_section(std::string& out, const Section& section);
void append_bound_table(std::string& out, const BoundTable& bound, const Reported& reported);
void append_keyed_value(std::string& out, const KeyedValue& value);
void append_record(std::string& out, const Record& record);
void append_check(std::string& out, const CheckResult& check);
void append_diagnostic(std::string& out, std::string_view code, Severity severity, const std::vector<std::string>& keys,
                       std::string_view message, std::string_view where);

void append_number_or_null(std::string& out, const std::optional<double>& number);

}  // namespace gridlift::report::members
