// Keyed values: what stands in the slots that alignment found, read as the form asks.
#pragma once

#include <cstddef>
#include <map>
#include <tuple>

#include "converters/report/align/align.h"
#include "converters/report/form/profile.h"
#include "converters/report/report.h"

namespace gridlift::report {

/// Adds a value to a report for each aligned key, in the order in which they are given.
class KeyedValues {
 public:
  KeyedValues(const Document& document, Report& report);

  void bind(const TableSpec& spec, const AlignedKey& aligned);

 private:
  void bind_loose(const TableSpec& spec, const AlignedKey& aligned, KeyedValue& keyed);
  std::size_t record_at(const AlignedKey& aligned);

  const Document& document_;
  Report& report_;
  std::map<std::tuple<std::size_t, int, int>, std::size_t> index_;  ///< table, row, column -> index in Report::records
};

/// The values that a profile computes from others.
void derive_values(const Profile& profile, Report& report);

}  // namespace gridlift::report
