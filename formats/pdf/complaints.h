// What a parser complains of: counted, never printed.
#pragma once

#include <cstdint>
#include <utility>

namespace gridlift::pdf {

/// Poppler's error callback is global: each thread counts for the document that it reads, while one of these lives.
class CountComplaints {
 public:
  explicit CountComplaints(std::uint64_t& count) : before_(std::exchange(current_, &count)) {}
  CountComplaints(const CountComplaints&) = delete;
  CountComplaints& operator=(const CountComplaints&) = delete;
  ~CountComplaints() { current_ = before_; }

  static void count() {
    if (current_ != nullptr) ++*current_;
  }

 private:
  static inline thread_local std::uint64_t* current_ = nullptr;
  std::uint64_t* before_;
};

}  // namespace gridlift::pdf
