// Numbers that head headings, list items and row labels: "一、", "（二）", "3.", "1.2", "第四章", "IV.", "a)", "①".
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gridlift {

enum class NumberStyle : std::uint8_t {
  none,
  chapter,       ///< 第一章, 第二编, 第三部分
  section,       ///< 第一节
  cjk,           ///< 一、 or 一.
  cjk_paren,     ///< （一） or (一), also 一）
  decimal,       ///< 1.2, 1.2.3 and a blank or a letter
  arabic,        ///< 1. or 1、 or 1．
  arabic_paren,  ///< (1), 1), （1）
  roman,         ///< IV. or IV、 or (iv)
  letter,        ///< a) or (a) or A.
  circled,       ///< ①
};

struct Numbering {
  NumberStyle style = NumberStyle::none;
  std::size_t bytes = 0;  ///< length of the number with its mark, without white space around
  int depth = 1;          ///< decimal: how many parts
  int value = 0;          ///< the (last) number, where it is told; 0 otherwise

  explicit operator bool() const { return style != NumberStyle::none; }
};

/// The number at the head of a text without leading white space. Quantities ("1.5 Mio", "2020.12.31", "3%") are none.
Numbering numbering_of(std::string_view text);

}  // namespace gridlift
