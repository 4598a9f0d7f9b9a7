#include "converters/report/labels.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "core/unicode.h"

namespace gridlift::report {

namespace {

bool is_chinese_number(char32_t c) {
  return std::u32string_view(U"〇零一二三四五六七八九十百").find(c) != std::u32string_view::npos;
}

/// "A." "b)" "IV.": one Latin letter or a Roman numeral, closed by a sign. Length in bytes with the sign, 0 when there
/// is none.
std::size_t letter_number(std::string_view text, std::string& number) {
  std::size_t length = 0;
  while (length < text.size() && std::string_view("IVXLivxl").find(text[length]) != std::string_view::npos) ++length;
  const bool letter = !text.empty() && ((text[0] >= 'A' && text[0] <= 'Z') || (text[0] >= 'a' && text[0] <= 'z'));
  if (length == 0 || length > 5 || length >= text.size() || (text[length] != '.' && text[length] != ')'))
    length = letter ? 1 : 0;
  if (length == 0 || length + 1 >= text.size() || (text[length] != '.' && text[length] != ')')) return 0;
  // "e.g." and "A.B" are no numbers: a blank, a bracket or a CJK letter follows one.
  if (text[length] == '.' && text[length + 1] != ' ' && static_cast<unsigned char>(text[length + 1]) < 0x80) return 0;
  number = std::string(text.substr(0, length));
  return length + 1;
}

bool is_number_sign(char32_t c) {
  return is_digit(c) || is_chinese_number(c);
}

/// Length in bytes of a numbering at the head of a text, and the number itself; 0 when there is none.
std::size_t numbering(std::string_view text, std::string& number) {
  if (const std::size_t length = letter_number(text, number); length > 0) return length;
  std::size_t at = 0;
  std::size_t look = 0;
  const auto peek = [&] {
    look = at;
    return at < text.size() ? next_code_point(text, look) : U'\0';
  };
  const bool ordinal = peek() == U'第';
  const bool bracket = peek() == U'(' || peek() == U'（';
  if (ordinal || bracket) {
    peek();
    at = look;
  }
  while (is_number_sign(peek()) || ((peek() == U'.' || peek() == U'．') && !number.empty())) {
    const char32_t c = peek();
    // A dot belongs to the number only when a digit follows: "1.2 Scope", not "1. Scope".
    if (c == U'.' || c == U'．') {
      std::size_t behind = look;
      if (behind >= text.size() || !is_digit(next_code_point(text, behind))) break;
    }
    append_utf8(number, c);
    at = look;
  }
  if (number.empty()) return 0;
  const char32_t end = peek();
  const bool closed = bracket ? (end == U')' || end == U'）')
                              : std::u32string_view(U"、.．,，):：）").find(end) != std::u32string_view::npos;
  const bool chapter = ordinal && std::u32string_view(U"章节条款项部分篇").find(end) != std::u32string_view::npos;
  const bool spaced = !bracket && !ordinal && is_space(end) && number.find('.') != std::string::npos;
  if (!closed && !chapter && !spaced) return 0;
  at = look;
  while (is_space(peek()) || (bracket && peek() == U'、')) at = look;
  return at;
}

/// Notes in brackets taken out, unless nothing would be left: "规章（含军事规章）" -> "规章".
std::string without_notes(std::string_view folded) {
  std::string out;
  int depth = 0;
  for_each_code_point(folded, [&](char32_t c) {
    if (c == U'(' || c == U'[' || c == U'〔') {
      ++depth;
    } else if ((c == U')' || c == U']' || c == U'〕') && depth > 0) {
      --depth;
    } else if (depth == 0) {
      append_utf8(out, c);
    }
  });
  return out.empty() ? std::string(folded) : out;
}

std::u32string decoded(std::string_view text) {
  std::u32string out;
  for_each_code_point(text, [&](char32_t c) { out.push_back(c); });
  return out;
}

/// Levenshtein distance over code points, by rows of the usual table; both texts are labels, so short.
std::size_t edit_distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitute = diagonal + (a[i - 1] == b[j - 1] ? 0U : 1U);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
    }
  }
  return row[b.size()];
}

bool matches_wildcard(std::string_view text, std::string_view pattern) {
  const std::size_t star = pattern.find('*');
  if (star == std::string_view::npos) return text == pattern;
  if (text.substr(0, star) != pattern.substr(0, star)) return false;
  const std::string_view rest = pattern.substr(star + 1);
  for (std::size_t at = star; at <= text.size(); ++at) {
    if (matches_wildcard(text.substr(at), rest)) return true;
  }
  return false;
}

}  // namespace

std::string head_number(std::string_view text, std::string_view& rest) {
  const std::string_view clean = trimmed(text);
  std::string number;
  const std::size_t length = numbering(clean, number);
  rest = clean.substr(length);
  return length == 0 ? std::string() : number;
}

Label make_label(std::string_view text) {
  Label label;
  label.whole = fold_label(text);
  std::string_view rest;
  head_number(text, rest);
  const std::string folded = fold_label(rest);
  label.core = without_notes(folded.empty() ? std::string_view(label.whole) : std::string_view(folded));
  return label;
}

double similarity(const Label& printed, const Label& expected) {
  if (printed.whole.empty() || expected.whole.empty()) return 0;
  if (printed.whole == expected.whole) return 1;
  if (expected.core.find('*') != std::string::npos) {
    // Long runs of '*' against long texts would be exponential; labels of a profile are checked when it is loaded.
    return matches_wildcard(printed.core, expected.core) || matches_wildcard(printed.whole, expected.core) ? 0.95 : 0;
  }
  if (printed.core == expected.core) return 0.98;
  const std::u32string a = decoded(printed.core);
  const std::u32string b = decoded(expected.core);
  const std::size_t shorter = std::min(a.size(), b.size());
  const std::size_t longer = std::max(a.size(), b.size());
  if (shorter == 0 || longer > 200) return 0;
  if (shorter >= 2 && (a.find(b) != std::u32string::npos || b.find(a) != std::u32string::npos))
    return 0.6 + 0.3 * static_cast<double>(shorter) / static_cast<double>(longer);
  if (longer - shorter > longer / 2) return 0;
  const double alike = 1 - static_cast<double>(edit_distance(a, b)) / static_cast<double>(longer);
  return alike >= 0.6 ? 0.85 * alike : 0;
}

}  // namespace gridlift::report
