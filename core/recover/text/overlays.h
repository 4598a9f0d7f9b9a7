// Overlays: watermarks and stamps, which lie over the text of a page and belong to nothing on it.
#pragma once

#include <cstdint>
#include <vector>

#include "core/layout.h"
#include "core/recover/text/furniture.h"

namespace gridlift::recover {

/// Word::mark of what the file itself lays over its pages: stamps and watermarks that are annotations.
inline constexpr std::int32_t kOverlayMark = -3;

/// Takes the words of watermarks and stamps out of the page. They are told by how they are set: aslant, much larger
/// than the text, pale, over other words, or called artifacts by the file; one of these alone proves nothing, save
/// kOverlayMark.
/// `Furniture::words` stays empty, since the words are gone.
std::vector<Furniture> take_overlays(Page& page);

}  // namespace gridlift::recover
