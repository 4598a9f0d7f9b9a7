// Errors and results: what every fallible call of gridlift returns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace gridlift {

/// Why a document could not be converted. Stable, part of the C ABI: new values are added at the end only.
enum class ErrorCode : std::uint8_t {
  unsupported_format,  ///< the bytes are of a format that no reader takes; the message names it where it is known
  legacy_office,       ///< OLE2 .doc/.xls/.wps or RTF: convert it first
  encrypted,           ///< a password is needed and none was given
  bad_password,        ///< the password given does not open the document
  damaged,             ///< nothing usable could be read
  empty,               ///< zero bytes
  limit_input_size,    ///< the limits below: see core/limits.h
  limit_expansion,
  limit_depth,
  limit_items,
  limit_time,
  limit_memory,
  crash,  ///< an isolated worker died (bulk)
  io_read,
  io_write,
  no_space,
  permission,
  not_regular_file,  ///< directory, device, FIFO, socket
  changed_during_read,
  cancelled,  ///< the caller's cancel callback said so
  bad_argument,
  internal,  ///< a bug of ours; never expected
};

/// The stable name, e.g. "UNSUPPORTED_FORMAT".
std::string_view name(ErrorCode code);

/// A failure: stable code, one line for people, and the place (part, page, table, row) or "".
struct Error {
  ErrorCode code = ErrorCode::internal;
  std::string message;
  std::string where;
};

template <class T>
using Result = tl::expected<T, Error>;

/// Shorthand for `return fail(ErrorCode::damaged, "...")` in a function that returns a Result.
inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {}) {
  return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

}  // namespace gridlift
