#include "converters/writer.h"

namespace gridlift {

void Writer::flush() {
  if (state_.has_value() && !text_.empty()) {
    if (context_.budget.spend(Budget::Resource::output_bytes, text_.size())) {
      state_ = out_.write(text_);
    } else {
      state_ = fail(ErrorCode::limit_expansion, "the output is larger than the limit (output-bytes)");
    }
  }
  text_.clear();
}

Result<void> Writer::close() {
  flush();
  return state_;
}

bool Writer::begin_table(std::size_t index) {
  flush();
  if (!state_.has_value()) return false;
  auto begun = out_.begin_table(index);
  if (!begun) {
    state_ = tl::unexpected(begun.error());
    return false;
  }
  return *begun;
}

}  // namespace gridlift
