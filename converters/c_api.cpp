#define GRIDLIFT_BUILDING
#include <algorithm>
#include <array>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "converters/c_options.h"
#include "converters/convert.h"
#include "converters/gridlift.h"
#include "converters/input.h"
#include "converters/report/read.h"
#include "converters/report/write/writers.h"

struct gridlift_owned_bytes {
  std::string text;
};

struct gridlift_result {
  /// The bytes of one output format.
  struct Made {
    std::string to;
    std::string bytes;
  };
  gridlift_status status = GRIDLIFT_OK;
  std::string message;
  std::vector<Made> outputs;
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

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin <= list.size();) {
    const std::size_t end = std::min(list.find(',', begin), list.size());
    names.push_back(list.substr(begin, end - begin));
    begin = end + 1;
  }
  return names;
}

/// What a call is given, beside the bytes.
struct Request {
  const char* to;
  const gridlift_options& given;
};

Result<Summary> convert_bytes(Bytes bytes, const std::string& name, const Request& request,
                              const ConvertOptions& options, gridlift_result& result) {
  const std::vector<std::string> formats = split(text_or_empty(request.to));
  if (request.given.write != nullptr) {
    if (formats.size() > 1) return fail(ErrorCode::bad_argument, "one write callback takes one output format");
    CallbackOutput out(request.given.write, request.given.user);
    return convert(bytes, name, formats.front(), options, out);
  }
  std::vector<StringOutput> outputs(formats.size());
  std::vector<Target> targets;
  for (std::size_t i = 0; i < formats.size(); ++i) targets.push_back({formats[i], &outputs[i]});
  auto summary = convert(bytes, name, targets, options);
  for (std::size_t i = 0; summary && i < formats.size(); ++i)
    result.outputs.push_back({formats[i], std::move(outputs[i].text)});
  return summary;
}

Result<Summary> report_bytes(Bytes bytes, const std::string& name, const Request& request,
                             const ConvertOptions& options, gridlift_result& result) {
  const std::string to = text_or_empty(request.to);
  const report::ReportFormat* format = report::find_report_format(to);
  if (format == nullptr) return fail(ErrorCode::bad_argument, "there is no report format named '" + to + "'");
  const auto profiles = profiles_of(request.given);
  if (!profiles) return tl::unexpected(profiles.error());
  std::vector<const report::Profile*> tried;
  for (const report::Profile& profile : *profiles) tried.push_back(&profile);
  Document document;
  const auto made = report::read_report(bytes, name, options, tried, document);
  if (!made) return tl::unexpected(made.error());
  const report::Reported reported{&document, &*made};
  auto text = format->write(std::span(&reported, 1));
  if (!text) return tl::unexpected(text.error());
  if (request.given.write != nullptr) {
    CallbackOutput out(request.given.write, request.given.user);
    if (auto written = out.write(*text); !written) return tl::unexpected(written.error());
  } else {
    result.outputs.push_back({to, *std::move(text)});
  }
  Summary summary;
  summary.source = std::move(document.source);
  summary.diagnostics = std::move(document.diagnostics);
  summary.input_chars = document.input_chars;
  summary.lost_chars = document.lost_chars;
  summary.tables = document.tables.size();
  return summary;
}

