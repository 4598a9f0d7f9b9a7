// Stream wraps: whether a line of a column may be the rest of the one above it, told by the room that was left there.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/layout.h"
#include "core/recover/stream/stream_lines.h"

namespace gridlift::recover {

/// What the end of one line and the beginning of the next one below it in a column say.
enum class Wrap : std::uint8_t {
  unknown,
  rest,   ///< the first word of the second line had no room on the first: it may well be wrapped
  fresh,  ///< it had: a text of its own, or a line that its author broke
};

/// The columns of some lines as text wraps in them. `page` must outlive it.
class WrapLimits {
 public:
  WrapLimits(const Page& page, std::span<const StreamLine> lines, const ColumnSet& columns);

  Wrap between(const LinePiece& above, const LinePiece& below) const;
  /// Every piece of a line is the rest of what stands above it in its column; `above` by column, nullptr for nothing.
  /// It is enough that one plainly is, and none plainly not.
  bool goes_on(const StreamLine& line, std::span<const LinePiece* const> above) const;

 private:
  const Page& page_;
  std::vector<Span1> limits_;  // where the texts of each column begin and end
  std::vector<bool> told_;     // the room at a line's end says something in this column
};

}  // namespace gridlift::recover
