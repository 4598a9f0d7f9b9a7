// Side by side: two tables next to each other that a region took for one.
#pragma once

#include <optional>
#include <span>

#include "core/recover/stream/stream_regions.h"

namespace gridlift::recover {

/// The white strip that parts two tables standing side by side in a region: no text and no rule runs across it, both
/// sides have columns, and their lines stand on baselines of their own, or their rules end at it, or both have a
/// caption of their own. The widest such strip; nothing where the region is one table.
std::optional<Span1> find_gutter(const StreamPage& on, const StreamRegion& region);

}  // namespace gridlift::recover
