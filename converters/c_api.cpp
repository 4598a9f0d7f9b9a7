#define GRIDLIFT_BUILDING
#include <algorithm>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>

#include "converters/convert.h"
#include "converters/gridlift.h"
#include "converters/input.h"

struct gridlift_result {
  gridlift_status status = GRIDLIFT_OK;
  std::string message;
  std::string bytes;
  gridlift::Summary summary;
};

namespace {

using namespace gridlift;

gridlift_status status_of(ErrorCode code) {
  return static_cast<gridlift_status>(static_cast<int>(code) + 1);
}
static_assert(static_cast<int>(ErrorCode::unsupported_format) + 1 == GRIDLIFT_UNSUPPORTED_FORMAT);
static_assert(static_cast<int>(ErrorCode::io_read) + 1 == GRIDLIFT_IO_READ);
static_assert(static_cast<int>(ErrorCode::internal) + 1 == GRIDLIFT_INTERNAL);

/// Hands bytes to the caller's callback.
class CallbackOutput : public Output {
 public:
  CallbackOutput(gridlift_write_fn function, void* user) : write_(function), user_(user) {}
  Result<void> write(std::string_view bytes) override {
    if (write_(user_, bytes.data(), bytes.size()) == 0) return {};
    return fail(ErrorCode::io_write, "the write callback refused the output");
  }

 private:
  gridlift_write_fn write_;
  void* user_;
};

/// The caller's options with defaults in the members that its header does not have.
gridlift_options complete(const gridlift_options* given) {
  gridlift_options options{};
  gridlift_options_init(&options, sizeof options);
  if (given != nullptr) std::memcpy(&options, given, std::min(given->size, sizeof options));
  return options;
}

std::string text_or_empty(const char* text) {
  return text == nullptr ? std::string() : std::string(text);
}

Result<void> set_limits(const gridlift_options& from, Limits& limits) {
  for (std::size_t i = 0; from.limits != nullptr && i < from.limit_count; ++i) {
    const std::string name = text_or_empty(from.limits[i].name);
    const auto table = limit_table();
    const auto row = std::find_if(table.begin(), table.end(), [&](const LimitInfo& info) { return info.name == name; });
    if (row == table.end()) return fail(ErrorCode::bad_argument, "there is no limit named '" + name + "'");
    if (from.limits[i].value == 0) return fail(ErrorCode::bad_argument, "the limit " + name + " is 0");
    limits.*(row->value) = from.limits[i].value;
  }
  return {};
}

Result<ConvertOptions> translate(const gridlift_options& from) {
  if (from.track_changes < 0 || from.track_changes > 2)
    return fail(ErrorCode::bad_argument, "track_changes is none of 0, 1, 2");
  ConvertOptions options;
  if (from.from != nullptr) options.from = from.from;
  options.hash = from.no_hash == 0;
  options.read.password = text_or_empty(from.password);
  options.read.encoding = text_or_empty(from.encoding);
  options.read.track_changes = static_cast<TrackChanges>(from.track_changes);
  options.read.hidden_text = from.hidden_text != 0;
  options.read.comments = from.comments != 0;
  options.read.latex = from.latex != 0;
  options.read.picture_text = from.picture_text != 0;
  options.read.keep_markup = from.keep_markup != 0;
  options.read.respect_permissions = from.respect_permissions != 0;
  options.recover.stitch = from.no_stitch == 0;
  options.recover.keep_slivers = from.keep_slivers != 0;
  options.recover.min_confidence = from.min_confidence;
  if (from.table >= 0) options.write.table = static_cast<std::size_t>(from.table);
  options.write.spans = from.fill_spans != 0 ? SpanText::filled : SpanText::once;
  options.write.escape_formulas = from.raw_formulas == 0;
  options.write.furniture = from.furniture != 0;
  if (from.cancel != nullptr)
    options.cancelled = [cancel = from.cancel, user = from.user] { return cancel(user) != 0; };
  if (auto limits = set_limits(from, options.limits); !limits) return tl::unexpected(limits.error());
  return options;
}

Result<Summary> run(Bytes bytes, const char* name, const char* to, const gridlift_options& given,
                    gridlift_result& result) {
  const auto options = translate(given);
  if (!options) return tl::unexpected(options.error());
  if (given.write != nullptr) {
    CallbackOutput out(given.write, given.user);
    return convert(bytes, text_or_empty(name), text_or_empty(to), *options, out);
  }
  StringOutput out;
  auto summary = convert(bytes, text_or_empty(name), text_or_empty(to), *options, out);
  if (summary) result.bytes = std::move(out.text);
  return summary;
}

/// The one place where exceptions end: what the libraries below throw becomes a status.
template <class Work>
gridlift_status trap(gridlift_result** out, Work work) {
  if (out == nullptr) return GRIDLIFT_BAD_ARGUMENT;
  *out = new (std::nothrow) gridlift_result;
  if (*out == nullptr) return GRIDLIFT_LIMIT_MEMORY;
  gridlift_result& result = **out;
  try {
    auto summary = work(result);
    if (summary) {
      result.summary = *std::move(summary);
    } else {
      result.status = status_of(summary.error().code);
      result.message = summary.error().message;
      if (!summary.error().where.empty()) result.message += ", " + summary.error().where;
    }
  } catch (const std::bad_alloc&) {
    result.status = GRIDLIFT_LIMIT_MEMORY;  // no message: it would need memory
  } catch (const std::exception&) {
    result.status = GRIDLIFT_INTERNAL;
  } catch (...) {
    result.status = GRIDLIFT_INTERNAL;
  }
  return result.status;
}

constexpr gridlift_api kApi = {
    sizeof(gridlift_api),
    GRIDLIFT_ABI_VERSION,
    gridlift_version,
    gridlift_status_name,
    gridlift_options_init,
    gridlift_convert,
    gridlift_convert_file,
    gridlift_result_status,
    gridlift_result_message,
    gridlift_result_is_partial,
    gridlift_result_bytes,
    gridlift_result_format,
    gridlift_result_pages,
    gridlift_result_tables,
    gridlift_result_input_chars,
    gridlift_result_lost_chars,
    gridlift_result_diagnostic_count,
    gridlift_result_diagnostic,
    gridlift_result_free,
};

}  // namespace

