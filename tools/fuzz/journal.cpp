// The journal: any line, and what is read of it written again.
#include "tools/bulk/journal.h"

#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_journal(Bytes bytes) {
  Draw draw(bytes);
  const auto entry = bulk::entry_from_line(draw.rest());
  if (!entry) return;
  const std::string line = bulk::to_line(*entry);
  expect(line.ends_with('\n') && line.find('\n') == line.size() - 1, "an entry is not one line");
  const auto again = bulk::entry_from_line(line);
  expect(again.has_value(), "what was written cannot be read");
  expect(again->input == entry->input && again->outputs.size() == entry->outputs.size(), "a name has changed");
  expect(bulk::to_line(*again) == line, "reading and writing change an entry");
}

}  // namespace gridlift::fuzz
