// Recovery: from layout to document. Lines, reading order, tables, rows rejoined over pages, headers.
#pragma once

#include <memory>

#include "core/context.h"
#include "core/document.h"
#include "core/layout.h"

namespace gridlift {

struct RecoverOptions {
  double min_confidence = 0;  ///< tables below it are given back to the text (diagnostic `table-dropped`)
  bool stitch = true;         ///< join tables over page breaks
  bool keep_slivers = false;  ///< keep columns a hair wide
};

/// Takes a reader's layout and hands a document on, piece by piece. Holds a window of pages (furniture is told by
/// comparing neighbours) and the open table, nothing else. Cannot fail: what it cannot read as a table stays text.
class Recovery : public LayoutSink {
 public:
  /// `context` and `out` must outlive it.
  Recovery(const RecoverOptions& options, Context& context, DocumentSink& out);
  ~Recovery() override;

  void page(Page page) override;
  void block(FlowBlock block) override;
  void page_break() override;
  /// Ends the document: hands on everything that is still held.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gridlift
