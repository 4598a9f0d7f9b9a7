// The door to Poppler: opens a document and captures what its pages paint. Its source alone includes Poppler's headers.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/context.h"
#include "core/result.h"
#include "formats/pdf/capture.h"
#include "formats/pdf/recorder.h"
#include "formats/pdf/value.h"
#include "formats/reader.h"

class Dict;  // Poppler's

namespace gridlift::pdf {

/// An open PDF. `bytes` must outlive it. One object is used by one thread; Poppler's own state is global.
class Document {
 public:
  /// Fails with encrypted, bad_password, damaged, permission or bad_argument; what was repaired becomes a diagnostic.
  static Result<Document> open(Bytes bytes, const ReadOptions& options, Context& context);

  Document(Document&&) noexcept;
  Document& operator=(Document&&) noexcept;
  ~Document();

  /// As the page tree claims. The repairs of formats/pdf/repair.h must be made before.
  int pages() const;

  /// True once the cross-reference table has shown to be damaged and was rebuilt.
  bool rebuilt() const;

  /// Captures a page (from 1) in one pass.
  PageEnd capture(int number, const Limits& limits, Budget& budget, Capture& out);

  /// Objects as plain values, for walks with bounds of their own. A missing object is null.
  Value fetch(ObjectId id) const;
  Value catalog() const;
  /// `value` itself, or what it refers to.
  Value resolved(const Value& value) const { return value.is(Value::Kind::reference) ? fetch(value.id) : value; }

  /// Changes of the document in memory, for repairs.
  void set_page_count(ObjectId pages, int count);
  void clear(ObjectId id);                          ///< makes it an empty dictionary
  void erase(ObjectId id, const std::string& key);  ///< takes a member out of a dictionary

 private:
  void edit(ObjectId id, const std::function<void(Dict&)>& change);

  struct State;
  explicit Document(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace gridlift::pdf
