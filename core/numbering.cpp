#include "core/numbering.h"

#include <string>

#include "core/unicode.h"

namespace gridlift {

namespace {

/// A reader of code points that can look ahead.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}
  char32_t peek() const {
    std::size_t at = at_;
    return at < text_.size() ? fold(next_code_point(text_, at)) : 0;
  }
  char32_t take() { return at_ < text_.size() ? fold(next_code_point(text_, at_)) : 0; }
  std::size_t at() const { return at_; }

 private:
  /// Full-width digits, letters, dots and brackets as their ASCII forms.
  static char32_t fold(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }

  std::string_view text_;
  std::size_t at_ = 0;
};

int cjk_digit(char32_t c) {
  static constexpr std::u32string_view kDigits = U"零一二三四五六七八九十";
  const std::size_t found = kDigits.find(c);
  return found == std::u32string_view::npos ? -1 : static_cast<int>(found);
}

/// 一 .. 九十九; 0 when there is none.
int take_cjk_number(Scan& scan) {
  int value = 0;
  int last = 0;
  for (int length = 0; length < 4; ++length) {
    const int digit = cjk_digit(scan.peek());
    if (digit < 0) break;
    scan.take();
    if (digit == 10) {
      value += 10 * (last == 0 ? 1 : last);
      last = 0;
    } else {
      last = digit;
    }
  }
  return value + last;
}

/// At most four digits; -1 when there is none.
int take_arabic(Scan& scan) {
  int value = -1;
  for (int length = 0; length < 4 && scan.peek() >= '0' && scan.peek() <= '9'; ++length) {
    value = (value < 0 ? 0 : value * 10) + static_cast<int>(scan.take() - '0');
  }
  return value;
}

int roman_digit(char32_t c) {
  switch (c) {
    case 'I':
    case 'i':
      return 1;
    case 'V':
    case 'v':
      return 5;
    case 'X':
    case 'x':
      return 10;
    case 'L':
    case 'l':
      return 50;
    default:
      return 0;
  }
}

int take_roman(Scan& scan) {
  int value = 0;
  int before = 0;
  for (int length = 0; length < 7; ++length) {
    const int digit = roman_digit(scan.peek());
    if (digit == 0) break;
    scan.take();
    value += digit > before ? digit - 2 * before : digit;
    before = digit;
  }
  return value;
}

bool is_comma_mark(char32_t c) {
  return c == 0x3001 || c == '.' || c == 0x3002;
}

Numbering chapter(Scan scan) {
  if (scan.take() != U'第') return {};
  int value = take_cjk_number(scan);
  if (value == 0) value = take_arabic(scan);
  if (value <= 0) return {};
  const char32_t unit = scan.take();
  if (unit == U'章' || unit == U'编' || unit == U'篇') return {NumberStyle::chapter, scan.at(), 1, value};
  if (unit == U'部' && scan.peek() == U'分') {
    scan.take();
    return {NumberStyle::chapter, scan.at(), 1, value};
  }
  if (unit == U'节') return {NumberStyle::section, scan.at(), 1, value};
  return {};
}

Numbering cjk(Scan scan) {
  const bool open = scan.peek() == '(' || scan.peek() == U'〔' || scan.peek() == U'【';
  if (open) scan.take();
  const int value = take_cjk_number(scan);
  if (value == 0) return {};
  const char32_t mark = scan.take();
  if (mark == ')' || mark == U'〕' || mark == U'】') return {NumberStyle::cjk_paren, scan.at(), 1, value};
  if (!open && is_comma_mark(mark)) return {NumberStyle::cjk, scan.at(), 1, value};
  return {};
}

Numbering arabic(Scan scan) {
  const bool open = scan.peek() == '(';
  if (open) scan.take();
  int value = take_arabic(scan);
  if (value < 0 || value > 999) return {};
  if (scan.peek() == ')') {
    scan.take();
    return {NumberStyle::arabic_paren, scan.at(), 1, value};
  }
  if (open) return {};
  int parts = 1;
  for (;;) {
    const char32_t mark = scan.peek();
    if (mark == 0x3001) {
      scan.take();
      return parts == 1 ? Numbering{NumberStyle::arabic, scan.at(), 1, value} : Numbering{};
    }
    if (mark != '.') break;
    Scan after = scan;
    after.take();
    const int part = take_arabic(after);
    if (part < 0) {
      const char32_t next = after.peek();
      if (!is_space(next) && !is_letter(next) && next != 0x300A && next != 0x201C && next != 0) return {};
      return {parts == 1 ? NumberStyle::arabic : NumberStyle::decimal, after.at(), parts, value};
    }
    if (part > 99) return {};
    scan = after;
    value = part;
    ++parts;
  }
  if (parts == 1) return {};
  const char32_t next = scan.peek();
  const bool heads = next == 0 ? parts > 2 : is_space(next) || is_cjk(next);
  // "1.2 million" and "3.5 kg" begin with a small letter; a heading does not.
  Scan word = scan;
  while (is_space(word.peek()) && word.peek() != 0) word.take();
  if (!heads || is_lower(word.peek()) || is_digit(word.peek()) || (parts == 2 && is_cjk(next))) return {};
  return {NumberStyle::decimal, scan.at(), parts, value};
}

Numbering roman_or_letter(Scan scan) {
  const bool open = scan.peek() == '(';
  if (open) scan.take();
  Scan roman = scan;
  const int value = take_roman(roman);
  const auto closes = [&](Scan& s) {
    const char32_t mark = s.take();
    if (mark == ')') return true;
    return !open && (mark == '.' || mark == 0x3001) && (is_space(s.peek()) || is_cjk(s.peek()));
  };
  if (value > 0 && closes(roman)) return {NumberStyle::roman, roman.at(), 1, value};
  const char32_t letter = scan.take();
  const bool ascii = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  if (!ascii || !closes(scan)) return {};
  return {NumberStyle::letter, scan.at(), 1, static_cast<int>((letter | 0x20) - 'a') + 1};
}

}  // namespace

Numbering numbering_of(std::string_view text) {
  const Scan scan(text);
  const char32_t first = scan.peek();
  if (first == 0) return {};
  if (first >= 0x2460 && first <= 0x2473) {
    Scan circled = scan;
    circled.take();
    return {NumberStyle::circled, circled.at(), 1, static_cast<int>(first - 0x2460) + 1};
  }
  if (first == U'第') return chapter(scan);
  for (Numbering (*style)(Scan) : {cjk, arabic, roman_or_letter}) {
    if (Numbering found = style(scan)) return found;
  }
  return {};
}

}  // namespace gridlift
