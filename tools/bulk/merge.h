// Merge: the journals of shards as one, and the outputs of other folders into this one.
#pragma once

#include <string>
#include <vector>

#include "core/result.h"
#include "tools/bulk/tally.h"

namespace gridlift::bulk {

/// All journals of `folders` as one: of two lines for an input the better one, or the later. Fails when a run holds one
/// of them, or when they are of different options or versions.
Result<Recorded> read_folders(const std::vector<std::string>& folders);

/// Joins the journals of shards in `into`, and those of `others` with copies of their outputs, into OUT/journal.jsonl
/// and OUT/summary.json. Can be done again after a kill, and again when a shard has gone on.
Result<Tally> merge(const std::string& into, const std::vector<std::string>& others);

}  // namespace gridlift::bulk
