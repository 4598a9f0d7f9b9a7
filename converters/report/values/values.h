// Typed values: what a cell's text says as a number, date, truth or range, with its unit, or why it says nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gridlift::report {

enum class ValueKind : std::uint8_t {
  absent,  ///< nothing printed, or a placeholder: `reason` says which
  number,  ///< integer or decimal, with `unit` where one is printed ("万元", "%", "m²")
  range,   ///< `number` to `upper`
  date,    ///< ISO 8601 in `date`: "2020", "2020-03", "2020-03-31"
  truth,   ///< yes or no, ticked or not
  text,    ///< anything else
};
std::string_view name(ValueKind kind);

/// How numbers of a document or column are written. `grouping` 0: none seen.
struct NumberStyle {
  char32_t decimal = U'.';
  char32_t grouping = U',';
  bool certain = false;  ///< some number could be read in this way only
};

/// A cell's text, read. `text` is always as printed.
struct TypedValue {
  ValueKind kind = ValueKind::absent;
  std::string text;
  double number = 0;       ///< kinds number and range; the printed number, without its unit's magnitude
  int decimals = 0;        ///< digits printed after the decimal sign
  double upper = 0;        ///< kind range
  std::string unit;        ///< as printed, folded to NFKC; "" none
  std::string date;        ///< kind date
  bool truth = false;      ///< kind truth
  std::string reason;      ///< kind absent: "empty" or "placeholder"
  std::string note;        ///< a footnote mark taken off the number ("1", "*", "a")
  bool ambiguous = false;  ///< "1,234" or "1.234" where nothing told which sign is which

  bool is_number() const { return kind == ValueKind::number; }
};

/// Reads one text. Understands ASCII, full-width and Chinese numerals, thousands separators, signs in words (减2, 增3),
/// brackets for negative amounts, percent and per mille, magnitudes (万, 亿, million), units, ranges, dates, ticks.
TypedValue parse_value(std::string_view text, const NumberStyle& style = {});

/// A number that a narrow cell broke over lines, put together: "12,34\n5" -> "12,345". "" when there is anything but
/// digits, their signs and blanks, or no blank.
std::string mended_number(std::string_view text);

/// Whether a text can stand for one value: a number, a placeholder, or nothing. `broken`: a number broken over lines
/// too, which only the walls of a cell tell from two numbers.
bool may_be_value(std::string_view text, bool broken);

/// What the numbers among these texts tell of their style: of "1.234,50" and "12,5" that the comma is the decimal sign.
NumberStyle infer_style(std::span<const std::string_view> texts);

/// The unit that a header or caption declares for its column or table: "（单位：万元）", "Amount (EUR million)", "in
/// %"; "" none.
std::string declared_unit(std::string_view header);

/// The factor of a magnitude word at the head of a unit: 万元 -> 10000, 亿 -> 1e8, "million" -> 1e6; 1 when there is
/// none.
double unit_factor(std::string_view unit);

}  // namespace gridlift::report
