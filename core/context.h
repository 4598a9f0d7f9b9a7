// What one conversion carries through all layers: limits, budget, diagnostics, ledger, trace.
#pragma once

#include "core/diagnostic.h"
#include "core/ledger.h"
#include "core/limits.h"
#include "core/trace.h"

namespace gridlift {

/// Made once per call of a door, passed by reference, never global.
struct Context {
  explicit Context(const Limits& limits_, std::function<bool()> cancelled = {})
      : limits(limits_), budget(limits_, std::move(cancelled)) {}

  const Limits limits;
  Budget budget;
  Diagnostics diagnostics;
  TextLedger ledger;
  Trace* trace = nullptr;  ///< not owned; nullptr: nobody looks
};

}  // namespace gridlift
