#include "core/recover/table/confidence.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace gridlift::recover {

Confidence judge(std::span<const Signal> signals) {
  std::vector<Signal> sorted(signals.begin(), signals.end());
  for (Signal& signal : sorted) signal.value = std::clamp(signal.value, 0.01, 1.0);
  std::stable_sort(sorted.begin(), sorted.end(), [](const Signal& a, const Signal& b) {
    return std::log(a.value) * a.weight < std::log(b.value) * b.weight;
  });
  Confidence out;
  double sum = 0;
  double weight = 0;
  for (const Signal& signal : sorted) {
    sum += signal.weight * std::log(signal.value);
    weight += signal.weight;
    out.reasons.push_back(fmt::format("{} {:.2f}", signal.name, signal.value));
  }
  out.value = weight > 0 ? std::exp(sum / weight) : 0;
  return out;
}

}  // namespace gridlift::recover
