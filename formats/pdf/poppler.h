// The door to Poppler: opens a document and captures what its pages paint. Its source alone includes Poppler's headers.
#pragma once

#include <memory>

#include "core/context.h"
#include "core/result.h"
#include "formats/pdf/capture.h"
#include "formats/reader.h"

namespace gridlift::pdf {

/// How the capture of a page ended.
enum class PageEnd : std::uint8_t {
  whole,
  unreadable,   ///< the page object itself is broken: nothing was captured
  glyph_limit,  ///< the limits below: what came before is kept
  path_limit,
  form_limit,
  state_limit,
  time_limit,
};

/// An open PDF. `bytes` must outlive it. One object is used by one thread; Poppler's own state is global.
class Document {
 public:
  /// Fails with encrypted, bad_password, damaged, permission or bad_argument; what was repaired becomes a diagnostic.
  static Result<Document> open(Bytes bytes, const ReadOptions& options, Context& context);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  int pages() const;

  /// Captures a page (from 1) in one pass.
  PageEnd capture(int number, const Limits& limits, Budget& budget, Capture& out);

 private:
  struct State;
  explicit Document(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gridlift::pdf
