// Labels: the texts that name rows, columns and sections, made comparable.
#pragma once

#include <string>
#include <string_view>

namespace gridlift::report {

/// A label ready to be compared: folded (NFKC, case, no white space), in three depths.
struct Label {
  std::string whole;  ///< folded
  std::string core;  ///< without its number at the head (一、 （一） 1. 第三项 a) and without notes in brackets
};

Label make_label(std::string_view text);

/// The number at the head of a heading or label, as printed and trimmed: "一、" -> "一", "（一）" -> "一", "1.2" ->
/// "1.2", "第三章" -> "三"; "" when there is none. `rest` becomes the text behind it.
std::string head_number(std::string_view text, std::string_view& rest);

/// How well a printed label fits an expected one, 0..1: 1 for equal cores, less when one holds the other or they differ
/// in a few letters (edit distance), 0 when they have nothing to do with each other. A '*' in `expected` stands for any
/// run.
double similarity(const Label& printed, const Label& expected);

}  // namespace gridlift::report
