// The paged road: pages of words and rules become tables and blocks in reading order, a few pages at a time.
#pragma once

#include <memory>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/crossing/stitch.h"
#include "core/recover/recover.h"

namespace gridlift::recover {

/// Per page: turned upright, tables by ruling lines, furniture told by the neighbouring pages, tables by text alone,
/// the rest as paragraphs. Holds the pages of the furniture window (see core/recover/text/furniture.h) and one open
/// paragraph, nothing else.
class PagedRoad {
 public:
  /// `context` and `out` must outlive it.
  PagedRoad(const RecoverOptions& options, Context& context, Stitcher& out);
  ~PagedRoad();

  void page(Page page);
  /// Hands on all that is still held: call it at the end, and before anything that does not come as a page.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace gridlift::recover
