#include "tools/bulk/crew.h"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace gridlift::bulk {

namespace {

constexpr std::chrono::milliseconds kLongestWait{500};
constexpr int kMostStartFailures = 20;  // workers that die at their start: the machine is broken

/// `socket` and `process` are what poll() found at a worker's two descriptors.
std::optional<Event::Kind> kind_of(short socket, short process, const InHand& in_hand, Clock::time_point now) {
  if ((socket & POLLIN) != 0) return Event::Kind::said_something;
  if ((socket & POLLHUP) != 0 || (process & POLLIN) != 0) return Event::Kind::ended;
  if (now >= in_hand.deadline) return Event::Kind::took_too_long;
  if (now >= in_hand.stalled) return Event::Kind::went_silent;
  return std::nullopt;
}

}  // namespace

bool Crew::busy() const {
  return std::any_of(workers_.begin(), workers_.end(), [](const Worker& worker) { return worker.in_hand.has_value(); });
}

Result<void> Crew::start(Worker& worker, const RunOptions& run) {
  while (!worker.alive()) {
    auto started = start_worker(run, sandbox_);
    if (started) {
      start_failures_ = 0;
      worker = *std::move(started);
    } else if (++start_failures_ >= kMostStartFailures || started.error().code == ErrorCode::bad_argument) {
      return tl::unexpected(started.error());
    }
  }
  return {};
}

Result<void> Crew::lost_at_start(Worker& worker) {
  bury(worker);
  if (++start_failures_ >= kMostStartFailures) return fail(ErrorCode::internal, "workers do not take documents");
  return {};
}

std::vector<Event> Crew::wait(int wake) {
  std::vector<Worker*> busy;
  std::vector<pollfd> watched = {{wake, POLLIN, 0}};
  auto until = Clock::now() + kLongestWait;
  for (Worker& worker : workers_) {
    if (!worker.in_hand) continue;
    busy.push_back(&worker);
    watched.push_back({worker.socket.get(), POLLIN, 0});
    watched.push_back({worker.process.get(), POLLIN, 0});
    until = std::min({until, worker.in_hand->deadline, worker.in_hand->stalled});
  }
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count() + 1;
  const auto patience = std::clamp<std::int64_t>(left, 0, kLongestWait.count());
  if (::poll(watched.data(), watched.size(), static_cast<int>(patience)) < 0) return {};  // a signal: see `wake`
  std::vector<Event> events;
  const auto now = Clock::now();
  for (std::size_t i = 0; i < busy.size(); ++i) {
    const auto kind = kind_of(watched[1 + 2 * i].revents, watched[2 + 2 * i].revents, *busy[i]->in_hand, now);
    if (kind) events.push_back({busy[i], *kind});
  }
  return events;
}

void Crew::hurry(Clock::duration left) {
  for (Worker& worker : workers_) {
    if (worker.in_hand) worker.in_hand->deadline = std::min(worker.in_hand->deadline, Clock::now() + left);
  }
}

void Crew::put_away() {
  for (Worker& worker : workers_) {
    if (worker.in_hand) {
      bury(worker);
    } else {
      dismiss(worker);
    }
  }
}

}  // namespace gridlift::bulk
