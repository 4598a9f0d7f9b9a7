#include "formats/docx/scripts.h"

#include "core/unicode.h"

namespace gridlift::docx {

namespace {

// In one order.
constexpr std::u32string_view kPlain = U"0123456789+-−=()abcdefghijklmnoprstuvwxyz";
constexpr std::u32string_view kRaised = U"⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ";
constexpr std::u32string_view kLowered = U"₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐ...ₑ..ₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥ.ₓ..";

}  // namespace

std::string small_letters(std::string_view text, Script script) {
  if (script == Script::none) return {};
  const std::u32string_view small = script == Script::raised ? kRaised : kLowered;
  std::string out;
  bool all = true;
  for_each_code_point(text, [&](char32_t c) {
    const std::size_t at = kPlain.find(c);
    all = all && at != std::u32string_view::npos && small[at] != U'.';
    if (all) append_utf8(out, small[at]);
  });
  return all ? out : std::string();
}

bool is_figure(std::string_view text) {
  bool all = !text.empty();
  for_each_code_point(
      text, [&](char32_t c) { all = all && ((c >= U'0' && c <= U'9') || c == U'+' || c == U'-' || c == U'−'); });
  return all;
}

}  // namespace gridlift::docx
