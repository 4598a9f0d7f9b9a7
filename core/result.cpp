#include "core/result.h"

namespace gridlift {

std::string_view name(ErrorCode code) {
  switch (code) {
    case ErrorCode::unsupported_format:
      return "UNSUPPORTED_FORMAT";
    case ErrorCode::legacy_office:
      return "LEGACY_OFFICE";
    case ErrorCode::encrypted:
      return "ENCRYPTED";
    case ErrorCode::bad_password:
      return "BAD_PASSWORD";
    case ErrorCode::damaged:
      return "DAMAGED";
    case ErrorCode::empty:
      return "EMPTY";
    case ErrorCode::limit_input_size:
      return "LIMIT_INPUT_SIZE";
    case ErrorCode::limit_expansion:
      return "LIMIT_EXPANSION";
    case ErrorCode::limit_depth:
      return "LIMIT_DEPTH";
    case ErrorCode::limit_items:
      return "LIMIT_ITEMS";
    case ErrorCode::limit_time:
      return "LIMIT_TIME";
    case ErrorCode::limit_memory:
      return "LIMIT_MEMORY";
    case ErrorCode::crash:
      return "CRASH";
    case ErrorCode::io_read:
      return "IO_READ";
    case ErrorCode::io_write:
      return "IO_WRITE";
    case ErrorCode::no_space:
      return "NO_SPACE";
    case ErrorCode::permission:
      return "PERMISSION";
    case ErrorCode::not_regular_file:
      return "NOT_REGULAR_FILE";
    case ErrorCode::changed_during_read:
      return "CHANGED_DURING_READ";
    case ErrorCode::cancelled:
      return "CANCELLED";
    case ErrorCode::bad_argument:
      return "BAD_ARGUMENT";
    case ErrorCode::internal:
      return "INTERNAL";
  }
  return "INTERNAL";
}

}  // namespace gridlift
