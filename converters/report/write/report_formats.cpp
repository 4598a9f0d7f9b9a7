// The output formats of reports: one row each, for the doors and the command.
#include <algorithm>

#include "converters/report/write/writers.h"

namespace gridlift::report {

namespace {

using Reports = std::span<const Reported>;

template <std::string (*Write)(const Reported&)>
Result<std::string> one_by_one(Reports reports) {
  std::string out;
  for (const Reported& one : reports) out += Write(one);
  return out;
}

template <std::string (*Write)(Reports)>
Result<std::string> together(Reports reports) {
  return Write(reports);
}

constexpr ReportFormat kFormats[] = {
    {"json", "an object for each document", ".json", one_by_one<to_json>},
    {"ndjson", "the same as lines", ".ndjson", one_by_one<to_ndjson>},
    {"csv", "a line for each value", ".csv", together<to_csv>},
    {"wide", "CSV with a line for each document", "", together<to_wide_csv>},
    {"checks", "CSV with a line for each check, failed ones first", "", together<to_checks_csv>},
    {"md", "to read", ".md", together<to_markdown>},
    {"xlsx", "to read", ".xlsx", to_xlsx},
};

}  // namespace

std::span<const ReportFormat> report_formats() {
  return kFormats;
}

const ReportFormat* find_report_format(std::string_view name) {
  const auto row = std::find_if(std::begin(kFormats), std::end(kFormats),
                                [&](const ReportFormat& format) { return format.name == name; });
  return row == std::end(kFormats) ? nullptr : row;
}

}  // namespace gridlift::report
