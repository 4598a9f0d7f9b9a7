// Cell text: the words of one cell, put into lines and read as one text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/layout.h"
#include "core/ledger.h"

namespace gridlift::recover {

/// A word, or the part of one that lies on this side of a ruling line.
struct CellWord {
  std::uint32_t word = 0;  ///< index in Page::words
  std::string_view text;   ///< into Page::words
  Box box;
  bool space_before = false;
};

/// The whole of a word.
CellWord whole_word(const Page& page, std::uint32_t word);

/// The text of a cell whose lines can be `width` points long. A line that ends where the next word had no room was
/// wrapped: it is joined with a blank (none between ideographs, none after a hyphen); other line breaks are kept as
/// '\n'. With a `ledger` the hyphen of a word that was wrapped ("mea-" | "sured") goes, as in running text, and is
/// counted there; without one it stays. Turned and vertical words are read in their own direction, letters that stand
/// one below the other as a word. The order of `words` does not matter.
std::string cell_text(const Page& page, std::vector<CellWord> words, double width, double height,
                      TextLedger* ledger = nullptr);

}  // namespace gridlift::recover
