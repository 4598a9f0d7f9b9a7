// Monotone alignment: pairs two sequences in order so that the sum of their scores is greatest.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace gridlift::report {

/// For each of `left` items the index of its partner among `right`, or nullopt. `score(l, r)` is 0 for pairs that do
/// not fit. The method is Needleman and Wunsch's (1970) with free gaps: O(left x right) calls of `score`.
template <class Score>
std::vector<std::optional<std::size_t>> align_monotone(std::size_t left, std::size_t right, Score&& score) {
  std::vector<double> best((left + 1) * (right + 1), 0);
  const auto at = [&](std::size_t l, std::size_t r) -> double& { return best[l * (right + 1) + r]; };
  for (std::size_t l = 1; l <= left; ++l) {
    for (std::size_t r = 1; r <= right; ++r) {
      const double pair = score(l - 1, r - 1);
      at(l, r) = std::max({at(l - 1, r), at(l, r - 1), pair > 0 ? at(l - 1, r - 1) + pair : 0.0});
    }
  }
  std::vector<std::optional<std::size_t>> partner(left);
  std::size_t l = left;
  std::size_t r = right;
  while (l > 0 && r > 0) {
    if (at(l, r) == at(l, r - 1)) {
      --r;
    } else if (at(l, r) == at(l - 1, r)) {
      --l;
    } else {
      partner[--l] = --r;
    }
  }
  return partner;
}

}  // namespace gridlift::report
