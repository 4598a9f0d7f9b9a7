// The channel between coordinator and worker: whole messages with file descriptors over a local socket pair.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace gridlift::bulk {

/// Owns a file descriptor; -1 none.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }
  int release();
  void reset();

 private:
  int fd_ = -1;
};

/// A file in memory; without a descriptor when the kernel has none left.
Descriptor memory_file(const char* name);

/// All of a file, from its begin, wherever it stands.
std::string content_of(int fd);

/// A message and the descriptors that came with it.
struct Message {
  std::string text;
  std::vector<Descriptor> descriptors;
};

constexpr std::size_t kLongestMessage = 64 * 1024;
constexpr std::size_t kMostDescriptors = 16;

/// Sends one message; false when the other end is gone or the message is too long.
bool send_message(int socket, std::string_view text, const std::vector<int>& descriptors = {});

/// Receives one message; nullopt at the end of the stream, on an error, or when nothing is there and the socket does
/// not block. A message that is longer than kLongestMessage is refused like an end: a worker is not trusted.
std::optional<Message> receive_message(int socket);

}  // namespace gridlift::bulk
