// Tasks: the documents of a run, how far each has come, and in which order they are done.
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "tools/bulk/inputs.h"
#include "tools/bulk/journal.h"
#include "tools/bulk/pool.h"

namespace gridlift::bulk {

/// What two deaths of a worker left of a document: the pages before the one that ends it, and how it ended.
struct Rest {
  std::uint64_t pages = 0;
  Death death;
};

/// A document or archive.
struct Task {
  Input input;
  int attempts = 0;
  std::vector<std::size_t> same;      ///< tasks with the same bytes, which get copies of the outputs
  std::optional<std::size_t> parent;  ///< the archive that holds it
  std::optional<Rest> rest;           ///< set when only the first pages can be had
};

/// Opens an input on disk for reading and nothing else: no FIFO is waited for, no terminal taken. Its size and time are
/// brought up to date.
Result<Descriptor> open_input(Input& input);

/// Groups equal files: only the first of each group stays in `order`, with the others in Task::same. Files of one size
/// are hashed, the rest is not read. `by_name`: outputs say the name of their input, so that only files of one name can
/// share them.
void group_duplicates(std::vector<Task>& tasks, std::vector<std::size_t>& order, bool by_name);

/// Biggest first: a big one that comes last would leave the other workers idle.
void sort_biggest_first(const std::vector<Task>& tasks, std::vector<std::size_t>& order);

}  // namespace gridlift::bulk
