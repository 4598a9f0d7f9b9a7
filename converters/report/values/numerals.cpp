#include "converters/report/values/numerals.h"

namespace gridlift::report {

namespace {

/// 0..9 of a digit character, everyday or financial; -1 for others.
int digit_of(char32_t c) {
  switch (c) {
    case U'〇':
    case U'零':
    case U'○':
      return 0;
    case U'一':
    case U'壹':
    case U'弌':
      return 1;
    case U'二':
    case U'贰':
    case U'貳':
    case U'两':
    case U'兩':
      return 2;
    case U'三':
    case U'叁':
    case U'參':
      return 3;
    case U'四':
    case U'肆':
      return 4;
    case U'五':
    case U'伍':
      return 5;
    case U'六':
    case U'陆':
    case U'陸':
      return 6;
    case U'七':
    case U'柒':
      return 7;
    case U'八':
    case U'捌':
      return 8;
    case U'九':
    case U'玖':
      return 9;
    default:
      return -1;
  }
}

/// 10, 100, 1000 of a unit within a group of four; 0 for others.
int small_unit(char32_t c) {
  switch (c) {
    case U'十':
    case U'拾':
      return 10;
    case U'百':
    case U'佰':
      return 100;
    case U'千':
    case U'仟':
      return 1000;
    default:
      return 0;
  }
}

/// 1e4, 1e8, 1e12 of a unit of groups; 0 for others.
double great_unit(char32_t c) {
  switch (c) {
    case U'万':
    case U'萬':
      return 1e4;
    case U'亿':
    case U'億':
      return 1e8;
    case U'兆':
      return 1e12;
    default:
      return 0;
  }
}

}  // namespace

std::optional<double> parse_chinese_numeral(std::u32string_view text) {
  if (text.empty()) return std::nullopt;
  double total = 0;       // finished groups of 万 and 亿
  double group = 0;       // the group that is being read, below 10,000
  double pending = -1;    // a digit that waits for its unit
  double positional = 0;  // value when only digits come: 二〇二〇
  bool only_digits = true;
  for (const char32_t c : text) {
    if (const int digit = digit_of(c); digit >= 0) {
      if (pending > 0 && !only_digits) return std::nullopt;  // 三十五六 is no number
      pending = digit;
      positional = positional * 10 + digit;
      continue;
    }
    only_digits = false;
    if (const int unit = small_unit(c); unit > 0) {
      if (pending < 0 && unit > 10) return std::nullopt;  // 百 alone is a unit; only 十 is also a number
      group += (pending < 0 ? 1 : pending) * unit;        // 十二 is 12: the one before ten is not written
      pending = -1;
    } else if (const double great = great_unit(c); great > 0) {
      const double value = group + (pending < 0 ? 0 : pending);
      if (value == 0 && total == 0) return std::nullopt;  // 万 alone is a unit, not a number
      total = value == 0 ? total * great : total + value * great;
      group = 0;
      pending = -1;
    } else {
      return std::nullopt;
    }
  }
  if (only_digits) return positional;
  return total + group + (pending < 0 ? 0 : pending);
}

}  // namespace gridlift::report
