// Glyphs to words, by position alone: the order in which a page paints its glyphs does not matter.
#pragma once

#include "core/layout.h"
#include "formats/pdf/capture.h"

namespace gridlift::pdf {

/// What happened to glyphs that are in no word.
struct WordCounts {
  std::uint64_t doubled = 0;  ///< painted again on (nearly) the same place: fake bold, shadows
};

/// Adds the words of `capture` to `page` (words, edges), sorted by writing, baseline and place along it.
WordCounts make_words(const Capture& capture, Page& page);

}  // namespace gridlift::pdf
