// Confidence: how sure recovery is of a table, from named signals that a reader of the result can follow.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gridlift::recover {

/// One thing that speaks for (1) or against (0) a table.
struct Signal {
  std::string_view name;  ///< as it stands in the reasons: "edge-coverage"
  double value = 1;       ///< 0..1
  double weight = 1;      ///< how much it tells, relative to the others
};

struct Confidence {
  double value = 0;                  ///< 0..1
  std::vector<std::string> reasons;  ///< "edge-coverage 0.98", strongest doubt first
};

/// The weighted geometric mean of the signals: one strong doubt is enough to make the whole doubtful.
Confidence judge(std::span<const Signal> signals);

}  // namespace gridlift::recover
