// Signals of a terminal or of a batch system, read as data: SIGINT, SIGTERM, SIGHUP.
#pragma once

#include <csignal>

#include "tools/bulk/channel.h"

namespace gridlift::bulk {

/// Blocks them while it lives. Single-threaded programs only.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Readable when one has come.
  int fd() const { return fd_.get(); }
  /// The next one, or 0.
  int take();

 private:
  sigset_t before_{};
  Descriptor fd_;
};

}  // namespace gridlift::bulk