uint32_t gridlift_abi_version(void) {
  return GRIDLIFT_ABI_VERSION;
}

const char* gridlift_version(void) {
  return GRIDLIFT_VERSION;
}

const char* gridlift_status_name(gridlift_status status) {
  if (status == GRIDLIFT_OK) return "OK";
  return name(static_cast<ErrorCode>(static_cast<int>(status) - 1)).data();  // of a literal: ends with a zero
}

void gridlift_options_init(gridlift_options* options, size_t size) {
  if (options == nullptr) return;
  gridlift_options defaults{};
  defaults.size = std::min(size, sizeof defaults);
  defaults.table = -1;
  std::memset(options, 0, size);
  std::memcpy(options, &defaults, defaults.size);
}

gridlift_status gridlift_convert(const void* bytes, size_t size, const char* name, const char* to,
                                 const gridlift_options* options, gridlift_result** result) {
  return trap(result, [&](gridlift_result& out) -> Result<Summary> {
    if (bytes == nullptr && size > 0) return fail(ErrorCode::bad_argument, "no bytes were given");
    return run(Bytes(static_cast<const std::byte*>(bytes), size), name, to, complete(options), out);
  });
}

gridlift_status gridlift_convert_file(const char* path, const char* to, const gridlift_options* options,
                                      gridlift_result** result) {
  return trap(result, [&](gridlift_result& out) -> Result<Summary> {
    if (path == nullptr) return fail(ErrorCode::bad_argument, "no path was given");
    const gridlift_options given = complete(options);
    const auto translated = translate(given);
    if (!translated) return tl::unexpected(translated.error());
    const auto input = Input::open(path, translated->limits.input_bytes);
    if (!input) return tl::unexpected(input.error());
    return run(input->bytes(), base_name(path).c_str(), to, given, out);
  });
}

gridlift_status gridlift_result_status(const gridlift_result* result) {
  return result == nullptr ? GRIDLIFT_BAD_ARGUMENT : result->status;
}

const char* gridlift_result_message(const gridlift_result* result) {
  return result == nullptr ? nullptr : result->message.c_str();
}

int gridlift_result_is_partial(const gridlift_result* result) {
  return result != nullptr && result->summary.partial() ? 1 : 0;
}

const char* gridlift_result_bytes(const gridlift_result* result, size_t* size) {
  if (size != nullptr) *size = result == nullptr ? 0 : result->bytes.size();
  return result == nullptr ? nullptr : result->bytes.c_str();
}

const char* gridlift_result_format(const gridlift_result* result) {
  return result == nullptr ? nullptr : result->summary.source.format.c_str();
}

uint64_t gridlift_result_pages(const gridlift_result* result) {
  return result == nullptr ? 0 : static_cast<uint64_t>(std::max(0, result->summary.source.pages));
}

uint64_t gridlift_result_tables(const gridlift_result* result) {
  return result == nullptr ? 0 : result->summary.tables;
}

uint64_t gridlift_result_input_chars(const gridlift_result* result) {
  return result == nullptr ? 0 : result->summary.input_chars;
}

uint64_t gridlift_result_lost_chars(const gridlift_result* result) {
  return result == nullptr ? 0 : result->summary.lost_chars;
}

size_t gridlift_result_diagnostic_count(const gridlift_result* result) {
  return result == nullptr ? 0 : result->summary.diagnostics.kept().size();
}

int gridlift_result_diagnostic(const gridlift_result* result, size_t index, gridlift_diagnostic* diagnostic) {
  if (diagnostic == nullptr || index >= gridlift_result_diagnostic_count(result)) return 0;
  const Diagnostic& from = result->summary.diagnostics.kept()[index];
  gridlift_diagnostic filled{};
  filled.size = std::min(diagnostic->size, sizeof filled);
  filled.code = from.code.c_str();
  filled.message = from.message.c_str();
  filled.where = from.where.c_str();
  filled.severity = static_cast<int32_t>(from.severity);
  filled.cut = from.cut ? 1 : 0;
  std::memcpy(diagnostic, &filled, filled.size);
  return 1;
}

void gridlift_result_free(gridlift_result* result) {
  delete result;
}

const gridlift_api* gridlift_get_api(uint32_t abi_version) {
  return abi_version == GRIDLIFT_ABI_VERSION ? &kApi : nullptr;
}
