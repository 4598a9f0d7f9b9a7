// The structure tree of a tagged PDF (ISO 32000-1, 14.7): which marked content is which cell, heading or paragraph.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "core/context.h"
#include "core/layout.h"
#include "formats/pdf/poppler.h"

namespace gridlift::pdf {

/// What the tree says of each page. It is walked once, over plain objects, with a set of visited ones and a limit: a
/// tree with loops or without end costs a diagnostic, not the document.
class TagTree {
 public:
  /// `pages`: the page objects in order. A document without a tree gives an empty one at no cost.
  TagTree(const Document& document, std::span<const ObjectId> pages, Context& context);
  ~TagTree();

  /// Moves what is known of page `number` (from 1) into `page`.
  void give(int number, Page& page);

 private:
  struct State;
  std::unique_ptr<State> state_;  // nullptr: no tree
};

}  // namespace gridlift::pdf
