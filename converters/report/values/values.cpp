#include "converters/report/values/values.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "converters/report/values/dates.h"
#include "converters/report/values/number_token.h"
#include "converters/report/values/numerals.h"
#include "converters/report/values/raised_figures.h"
#include "core/unicode.h"

namespace gridlift::report {

std::string_view name(ValueKind kind) {
  switch (kind) {
    case ValueKind::absent:
      return "absent";
    case ValueKind::number:
      return "number";
    case ValueKind::range:
      return "range";
    case ValueKind::date:
      return "date";
    case ValueKind::truth:
      return "truth";
    case ValueKind::text:
      return "text";
  }
  return "";
}

namespace {

using Text = std::u32string;
using View = std::u32string_view;

Text to_u32(std::string_view utf8) {
  Text out;
  for_each_code_point(utf8, [&](char32_t c) { out.push_back(c); });
  return out;
}

std::string to_utf8(View text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

View trimmed32(View text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool take(View& text, View head) {
  if (text.substr(0, head.size()) != head) return false;
  text = trimmed32(text.substr(head.size()));
  return true;
}

template <std::size_t N>
bool take_any(View& text, const std::array<View, N>& heads) {
  return std::any_of(heads.begin(), heads.end(), [&](View head) { return take(text, head); });
}

bool one_of(View text, std::initializer_list<View> choices) {
  return std::find(choices.begin(), choices.end(), text) != choices.end();
}

/// Signs that people print where there is nothing to print.
bool is_placeholder(View folded) {
  if (one_of(folded,
             {U"无", U"無", U"没有", U"不适用", U"略", U"未统计", U"n/a", U"na", U"n.a.", U"nil", U"none",
              U"not available", U"not applicable", U"暂无", U"无数据", U"没有数据", U"k.a.", U"s/o", U"该项空"}))
    return true;
  // Runs of dashes, dots, slashes and the like, of any length.
  return std::all_of(folded.begin(), folded.end(),
                     [](char32_t c) { return View(U"-–—―─/\\…·.:_~*−‐‑ 一").find(c) != View::npos && c != U'一'; });
}

std::optional<bool> read_truth(View folded) {
  if (one_of(folded, {U"是", U"有", U"yes", U"y", U"true", U"oui", U"ja", U"√", U"✓", U"✔", U"☑", U"☒", U"■", U"●"}))
    return true;
  if (one_of(folded, {U"否", U"no", U"false", U"non", U"nein", U"✗", U"✘", U"×", U"☐", U"□", U"○"})) return false;
  return std::nullopt;
}

/// Takes a sign, in symbols or words, off the head: -1, +1, or 0 when there is none.
int take_sign(View& text) {
  static constexpr std::array<View, 14> kMinus = {U"净减少", U"净下降", U"减少了", U"下降了", U"减少",
                                                  U"下降",   U"降低",   U"减",     U"负",     U"-",
                                                  U"−",      U"minus ", U"down ",  U"▲"};
  static constexpr std::array<View, 13> kPlus = {U"净增加", U"净增长", U"净增", U"增加了", U"增长了", U"增加", U"增长",
                                                 U"上升",   U"增",     U"+",    U"＋",     U"plus ",  U"up "};
  for (const View comparison : {View(U"同比"), View(U"环比")}) {
    View rest = text;
    if (take(rest, comparison) && (take_any(rest, kMinus) || take_any(rest, kPlus))) take(text, comparison);
  }
  if (take_any(text, kMinus) || take(text, U"△") || take(text, U"–")) return -1;
  if (take_any(text, kPlus)) return +1;
  return 0;
}

/// Takes a currency sign or word off the head and returns it.
std::string take_currency(View& text) {
  static constexpr std::array<View, 14> kCurrencies = {U"US$", U"HK$", U"人民币", U"RMB", U"CNY", U"USD", U"EUR",
                                                       U"GBP", U"JPY", U"¥",      U"€",   U"£",   U"$",   U"₩"};
  for (const View currency : kCurrencies) {
    if (take(text, currency)) return to_utf8(currency);
  }
  return {};
}

/// What may follow a number as its unit: a few letters or a sign, no digits, no sentence.
bool is_unit(View text) {
  if (text.empty()) return true;
  if (text.size() > 24) return false;
  // "100余件", "30多": about so many, which is no number.
  if (View(U"余多來来几-–—").find(text.front()) != View::npos) return false;
  // Square and cubic metres come out of NFKC with a plain digit.
  if (text.size() >= 2 && (text.back() == U'2' || text.back() == U'3') && text[text.size() - 2] == U'm')
    text.remove_suffix(1);
  std::size_t cjk = 0;
  std::size_t blanks = 0;
  for (const char32_t c : text) {
    if (is_digit(c) && c < 0x80) return false;
    if (View(U",;:!?。，；：、！？(){}[]<>《》“”\"'.").find(c) != View::npos) return false;
    cjk += is_cjk(c) ? 1U : 0U;
    blanks += is_space(c) ? 1U : 0U;
  }
  return cjk > 0 ? text.size() <= 6 : blanks <= 2;
}

/// A number, ASCII or Chinese, at the head of a text. Advances the text.
std::optional<NumberToken> take_number(View& text, const NumberStyle& style) {
  if (auto token = read_number(text, style)) {
    // "1.属于国家秘密" is a numbered label, not the number one.
    const View rest = text.substr(token->length);
    if (!rest.empty() && (rest[0] == U'.' || rest[0] == U'、')) return std::nullopt;
    text = trimmed32(rest);
    return token;
  }
  std::size_t length = 0;
  while (length < text.size() &&
         View(U"〇零○一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟萬億貳參陸兩").find(text[length]) !=
             View::npos)
    ++length;
  // The magnitude of a unit belongs to the unit: "三万元" is 三 in 万元 when no further digit follows it.
  for (; length > 0; --length) {
    const auto value = parse_chinese_numeral(text.substr(0, length));
    if (!value) continue;
    NumberToken token;
    token.value = *value;
    token.length = length;
    text = trimmed32(text.substr(length));
    return token;
  }
  return std::nullopt;
}

bool take_range_sign(View& text) {
  static constexpr std::array<View, 9> kSigns = {U"至", U"到", U"~", U"∼", U"〜", U"–", U"—", U"-", U"to "};
  return take_any(text, kSigns);
}

/// Takes a percent or per mille sign off the head where a range goes on behind it: of "12%-15%" the "%".
void take_repeated_sign(View& text) {
  if (text.empty() || (text.front() != U'%' && text.front() != U'‰')) return;
  View rest = trimmed32(text.substr(1));
  if (take_range_sign(rest) && !rest.empty() && rest.back() == text.front()) text = trimmed32(text.substr(1));
}

/// 百分之十二, 千分之三: the sign that the words stand for, and the number behind them.
View take_parts_in_words(View& text) {
  if (take(text, U"百分之")) return U"%";
  if (take(text, U"千分之")) return U"‰";
  return {};
}

/// The whole text as a number or range; leaves `value` as it was when it is neither.
bool read_quantity(View text, const NumberStyle& style, TypedValue& value) {
  bool bracketed = false;
  if (text.size() > 2 && text.front() == U'(' && text.back() == U')') {
    text = trimmed32(text.substr(1, text.size() - 2));
    bracketed = true;  // accountants print negative amounts in brackets; a Chinese numeral there counts an item
    if (!text.empty() && is_cjk(text.front())) return false;
  }
  int sign = take_sign(text);
  std::string unit = take_currency(text);
  if (sign == 0) sign = take_sign(text);
  const View parts = take_parts_in_words(text);
  const auto first = take_number(text, style);
  if (!first) return false;
  TypedValue read = value;
  read.kind = ValueKind::number;
  read.number = (sign < 0) != bracketed ? -first->value : first->value;
  if (read.number == 0) read.number = 0;  // no negative zero
  read.decimals = first->decimals;
  read.ambiguous = first->ambiguous;
  // Accountants also print the sign behind the number.
  if (sign == 0 && !bracketed && (text == View(U"-") || text == View(U"−"))) {
    read.number = -read.number;
    text = {};
  }
  take_repeated_sign(text);
  View rest = text;
  if (take_range_sign(rest)) {
    if (const auto second = take_number(rest, style)) {
      read.kind = ValueKind::range;
      read.upper = second->value;
      text = rest;
    }
  }
  if (!is_unit(text) || (!parts.empty() && !text.empty())) return false;
  if (bracketed && !text.empty() && text != View(U"%")) return false;
  const std::string printed = parts.empty() ? to_utf8(text) : to_utf8(parts);
  // 人民币500元 says the same thing twice.
  if (printed.ends_with("元") && one_of(to_u32(unit), {U"人民币", U"RMB", U"CNY", U"¥"})) unit.clear();
  read.unit = unit.empty() ? printed : printed.empty() ? unit : unit + " " + printed;
  value = std::move(read);
  return true;
}

Text folded_spaces(View text) {
  return to_u32(collapsed(nfkc(to_utf8(text))));
}

View without_brackets(View text) {
  const std::size_t open = text.find(U'(');
  return open == View::npos ? text : trimmed32(text.substr(0, open));
}

}  // namespace

TypedValue parse_value(std::string_view text, const NumberStyle& style) {
  TypedValue value;
  value.text = std::string(text);
  Text raw = to_u32(trimmed(text));
  if (std::none_of(raw.begin(), raw.end(), has_ink)) {
    value.reason = "empty";
    return value;
  }
  if (const auto power = read_power_of_ten(raw)) {
    const bool read =
        !power->head.empty() && read_quantity(folded_spaces(power->head + U' ' + power->tail), style, value);
    if (!read || value.kind != ValueKind::number) value.kind = ValueKind::text;
    value.number *= power->factor;
    if (value.number == std::floor(value.number)) value.decimals = 0;
    return value;
  }
  value.note = take_note_marks(raw);
  const Text normal = folded_spaces(raw);
  Text folded = normal;
  for (char32_t& c : folded) c = c >= U'A' && c <= U'Z' ? c - U'A' + U'a' : c;
  if (is_placeholder(folded)) {
    value.reason = "placeholder";
    return value;
  }
  if (const auto truth = read_truth(folded)) {
    value.kind = ValueKind::truth;
    value.truth = *truth;
    return value;
  }
  if (auto date = parse_date(to_utf8(normal)); !date.empty()) {
    value.kind = ValueKind::date;
    value.date = std::move(date);
    return value;
  }
  // A number in full-width brackets counts an item; accountants use narrow ones.
  const bool item = raw.front() == U'（' && raw.back() == U'）';
  if (!item && read_quantity(normal, style, value)) return value;
  value.kind = ValueKind::text;
  return value;
}

std::string mended_number(std::string_view text) {
  std::string joined;
  bool digits = false;
  bool blanks = false;
  bool other = false;
  for_each_code_point(nfkc(text), [&](char32_t c) {
    if (is_space(c)) {
      blanks = blanks || !joined.empty();
      return;
    }
    digits = digits || is_digit(c);
    other = other || !(is_digit(c) || c == U',' || c == U'.');
    append_utf8(joined, c);
  });
  return digits && blanks && !other ? joined : std::string();
}

bool may_be_value(std::string_view text, bool broken) {
  if (text.size() > 200) return false;
  const ValueKind kind = parse_value(text).kind;
  return kind == ValueKind::number || kind == ValueKind::absent || (broken && !mended_number(text).empty());
}

NumberStyle infer_style(std::span<const std::string_view> texts) {
  int point = 0;
  int comma = 0;
  for (const std::string_view text : texts) {
    Text raw = to_u32(trimmed(text));
    if (read_power_of_ten(raw)) continue;
    take_note_marks(raw);
    const Text normal = folded_spaces(raw);
    View rest = normal;
    take_sign(rest);
    take_currency(rest);
    const auto token = read_number(rest, {});
    // "29,20 8" is a broken number or two of them: it tells nothing.
    if (!token || std::any_of(rest.begin() + static_cast<std::ptrdiff_t>(token->length), rest.end(), is_digit))
      continue;
    point += token->decimal == U'.' || token->grouping == U',' ? 1 : 0;
    comma += token->decimal == U',' || token->grouping == U'.' ? 1 : 0;
  }
  NumberStyle style;
  if (comma > point) {
    style.decimal = U',';
    style.grouping = U'.';
  }
  style.certain = (point == 0) != (comma == 0);
  return style;
}

std::string declared_unit(std::string_view header) {
  const Text normal = to_u32(collapsed(nfkc(header)));
  const View text = normal;
  for (const View word :
       {View(U"计量单位:"), View(U"单位:"), View(U"單位:"), View(U"Unit:"), View(U"unit:"), View(U"Units:")}) {
    const std::size_t at = text.find(word);
    if (at == View::npos) continue;
    View unit = trimmed32(text.substr(at + word.size()));
    unit = trimmed32(unit.substr(0, unit.find_first_of(View(U")],;，。"))));
    return is_unit(unit) ? to_utf8(unit) : std::string();
  }
  // "Amount (EUR million)", "比例(%)": a bracket at the end that holds a unit.
  if (!text.empty() && text.back() == U')') {
    const std::size_t open = text.rfind(U'(');
    const View unit = open == View::npos ? View() : trimmed32(text.substr(open + 1, text.size() - open - 2));
    const bool known = unit == View(U"%") || unit == View(U"‰") || unit_factor(to_utf8(unit)) != 1 ||
                       unit.find_first_of(View(U"元€$£¥件个项人次户")) != View::npos;
    if (known && is_unit(unit) && !without_brackets(text).empty()) return to_utf8(unit);
  }
  if (text.size() > 3 && text.substr(0, 3) == View(U"in ") && is_unit(text.substr(3))) return to_utf8(text.substr(3));
  return {};
}

double unit_factor(std::string_view unit) {
  static constexpr std::pair<std::string_view, double> kFactors[] = {
      {"万亿", 1e12}, {"亿", 1e8}, {"億", 1e8}, {"千万", 1e7},     {"百万", 1e6},    {"万", 1e4},
      {"萬", 1e4},    {"千", 1e3}, {"百", 1e2}, {"thousand", 1e3}, {"million", 1e6}, {"billion", 1e9}};
  for (const auto& [word, factor] : kFactors) {
    // Chinese magnitudes head the unit (万元); English ones may follow a currency (EUR million). "千米" is a kilometre,
    // and its factor is a thousand metres all the same.
    const std::size_t at = unit.find(word);
    const bool latin = static_cast<unsigned char>(word[0]) < 0x80;
    if (at != std::string_view::npos && (at == 0 || latin)) return factor;
  }
  return 1;
}

}  // namespace gridlift::report
