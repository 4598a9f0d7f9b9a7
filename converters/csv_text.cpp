#include "converters/csv_text.h"

#include "converters/clean_text.h"
#include "converters/plain_number.h"
#include "core/unicode.h"

namespace gridlift {

namespace {

/// True for a text that a spreadsheet would run when it opens the file (OWASP, "CSV injection"): it begins with a
/// trigger, is no number, and is more than signs ("-" and "--" are what people print for "none").
bool is_formula(std::string_view text) {
  if (text.empty()) return false;
  std::size_t at = 0;
  const char32_t first = next_code_point(text, at);
  const bool trigger = first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' || first == '\r' ||
                       first == 0xFF1D || first == 0xFF0B || first == 0xFF0D || first == 0xFF20;
  if (!trigger) return false;
  bool has_more = false;
  for_each_code_point(text.substr(at), [&](char32_t c) { has_more = has_more || is_letter(c) || is_digit(c); });
  return has_more && !read_plain_number(nfkc(text));
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