/// The one place where exceptions end: what the libraries below throw becomes a status.
template <class Work>
gridlift_status trap(gridlift_owned_result** out, Work work) {
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

using Work = Result<Summary> (*)(Bytes, const std::string&, const Request&, const ConvertOptions&, gridlift_result&);

gridlift_status from_bytes(Work work, const void* bytes, size_t size, const char* name, const char* to,
                           const gridlift_options* options, gridlift_owned_result** result) {
  return trap(result, [&](gridlift_result& out) -> Result<Summary> {
    if (bytes == nullptr && size > 0) return fail(ErrorCode::bad_argument, "no bytes were given");
    const gridlift_options given = complete(options);
    const auto translated = translate(given);
    if (!translated) return tl::unexpected(translated.error());
    return work(Bytes(static_cast<const std::byte*>(bytes), size), text_or_empty(name), {to, given}, *translated, out);
  });
}

gridlift_status from_file(Work work, const char* path, const char* to, const gridlift_options* options,
                          gridlift_owned_result** result) {
  return trap(result, [&](gridlift_result& out) -> Result<Summary> {
    if (path == nullptr) return fail(ErrorCode::bad_argument, "no path was given");
    const gridlift_options given = complete(options);
    const auto translated = translate(given);
    if (!translated) return tl::unexpected(translated.error());
    const auto input = Input::open(path, translated->limits.input_bytes);
    if (!input) return tl::unexpected(input.error());
    return work(input->bytes(), base_name(path), {to, given}, *translated, out);
  });
}

const char* borrowed(const std::string* text, size_t* size) {
  if (size != nullptr) *size = text == nullptr ? 0 : text->size();
  return text == nullptr ? nullptr : text->c_str();
}

/// Names are literals, which end with a zero.
template <class Table, class NameOf>
const char* name_at(const Table& table, size_t index, NameOf name_of) {
  return index < table.size() ? name_of(table[index]).data() : nullptr;
}

constexpr gridlift_api kApi = {
    sizeof(gridlift_api),
    GRIDLIFT_ABI_VERSION,
    gridlift_version,
    gridlift_status_name,
    gridlift_list,
    gridlift_options_init,
    gridlift_convert,
    gridlift_convert_file,
    gridlift_report,
    gridlift_report_file,
    gridlift_result_status,
    gridlift_result_message,
    gridlift_result_is_partial,
    gridlift_result_bytes,
    gridlift_result_output,
    gridlift_result_take_bytes,
    gridlift_result_format,
    gridlift_result_pages,
    gridlift_result_tables,
    gridlift_result_input_chars,
    gridlift_result_lost_chars,
    gridlift_result_diagnostic_count,
    gridlift_result_diagnostic,
    gridlift_result_free,
    gridlift_bytes_data,
    gridlift_bytes_free,
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

const char* gridlift_list(gridlift_kind kind, size_t index) {
  switch (kind) {
    case GRIDLIFT_READERS:
      return name_at(readers(), index, [](const Reader* reader) { return reader->name; });
    case GRIDLIFT_FORMATS:
      return name_at(serializers(), index, [](const SerializerEntry* entry) { return entry->name; });
    case GRIDLIFT_REPORT_FORMATS:
      return name_at(report::report_formats(), index, [](const report::ReportFormat& format) { return format.name; });
    case GRIDLIFT_PROFILES:
      return name_at(report::builtin_profiles(), index, [](const report::BuiltinProfile& one) { return one.id; });
    case GRIDLIFT_LIMITS:
      return name_at(limit_table(), index, [](const LimitInfo& limit) { return limit.name; });
  }
  return nullptr;
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
                                 const gridlift_options* options, gridlift_owned_result** result) {
  return from_bytes(convert_bytes, bytes, size, name, to, options, result);
}

gridlift_status gridlift_convert_file(const char* path, const char* to, const gridlift_options* options,
                                      gridlift_owned_result** result) {
  return from_file(convert_bytes, path, to, options, result);
}

gridlift_status gridlift_report(const void* bytes, size_t size, const char* name, const char* to,
                                const gridlift_options* options, gridlift_owned_result** result) {
  return from_bytes(report_bytes, bytes, size, name, to, options, result);
}

gridlift_status gridlift_report_file(const char* path, const char* to, const gridlift_options* options,
                                     gridlift_owned_result** result) {
  return from_file(report_bytes, path, to, options, result);
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
  if (result != nullptr && !result->outputs.empty()) return borrowed(&result->outputs.front().bytes, size);
  if (size != nullptr) *size = 0;
  return result == nullptr ? nullptr : "";
}

const char* gridlift_result_output(const gridlift_result* result, const char* to, size_t* size) {
  const std::string* found = nullptr;
  for (std::size_t i = 0; result != nullptr && to != nullptr && i < result->outputs.size() && found == nullptr; ++i) {
    if (result->outputs[i].to == to) found = &result->outputs[i].bytes;
  }
  return borrowed(found, size);
}

gridlift_owned_bytes* gridlift_result_take_bytes(gridlift_owned_result* result) {
  if (result == nullptr) return nullptr;
  auto* bytes = new (std::nothrow) gridlift_owned_bytes;
  if (bytes != nullptr && !result->outputs.empty()) bytes->text.swap(result->outputs.front().bytes);
  return bytes;
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

void gridlift_result_free(gridlift_owned_result* result) {
  delete result;
}

const char* gridlift_bytes_data(const gridlift_owned_bytes* bytes, size_t* size) {
  return borrowed(bytes == nullptr ? nullptr : &bytes->text, size);
}

void gridlift_bytes_free(gridlift_owned_bytes* bytes) {
  delete bytes;
}

const gridlift_api* gridlift_get_api(uint32_t abi_version) {
  return abi_version == GRIDLIFT_ABI_VERSION ? &kApi : nullptr;
}
