// Joins the pieces of one running text that a line end, or a page end, parted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gridlift {

/// What stands between two pieces once they are one text.
enum class Seam : std::uint8_t {
  nothing,  ///< one of them is empty, CJK meets CJK, or a mark that clings ("(" | "a", "and/" | "or", "e-" | "Gov")
  blank,    ///< words of a script with spaces, and always between two digits: numerals are never fused
  healed_hyphen,  ///< the hyphen at the end of the first was set by the line break, and goes
};

/// Judges by the last letters of `above` and the first of `below`; white space at the seam is ignored.
Seam seam_between(std::string_view above, std::string_view below);

/// `above` and `below` as one text. White space at the seam gives way to what seam_between says.
std::string joined(std::string_view above, std::string_view below);

/// All lines of a text ('\n') joined as one.
std::string joined_lines(std::string_view text);

}  // namespace gridlift
