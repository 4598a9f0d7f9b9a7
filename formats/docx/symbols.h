// Symbol fonts: what a character of Symbol, Wingdings or Webdings looks like, as Unicode.
#pragma once

#include <string>
#include <string_view>

namespace gridlift::docx {

/// True for the fonts whose codes 0x20..0xFF are pictures (Symbol, Wingdings 1 to 3, Webdings).
bool is_symbol_font(std::string_view font);

/// The picture of a code (0x20..0xFF, or the same at U+F000) in a symbol font; the code itself where the font, or the
/// code, is not known. Sources: the Adobe Symbol encoding; the Unicode chart's own notes on Wingdings.
char32_t symbol_of(char32_t code, std::string_view font);

/// A bullet as lists have it: no box, tick or arrow that could mean something.
bool is_bullet(std::string_view text);

/// A text set in `font`: its pictures for the codes of a symbol font; private codes without a known font become "•".
std::string symbol_text(std::string_view text, std::string_view font);

}  // namespace gridlift::docx
