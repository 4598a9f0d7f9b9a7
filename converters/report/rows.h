// What the readable outputs list: checks with failed ones first, and where on the paper a value stands.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "converters/report/report.h"
#include "converters/report/write/writers.h"

namespace gridlift::report {

/// A check of one of several reports.
struct CheckRow {
  const Reported* reported = nullptr;
  const CheckResult* check = nullptr;
  bool failed() const { return check->status == CheckResult::Status::failed; }
};

/// All checks: failed ones first, errors before warnings, then skipped ones, then those that hold; otherwise in order.
std::vector<CheckRow> sorted_checks(std::span<const Reported> reports);

/// "page 2, table 2, row 4, column 10", counted from 1; the page is left out where the format has none.
std::string place_of(const Record& record);

/// The place of the first of a check's keys that is printed: the value that is checked. "" when none is.
std::string place_of(const CheckRow& row);

/// The page of a record's first source; 0 where the format has none.
int page_of(const Record& record);

/// Header texts from the outside in: "Children / Pupils".
std::string joined_path(const std::vector<std::string>& path);

/// "8", "12.5": at most six digits behind the point.
std::string number_text(double value);

}  // namespace gridlift::report
