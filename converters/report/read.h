// Reads a file as a report: conversion, a second reading of unsure tables, and the report model.
#pragma once

#include <string_view>
#include <vector>

#include "converters/convert.h"
#include "converters/report/report.h"

namespace gridlift::report {

/// The report of a document that was converted from these bytes with these options; it refers to the document. Tables
/// of a form that are read again take the place of unsure ones in it.
Report report_of(Bytes bytes, std::string_view name, const ConvertOptions& options,
                 const std::vector<const Profile*>& profiles, Document& document);

/// Converts into `document` and reports on it. Errors are those of the conversion.
Result<Report> read_report(Bytes bytes, std::string_view name, const ConvertOptions& options,
                           const std::vector<const Profile*>& profiles, Document& document);

}  // namespace gridlift::report
