#include "formats/docx/number_words.h"

#include <array>
#include <string_view>

namespace gridlift::docx {

namespace {

std::string english(int number, bool as_ordinal) {
  constexpr std::string_view kSmall[] = {
      "",    "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
      "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  constexpr std::string_view kSmallth[] = {"",          "first",     "second",      "third",      "fourth",
                                           "fifth",     "sixth",     "seventh",     "eighth",     "ninth",
                                           "tenth",     "eleventh",  "twelfth",     "thirteenth", "fourteenth",
                                           "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth"};
  constexpr std::string_view kTens[] = {"",      "",      "twenty",  "thirty", "forty",
                                        "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (number > 9999) return std::to_string(number);
  std::string out;
  const auto add = [&](std::string_view word) {
    if (!out.empty() && !word.empty()) out += ' ';
    out += word;
  };
  if (number >= 1000) add(std::string(kSmall[number / 1000]) + " thousand");
  if (number % 1000 >= 100) add(std::string(kSmall[number % 1000 / 100]) + " hundred");
  const int rest = number % 100;
  const auto& last = as_ordinal ? kSmallth : kSmall;
  if (rest >= 20) {
    std::string tens(kTens[rest / 10]);
    if (rest % 10 > 0) {
      tens += "-" + std::string(last[rest % 10]);
    } else if (as_ordinal) {
      tens.replace(tens.size() - 1, 1, "ieth");
    }
    add(tens);
  } else if (rest > 0) {
    add(last[rest]);
  } else if (as_ordinal) {
    out += "th";
  }
  if (!out.empty()) out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out;
}

}  // namespace

std::string english_words(int number) {
  return english(number, false);
}

std::string english_ordinal(int number) {
  return english(number, true);
}

std::string dollar_words(int number) {
  return english(number, false) + " and 00/100";
}

std::string vietnamese_words(int number) {
  constexpr std::string_view kDigits[] = {"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
  if (number > 99) return std::to_string(number);
  const int tens = number / 10;
  const int ones = number % 10;
  std::string out;
  if (tens == 1) out = "mười";
  if (tens > 1) out = std::string(kDigits[tens]) + " mươi";
  if (ones == 0) return out;
  if (!out.empty()) out += ' ';
  if (ones == 1 && tens > 1) return out + "mốt";
  if (ones == 5 && tens > 0) return out + "lăm";
  return out + std::string(kDigits[ones]);
}

/// Powers of ten have names up to the hundred thousand; a million of them begins again.
std::string thai_words(int number) {
  constexpr std::string_view kDigits[] = {"", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"};
  constexpr std::string_view kPowers[] = {"แสน", "หมื่น", "พัน", "ร้อย", "สิบ", ""};
  if (number > 999'999) return std::to_string(number);
  std::string out;
  int power = 100'000;
  for (const std::string_view name : kPowers) {
    const int digit = number / power % 10;
    power /= 10;
    if (digit == 0) continue;
    const bool tens = power == 1;
    const bool last = power == 0;
    if (last && digit == 1 && !out.empty()) {
      out += "เอ็ด";
    } else if (tens && digit == 2) {
      out += "ยี่";
    } else if (!(tens && digit == 1)) {
      out += kDigits[digit];
    }
    out += name;
  }
  return out;
}

std::string baht_words(int number) {
  return thai_words(number) + "บาทถ้วน";
}

std::string hindi_words(int number) {
  // Every number below a hundred has a word of its own.
  constexpr std::array<std::string_view, 100> kWords = {
      "",      "एक",      "दो",     "तीन",    "चार",     "पाँच",    "छह",      "सात",    "आठ",      "नौ",
      "दस",    "ग्यारह",   "बारह",   "तेरह",    "चौदह",    "पंद्रह",   "सोलह",    "सत्रह",   "अठारह",   "उन्नीस",
      "बीस",   "इक्कीस",   "बाईस",   "तेईस",    "चौबीस",   "पच्चीस",  "छब्बीस",   "सत्ताईस", "अट्ठाईस",  "उनतीस",
      "तीस",   "इकतीस",   "बत्तीस",  "तैंतीस",   "चौंतीस",   "पैंतीस",   "छत्तीस",   "सैंतीस",   "अड़तीस",   "उनतालीस",
      "चालीस", "इकतालीस", "बयालीस", "तैंतालीस", "चौवालीस", "पैंतालीस", "छियालीस", "सैंतालीस", "अड़तालीस", "उनचास",
      "पचास",  "इक्यावन",  "बावन",   "तिरेपन",  "चौवन",    "पचपन",   "छप्पन",    "सत्तावन", "अट्ठावन",  "उनसठ",
      "साठ",   "इकसठ",    "बासठ",   "तिरेसठ",  "चौंसठ",    "पैंसठ",    "छियासठ",  "सड़सठ",   "अड़सठ",    "उनहत्तर",
      "सत्तर",  "इकहत्तर",  "बहत्तर",  "तिहत्तर", "चौहत्तर",  "पचहत्तर", "छिहत्तर",  "सतहत्तर", "अठहत्तर",  "उन्यासी",
      "अस्सी",  "इक्यासी",  "बयासी",  "तिरासी", "चौरासी",  "पचासी",  "छियासी",  "सत्तासी", "अट्ठासी",  "नवासी",
      "नब्बे",   "इक्यानबे",  "बानबे",   "तिरानबे", "चौरानबे",  "पंचानबे",  "छियानबे",  "सत्तानबे", "अट्ठानबे",  "निन्यानबे"};
  if (number > 999) return std::to_string(number);
  std::string out;
  if (number >= 100) out = std::string(kWords[static_cast<std::size_t>(number / 100)]) + " सौ";
  const std::string_view rest = kWords[static_cast<std::size_t>(number % 100)];
  if (!out.empty() && !rest.empty()) out += ' ';
  return out + std::string(rest);
}

}  // namespace gridlift::docx
