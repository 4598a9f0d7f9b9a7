#include "core/diagnostic.h"

#include <utility>

namespace gridlift {

void Diagnostics::add(Diagnostic diagnostic) {
  partial_ = partial_ || diagnostic.cut;
  std::size_t& seen = counts_[diagnostic.code];
  ++seen;
  // The first of a code is always kept: a flood of one code must not hide the only notice of another.
  if (seen == 1 || kept_.size() < kKept) kept_.push_back(std::move(diagnostic));
}

void Diagnostics::info(std::string code, std::string message, std::string where) {
  add({std::move(code), Severity::info, std::move(message), std::move(where), false});
}

void Diagnostics::warning(std::string code, std::string message, std::string where) {
  add({std::move(code), Severity::warning, std::move(message), std::move(where), false});
}

void Diagnostics::cut(std::string code, std::string message, std::string where) {
  add({std::move(code), Severity::warning, std::move(message), std::move(where), true});
}

std::size_t Diagnostics::count(std::string_view code) const {
  const auto found = counts_.find(code);
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace gridlift
