#include "core/recover/stream/stream_wraps.h"

#include <algorithm>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

// In font sizes.
constexpr double kBlank = 0.2;  // the least before a word that follows on its line
constexpr double kClearRoom = 0.6;
constexpr double kFull = 0.3;
constexpr std::size_t kFewPieces = 4;  // in a column of fewer, the room left on a line says nothing

}  // namespace

WrapLimits::WrapLimits(const Page& page, std::span<const StreamLine> lines, const ColumnSet& columns)
    : page_(page), limits_(columns.columns.size()), told_(columns.columns.size()) {
  std::vector<std::vector<const LinePiece*>> pieces(limits_.size());
  for (const StreamLine& line : lines) {
    for (const LinePiece& piece : line.pieces) {
      if (!piece.spans()) pieces[piece.first].push_back(&piece);
    }
  }
  for (std::size_t c = 0; c < limits_.size(); ++c) {
    if (pieces[c].empty()) continue;
    limits_[c] = {pieces[c].front()->x0, pieces[c].front()->x1};
    for (const LinePiece* piece : pieces[c])
      limits_[c] = {std::min(limits_[c].from, piece->x0), std::max(limits_[c].to, piece->x1)};
    std::size_t full = 0;  // codes of one length fill their column, and say nothing
    bool wraps = false;    // lone words never wrap
    for (const LinePiece* piece : pieces[c]) {
      const double size = page.words[piece->words.front()].size;
      wraps = wraps || piece->words.size() > 1 || is_cjk(first_code_point(page.words[piece->words.front()].text));
      full += piece->words.size() == 1 && limits_[c].length() - (piece->x1 - piece->x0) < kFull * size ? 1 : 0;
    }
    told_[c] = wraps && pieces[c].size() >= kFewPieces && 5 * full < 4 * pieces[c].size();
  }
}

Wrap WrapLimits::between(const LinePiece& above, const LinePiece& below) const {
  if (above.spans() || below.spans() || above.first != below.first || !told_[above.first]) return Wrap::unknown;
  const Word& last = page_.words[above.words.back()];
  const char32_t start = first_code_point(page_.words[below.words.front()].text);
  const Word& first = page_.words[below.words.front()];
  const bool same = last.font >= page_.fonts.size() || first.font >= page_.fonts.size() ||
                    page_.fonts[last.font].bold == page_.fonts[first.font].bold;
  if (!same) return Wrap::fresh;
  const Span1& limit = limits_[above.first];
  const double room = limit.to - above.x1;
  const double need = is_cjk(start) ? std::min(first.size, first.box.width()) : first.box.width() + kBlank * first.size;
  return room < need ? Wrap::rest : room > need + kClearRoom * first.size ? Wrap::fresh : Wrap::unknown;
}

bool WrapLimits::goes_on(const StreamLine& line, std::span<const LinePiece* const> above) const {
  bool plain = false;
  for (const LinePiece& piece : line.pieces) {
    if (above[piece.first] == nullptr) return false;
    const Wrap wrap = between(*above[piece.first], piece);
    if (wrap == Wrap::fresh) return false;
    const bool small = is_lower(first_code_point(page_.words[piece.words.front()].text));
    plain = plain || wrap == Wrap::rest || small;
  }
  return plain;
}

}  // namespace gridlift::recover
