// Lines of a text file, whatever their ends, one at a time and never longer than a bound.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "core/place.h"
#include "formats/text/charset.h"

namespace gridlift::text {

struct Line {
  std::string text;         ///< UTF-8, without its end
  int number = 0;           ///< from 1; the pieces of a line that was cut share it
  bool page_break = false;  ///< a form feed stands before it
  bool carried = false;     ///< not a line but the rest of one that was too long to hold

  /// Nothing in it but white space and marks without ink.
  bool blank() const;
};

using Lines = std::span<const Line>;

/// A place in a text file; both from 1.
inline Place place_at(int line, int column) {
  Place place;
  place.line = line;
  place.column = column;
  return place;
}

/// Takes LF, CR, CR LF, VT, NEL, LS and PS for line ends and FF for a page break. Lines longer than `kLongest` bytes
/// come in pieces, so that a file of one line does not cost its size in memory.
class LineReader {
 public:
  static constexpr std::size_t kLongest = 1 << 20;

  explicit LineReader(Decoder& decoder) : decoder_(decoder) {}

  /// False at the end of the file.
  bool next(Line& line);

  std::size_t cut_lines() const { return cut_lines_; }

 private:
  bool refill();

  Decoder& decoder_;
  std::string buffer_;
  std::size_t at_ = 0;
  int number_ = 1;
  bool page_break_ = false;  ///< the next line has a form feed before it
  bool carried_ = false;
  bool ended_ = false;
  std::size_t cut_lines_ = 0;
};

}  // namespace gridlift::text
