// Calls of the C door in any order, with handles and pointers that are null, short structs, odd names.
#include <cstring>
#include <string>
#include <vector>

#include "converters/gridlift.h"
#include "tools/fuzz/draw.h"
#include "tools/fuzz/target.h"

namespace gridlift::fuzz {

namespace {

struct Host {
  std::size_t written = 0;
  unsigned asked = 0;
  unsigned fail_after = 0;    ///< the write callback fails then; 0 never
  unsigned cancel_after = 0;  ///< the question is answered by yes then; 0 never
};

int take(void* user, const char*, std::size_t size) {
  auto* host = static_cast<Host*>(user);
  host->written += size;
  return host->fail_after > 0 && host->written > host->fail_after ? 1 : 0;
}

int asked(void* user) {
  auto* host = static_cast<Host*>(user);
  return host->cancel_after > 0 && ++host->asked >= host->cancel_after ? 1 : 0;
}

void look_at(const gridlift_result* result, Draw& draw) {
  std::size_t size = 0;
  const char* bytes = gridlift_result_bytes(result, draw.coin() ? &size : nullptr);
  if (bytes != nullptr && size > 0) expect(bytes[size] == '\0', "an output does not end with a zero byte");
  (void)gridlift_result_is_partial(result);
  (void)gridlift_result_format(result);
  (void)gridlift_result_pages(result);
  (void)gridlift_result_tables(result);
  (void)gridlift_result_input_chars(result);
  (void)gridlift_result_lost_chars(result);
  expect(result == nullptr || gridlift_result_message(result) != nullptr, "a result without a message");
  gridlift_diagnostic diagnostic;
  diagnostic.size = draw.coin() ? sizeof diagnostic : draw.below(64);
  for (std::size_t i = 0; i <= gridlift_result_diagnostic_count(result); ++i)
    (void)gridlift_result_diagnostic(result, i, &diagnostic);
  (void)gridlift_result_diagnostic(result, 0, nullptr);
}

}  // namespace

void run_c_door(Bytes bytes) {
  static constexpr const char* kFormats[] = {"json",   "txt",  "csv", "md", "html", "native",
                                             "ndjson", "xlsx", "no",  "",   nullptr};
  static constexpr const char* kNames[] = {"a.txt", "a.docx", "a.pdf", "", nullptr, "\xff"};
  static constexpr const char* kFrom[] = {nullptr, "auto", "text", "docx", "nothing"};
  static constexpr const char* kLimits[] = {"pages", "items", "output-bytes", "time-ms", "none", nullptr};
  Draw draw(bytes);
  Host host;
  gridlift_options options;
  gridlift_options_init(draw.once_in(8) ? nullptr : &options, sizeof options);
  gridlift_options_init(&options,
                        draw.once_in(4) ? draw.below(static_cast<unsigned>(sizeof options) + 1) : sizeof options);
  if (options.size == sizeof options) {
    options.from = kFrom[draw.below(5)];
    options.track_changes = draw.between(-1, 4);
    options.table = draw.between(-2, 3);
    options.fill_spans = draw.between(0, 1);
    options.furniture = draw.between(0, 1);
    options.min_confidence = draw.between(-1, 2);
    options.encoding = draw.once_in(4) ? "GB18030" : draw.once_in(8) ? "no such" : nullptr;
    if (draw.coin()) options.write = take;
    if (draw.coin()) options.cancel = asked;
    host.fail_after = draw.once_in(4) ? draw.byte() : 0;
    host.cancel_after = draw.once_in(4) ? draw.byte() : 0;
    options.user = &host;
  }
  const gridlift_limit limit{kLimits[draw.below(6)], draw.below(300)};
  if (options.size == sizeof options && draw.once_in(3)) {
    options.limits = &limit;
    options.limit_count = 1;
  }
  const char* to = kFormats[draw.below(11)];
  const char* name = kNames[draw.below(6)];
  const bool no_options = draw.once_in(6);
  const bool no_result = draw.once_in(20);
  const bool by_path = draw.once_in(30);
  const std::string_view text = draw.rest();
  gridlift_result* result = nullptr;
  gridlift_result** where = no_result ? nullptr : &result;
  const gridlift_options* how = no_options ? nullptr : &options;
  const gridlift_status status = by_path ? gridlift_convert_file("/nowhere/fuzz", to, how, where)
                                         : gridlift_convert(text.data(), text.size(), name, to, how, where);
  expect(status != GRIDLIFT_INTERNAL, "an internal error");
  expect(std::strlen(gridlift_status_name(status)) > 0, "a status without a name");
  expect(no_result || gridlift_result_status(result) == status, "a result of another status");
  Draw looks(bytes);
  look_at(result, looks);
  look_at(nullptr, looks);
  gridlift_result_free(result);
  gridlift_result_free(nullptr);
}

}  // namespace gridlift::fuzz
