// Reads a file as a report: conversion, a second reading of unsure tables, and the report model.
#pragma once

#include <string_view>
#include <vector>

#include "converters/convert.h"
#include "converters/report/report.h"

namespace gridlift::report {

/// Converts into `document`, to which the report refers. Errors are those of the conversion.
Result<Report> read_report(Bytes bytes, std::string_view name, const ConvertOptions& options,
                           const std::vector<const Profile*>& profiles, Document& document);

}  // namespace gridlift::report
