#include "core/recover/page/labels.h"

#include <array>
#include <optional>
#include <string>

#include "core/unicode.h"

namespace gridlift::recover {

namespace {

constexpr std::u32string_view kBullets = U"•·●○◦▪▫■□◆◇▶►➢➤✓✔❖‣⁃※★☆–—*";
constexpr std::u32string_view kHanDigits = U"〇一二三四五六七八九";
constexpr std::u32string_view kHanUnits = U"编篇章节条款";
constexpr std::array<std::string_view, 8> kChapterWords = {"chapter", "part",     "section",  "article",
                                                           "annex",   "appendix", "chapitre", "kapitel"};

bool is_private(char32_t c) {
  return c >= 0xE000 && c <= 0xF8FF;
}

/// Reads a text code point by code point, and can go back.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}
  std::size_t at() const { return at_; }
  bool done() const { return at_ >= text_.size(); }
  char32_t peek() const {
    std::size_t at = at_;
    return done() ? 0 : next_code_point(text_, at);
  }
  char32_t next() { return done() ? 0 : next_code_point(text_, at_); }
  bool take(std::u32string_view any) {
    if (done() || any.find(peek()) == std::u32string_view::npos) return false;
    next();
    return true;
  }
  std::string_view rest() const { return text_.substr(at_); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

std::optional<int> take_number(Cursor& cursor) {
  int value = 0;
  int digits = 0;
  while (digits < 4 && cursor.peek() < 0x80 && is_digit(cursor.peek())) {
    value = value * 10 + static_cast<int>(cursor.next() - U'0');
    ++digits;
  }
  if (digits == 0 || digits > 3) return std::nullopt;
  return value;
}

/// 一 .. 九十九.
std::optional<int> take_han_number(Cursor& cursor) {
  int value = 0;
  bool any = false;
  int last = 0;
  while (!cursor.done()) {
    const char32_t c = cursor.peek();
    if (c == U'十') {
      value += 10 * (last == 0 ? 1 : last);
      last = 0;
    } else if (const auto digit = kHanDigits.find(c); digit != std::u32string_view::npos) {
      if (last != 0) return std::nullopt;
      last = static_cast<int>(digit);
    } else {
      break;
    }
    any = true;
    cursor.next();
  }
  if (!any) return std::nullopt;
  return value + last;
}

std::optional<int> take_roman(Cursor& cursor) {
  constexpr std::u32string_view kLower = U"ivxl";
  constexpr std::u32string_view kUpper = U"IVXL";
  constexpr std::array<int, 4> kValues = {1, 5, 10, 50};
  const std::u32string_view letters = kLower.find(cursor.peek()) != std::u32string_view::npos ? kLower : kUpper;
  int value = 0;
  int last = 0;
  int count = 0;
  while (count < 7) {
    const auto found = cursor.done() ? std::u32string_view::npos : letters.find(cursor.peek());
    if (found == std::u32string_view::npos) break;
    const int digit = kValues[found];
    value += last != 0 && digit > last ? digit - 2 * last : digit;
    last = digit;
    cursor.next();
    ++count;
  }
  if (count == 0) return std::nullopt;
  return value;
}

/// A label ends before a blank, or before CJK text, which needs none.
bool stands_alone(const Cursor& cursor) {
  return !cursor.done() && (is_space(cursor.peek()) || is_cjk(cursor.peek()));
}

Label made(LabelKind kind, const Cursor& cursor, int value, int depth = 1) {
  return {kind, cursor.at(), value, depth};
}

Label bullet(std::string_view text) {
  Cursor cursor(text);
  const char32_t c = cursor.next();
  const bool dash = c == U'-' || c == U'o' || c == U'§';
  if (!dash && kBullets.find(c) == std::u32string_view::npos && !is_private(c)) return {};
  if (cursor.done()) return {};
  // A dash, or an "o" of a symbol font, is a bullet only when it stands alone; so is what could be a footnote's mark.
  const bool needs_blank = dash || c == U'*' || c == U'–' || c == U'—';
  if (needs_blank && !is_space(cursor.peek())) return {};
  return made(LabelKind::bullet, cursor, 0);
}

Label circled(std::string_view text) {
  Cursor cursor(text);
  const char32_t c = cursor.next();
  if (c < 0x2460 || c > 0x2473 || cursor.done()) return {};
  return made(LabelKind::number, cursor, static_cast<int>(c - 0x2460) + 1);
}

/// 1. 1) 1、 1.2 1.2.3
Label numbered(std::string_view text) {
  Cursor cursor(text);
  auto value = take_number(cursor);
  if (!value) return {};
  int depth = 1;
  while (cursor.peek() == U'.' || cursor.peek() == U'．') {
    Cursor after = cursor;
    after.next();
    const auto more = take_number(after);
    if (!more) break;
    cursor = after;
    value = more;
    ++depth;
  }
  if (depth > 1) {
    cursor.take(U".");
    return stands_alone(cursor) ? made(LabelKind::section, cursor, *value, depth) : Label{};
  }
  const bool han = cursor.peek() == U'、' || cursor.peek() == U'．';
  if (!cursor.take(U".)、．）") || (!han && !stands_alone(cursor)) || cursor.done()) return {};
  return made(LabelKind::number, cursor, *value);
}

/// [1]
Label in_brackets(std::string_view text) {
  Cursor cursor(text);
  if (!cursor.take(U"[")) return {};
  const auto value = take_number(cursor);
  return value && cursor.take(U"]") && stands_alone(cursor) ? made(LabelKind::number, cursor, *value) : Label{};
}

/// (1) (a) (iv) （一）
Label in_parentheses(std::string_view text) {
  Cursor cursor(text);
  if (!cursor.take(U"(（")) return {};
  const auto closed = [](Cursor c) { return c.take(U")）") && !c.done(); };
  Cursor inner = cursor;
  const auto end = [&](LabelKind kind, int value) {
    inner.next();
    return made(kind, inner, value);
  };
  if (const auto value = take_number(inner); value && closed(inner)) return end(LabelKind::number, *value);
  inner = cursor;
  if (const auto value = take_han_number(inner); value && closed(inner)) return end(LabelKind::han_paren, *value);
  inner = cursor;
  if (const auto value = take_roman(inner); value && closed(inner)) return end(LabelKind::roman, *value);
  inner = cursor;
  const char32_t c = inner.next();
  if (c < 0x80 && is_letter(c) && closed(inner)) return end(LabelKind::letter, static_cast<int>(c | 0x20) - 'a' + 1);
  return {};
}

/// a) A. iv. 一、
Label lettered(std::string_view text) {
  Cursor cursor(text);
  if (const auto value = take_han_number(cursor); value && cursor.take(U"、.．") && !cursor.done())
    return made(LabelKind::han, cursor, *value);
  cursor = Cursor(text);
  if (const auto value = take_roman(cursor); value && cursor.take(U".)") && stands_alone(cursor))
    return made(LabelKind::roman, cursor, *value);
  cursor = Cursor(text);
  const char32_t c = cursor.next();
  if (c >= 0x80 || !is_letter(c)) return {};
  const bool dot = cursor.peek() == U'.';
  // "A. Smith" begins with an initial: a letter with a dot is a label only when it is small.
  if (dot && !is_lower(c)) return {};
  if (!cursor.take(U".)") || !stands_alone(cursor)) return {};
  return made(LabelKind::letter, cursor, static_cast<int>(c | 0x20) - 'a' + 1);
}

/// Chapter IV, Article 5, 第一章
Label chapter(std::string_view text) {
  Cursor cursor(text);
  if (cursor.take(U"第")) {
    auto value = take_han_number(cursor);
    if (!value) value = take_number(cursor);
    if (value && cursor.take(kHanUnits)) return made(LabelKind::chapter, cursor, *value);
    return {};
  }
  for (const std::string_view word : kChapterWords) {
    if (text.size() <= word.size() + 1 || text[word.size()] != ' ') continue;
    if (fold_label(text.substr(0, word.size())) != word || !is_upper(first_code_point(text))) continue;
    cursor = Cursor(text.substr(word.size() + 1));
    auto value = take_roman(cursor);
    if (!value) value = take_number(cursor);
    if (!value) {
      const char32_t c = cursor.next();
      if (!is_upper(c)) return {};
      value = static_cast<int>(c);
    }
    if (!cursor.done() && is_letter(cursor.peek())) return {};
    return {LabelKind::chapter, word.size() + 1 + cursor.at(), *value, 1};
  }
  return {};
}

}  // namespace

Label label_of(std::string_view text) {
  if (text.empty()) return {};
  for (const auto read : {bullet, circled, numbered, in_brackets, in_parentheses, lettered, chapter}) {
    if (const Label label = read(text)) return label;
  }
  return {};
}

bool follows(const Label& before, const Label& next) {
  if (before.kind != next.kind || before.kind == LabelKind::none) return false;
  return next.kind == LabelKind::bullet || next.value == before.value + 1;
}

}  // namespace gridlift::recover
