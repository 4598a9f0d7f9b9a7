#include "converters/csv_text.h"

#include "converters/clean_text.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

/// True for what may stand before a number: + and -, also in full width.
bool is_sign(char32_t c) {
  return c == '+' || c == '-' || c == 0xFF0B || c == 0xFF0D;
}

bool is_trigger(char32_t c) {
  return is_sign(c) || c == '=' || c == '@' || c == '\t' || c == '\r' || c == 0xFF1D || c == 0xFF20;
}

/// True for a printed number behind its sign, in whatever way it is grouped: "-5", "+3.2", "-1.234,50", "-12 %".
/// Nothing can be called or computed with these characters alone.
bool is_figure(std::string_view unsigned_text) {
  static constexpr std::u32string_view kMarks = U".,' %\u2019\u00A0\u202F\u2030$\u20AC\u00A3\u00A5";
  bool digits = false, others = false;
  for_each_code_point(nfkc(unsigned_text), [&](char32_t c) {
    digits = digits || is_digit(c);
    others = others || (!is_digit(c) && kMarks.find(c) == std::u32string_view::npos);
  });
  return digits && !others;
}

/// True for a text that a spreadsheet would run when it opens the file (OWASP, "CSV injection"): it begins with a
/// trigger, is no number, and is more than signs. "-" and "-%" are what people print for "none", "=" for "the same".
bool is_formula(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  const char32_t first = next_code_point(text, at);
  if (!is_trigger(first)) return false;
  bool has_more = false;
  for_each_code_point(text.substr(at), [&](char32_t c) {
    has_more = has_more || (is_sign(first) ? is_letter(c) || is_digit(c) : !is_trigger(c) && c != ' ');
  });
  return has_more && !(is_sign(first) && is_figure(text.substr(at)));
}

}  // namespace

bool append_csv_field(std::string& out, std::string_view text, char separator, bool escape_formulas) {
  std::string field;
  append_clean(field, text);  // first of all, since a trigger may stand behind a control character that goes
  const bool defused = escape_formulas && is_formula(field);
  if (defused) field.insert(0, 1, '\'');
  const char special[] = {separator, '"', '\n', '\0'};
  const bool quoted =
      field.find_first_of(special) != std::string::npos || field.starts_with(' ') || field.ends_with(' ');
  if (!quoted) {
    out += field;
    return defused;
  }
  out.push_back('"');
  for (const char c : field) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
  return defused;
}

}  // namespace gridlift
