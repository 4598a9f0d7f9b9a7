// Labels: the bullets and numbers that lines begin with.
#pragma once

#include <cstddef>
#include <string_view>

namespace gridlift::recover {

enum class LabelKind : unsigned char {
  none,
  bullet,     ///< • – ▪ and the like, and letters of symbol fonts
  number,     ///< 1. 1) (1) ①
  letter,     ///< a) (a) A.
  roman,      ///< i) (iv) IV.
  section,    ///< 1.2 1.2.3: several numbers
  chapter,    ///< Chapter IV, Article 5, 第一章, 第三节
  han,        ///< 一、
  han_paren,  ///< （一）
};

struct Label {
  LabelKind kind = LabelKind::none;
  std::size_t bytes = 0;  ///< length of the label at the start of the text, without the blank that follows
  int value = 0;          ///< its number: 3 for "3.", "c)", "iii", "（三）"; the last one of "1.2.3"; 0 for bullets
  int depth = 0;          ///< how many numbers it has: 3 for "1.2.3"; else 1

  explicit operator bool() const { return kind != LabelKind::none; }
};

/// The label at the start of a line of text. Something must follow it.
Label label_of(std::string_view text);

/// True when `next` counts on from `before`: same kind, the number that follows, or both bullets.
bool follows(const Label& before, const Label& next);

}  // namespace gridlift::recover
