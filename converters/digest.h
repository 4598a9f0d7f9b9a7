// SHA-256 of bytes as they pass.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace gridlift {

/// Takes bytes piece by piece.
class Digest {
 public:
  Digest();
  ~Digest();
  Digest(Digest&&) noexcept;
  Digest& operator=(Digest&&) noexcept;
  void add(std::string_view bytes);
  /// 64 hex digits. Call once.
  std::string hex();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string digest_of(std::string_view bytes);

}  // namespace gridlift
