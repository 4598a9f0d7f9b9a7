// Superscripts and subscripts in the letters that Unicode has for them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gridlift::docx {

enum class Script : std::uint8_t { none, raised, lowered };

/// `text` in small letters; "" when Unicode lacks one of them.
std::string small_letters(std::string_view text, Script script);

/// True for digits and signs, in any number but none: small ones change what a number before them says.
bool is_figure(std::string_view text);

}  // namespace gridlift::docx
