// Headings and list items by the structure tree of the file, where the page bears them out.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/context.h"
#include "core/layout.h"
#include "core/recover/stages.h"
#include "core/recover/text/paragraphs.h"

namespace gridlift::recover {

/// The headings and list items of one page. A tree that calls most of a page's text headings is nonsense: its headings
/// are ignored with the diagnostic `tagged-headings-ignored`.
class TaggedTexts {
 public:
  /// `page` must outlive it.
  TaggedTexts(const Page& page, Context& context);

  /// The heading or list item that all words of a line belong to; -1 for none.
  int of(const TextLine& line) const;

  /// Gives the paragraph its level when it is exactly one heading or list item.
  void give_level(Paragraph& paragraph) const;

 private:
  struct Text {
    int level = 0;
    int item = 0;
    Box box;  // of its words
    std::size_t letters = 0;
  };

  const Page& page_;
  std::vector<Text> texts_;
  std::vector<std::size_t> by_top_;  // indices in texts_ from the top down
  std::unordered_map<std::int32_t, std::size_t> of_mark_;
};

}  // namespace gridlift::recover
