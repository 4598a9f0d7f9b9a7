// What a worker that has read a hostile file may send: answers, jobs and options as JSON.
#include "tools/bulk/job.h"
#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

void run_wire(Bytes bytes) {
  Draw draw(bytes);
  const std::string_view text = draw.rest();
  if (const auto outcome = bulk::outcome_from_wire(text)) {
    const auto again = bulk::outcome_from_wire(bulk::to_wire(*outcome));
    expect(again.has_value(), "an outcome cannot be read again");
    expect(bulk::to_wire(*again) == bulk::to_wire(*outcome), "an outcome changes");
  }
  if (const auto job = bulk::job_from_wire(text))
    expect(bulk::job_from_wire(bulk::to_wire(*job)).has_value(), "a job cannot be read again");
  if (const auto options = bulk::options_from_wire(text))
    expect(bulk::options_from_wire(bulk::to_wire(*options)).has_value(), "options cannot be read again");
}

}  // namespace gridlift::fuzz
