#include "formats/docx/number_format.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "core/unicode.h"
#include "formats/docx/number_words.h"

namespace gridlift::docx {

namespace {

using Signs = std::u32string_view;

std::string utf8(Signs text) {
  std::string out;
  for (const char32_t c : text) append_utf8(out, c);
  return out;
}

std::string roman(int number, bool upper) {
  if (number > 4999) return std::to_string(number);
  constexpr std::pair<int, std::string_view> kSteps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                                                         {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                                                         {5, "v"},    {4, "iv"},   {1, "i"}};
  std::string out;
  for (const auto& [value, sign] : kSteps) {
    for (; number >= value; number -= value) out += sign;
  }
  if (upper)
    std::transform(out.begin(), out.end(), out.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
  return out;
}

/// a..z, then aa, bb, ...: the sign is repeated, as Word does. Long runs are bounded.
std::string repeated(int number, Signs signs) {
  const auto count = static_cast<int>(signs.size());
  const int times = std::min((number - 1) / count + 1, 64);
  std::string out;
  for (int i = 0; i < times; ++i) append_utf8(out, signs[static_cast<std::size_t>((number - 1) % count)]);
  return out;
}

/// The signs in a circle: after the last the first again.
std::string cyclic(int number, Signs signs) {
  std::string out;
  append_utf8(out, signs[static_cast<std::size_t>(number - 1) % signs.size()]);
  return out;
}

std::string digits(int number, Signs ten) {
  std::string out;
  for (const char c : std::to_string(number)) append_utf8(out, ten[static_cast<std::size_t>(c - '0')]);
  return out;
}

/// Numerals of the Chinese kind: digits and the names of powers of ten.
struct Numerals {
  Signs digits;  ///< 0..9
  Signs tens;    ///< ten, hundred, thousand
  char32_t myriad = U'万';
  bool bare_ten = true;   ///< 10 is "ten", not "one ten"
  bool with_zero = true;  ///< a gap of powers is filled by one zero: 101 is "one hundred zero one"
  bool omit_one = false;  ///< no "one" before any power (Korean, Japanese hundred)
};

void append_below_myriad(std::string& out, int number, const Numerals& numerals, bool leading) {
  constexpr std::array kPowers = {1000, 100, 10, 1};
  bool gap = false;
  bool started = !leading;
  for (std::size_t i = 0; i < kPowers.size(); ++i) {
    const int digit = number / kPowers[i] % 10;
    if (digit == 0) {
      gap = started || gap;
      if (leading && !started) gap = false;
      continue;
    }
    if (gap && numerals.with_zero) append_utf8(out, numerals.digits[0]);
    gap = false;
    const bool power = i < 3;
    const bool silent = power && digit == 1 && (numerals.omit_one || (numerals.bare_ten && i == 2 && !started));
    if (!silent) append_utf8(out, numerals.digits[static_cast<std::size_t>(digit)]);
    if (power) append_utf8(out, numerals.tens[2 - i]);
    started = true;
  }
}

std::string counted(int number, const Numerals& numerals) {
  std::string out;
  const int high = number / 10000;
  if (high > 9999) return std::to_string(number);
  if (high > 0) {
    append_below_myriad(out, high, numerals, true);
    append_utf8(out, numerals.myriad);
  }
  append_below_myriad(out, number % 10000, numerals, high == 0);
  return out;
}

constexpr Signs kChinese = U"〇一二三四五六七八九";
constexpr Signs kChineseZero = U"零一二三四五六七八九";
constexpr Signs kLegalSimplified = U"零壹贰叁肆伍陆柒捌玖";
constexpr Signs kLegalTraditional = U"零壹貳參肆伍陸柒捌玖";
constexpr Signs kKoreanDigits = U"영일이삼사오육칠팔구";
constexpr Signs kStems = U"甲乙丙丁戊己庚辛壬癸";
constexpr Signs kBranches = U"子丑寅卯辰巳午未申酉戌亥";
constexpr Signs kLower = U"abcdefghijklmnopqrstuvwxyz";
constexpr Signs kUpper = U"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr Signs kAiueo =
    U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン";
constexpr Signs kAiueoHalf = U"ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ";
constexpr Signs kIroha =
    U"イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン";
constexpr Signs kGanada = U"가나다라마바사아자차카타파하";
constexpr Signs kChosung = U"ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ";
constexpr Signs kRussianLower = U"абвгдежзиклмнопрстуфхцчшщыэюя";
constexpr Signs kRussianUpper = U"АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ";
constexpr Signs kHebrew = U"אבגדהוזחטיכלמנסעפצקרשת";
constexpr Signs kArabicAlpha = U"أبتثجحخدذرزسشصضطظعغفقكلمنهوي";
constexpr Signs kArabicAbjad = U"أبجدهوزحطيكلمنسعفصقرشتثخذضظغ";
constexpr Signs kThaiLetters = U"กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ";
constexpr Signs kHindiVowelSigns = U"अआइईउऊऋएऐओऔ";
constexpr Signs kHindiConsonants = U"कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह";

constexpr Numerals kChineseCounting{kChinese, U"十百千"};
constexpr Numerals kChineseThousand{kChineseZero, U"十百千"};
constexpr Numerals kLegalCn{kLegalSimplified, U"拾佰仟", U'万', false};
constexpr Numerals kLegalTw{kLegalTraditional, U"拾佰仟", U'萬', false};
constexpr Numerals kTaiwan{kChineseZero, U"十百千", U'萬'};
constexpr Numerals kJapanese{kChinese, U"十百千", U'万', true, false, true};
constexpr Numerals kJapaneseLegal{U"〇壱弐参四伍六七八九", U"拾百阡", U'萬', false, false};
constexpr Numerals kKoreanSino{kKoreanDigits, U"십백천", U'만', true, false, true};
constexpr Numerals kKoreanLegalHan{kChinese, U"十百千", U'萬', true, false, true};

std::string korean_native(int number) {
  constexpr std::u32string_view kOnes[] = {U"",     U"하나", U"둘",   U"셋",   U"넷",
                                           U"다섯", U"여섯", U"일곱", U"여덟", U"아홉"};
  constexpr std::u32string_view kTens[] = {U"",   U"열",   U"스물", U"서른", U"마흔",
                                           U"쉰", U"예순", U"일흔", U"여든", U"아흔"};
  if (number > 99) return counted(number, kKoreanSino);
  return utf8(kTens[number / 10]) + utf8(kOnes[number % 10]);
}

/// Stems and branches together: the cycle of sixty.
std::string sexagenary(int number) {
  return cyclic(number, kStems) + cyclic(number, kBranches);
}

/// A run of the Unicode chart: `first` stands for `from`. Decimal outside of it.
std::string from_chart(int number, int from, int to, char32_t first) {
  if (number < from || number > to) return std::to_string(number);
  std::string out;
  append_utf8(out, first + static_cast<char32_t>(number - from));
  return out;
}

std::string circled(int number) {
  if (number <= 20) return from_chart(number, 1, 20, U'①');
  return number <= 35 ? from_chart(number, 21, 35, U'㉑') : from_chart(number, 36, 50, U'㊱');
}

std::string ordinal(int number) {
  const int last_two = number % 100;
  const int last = number % 10;
  const bool teen = last_two >= 11 && last_two <= 13;
  return std::to_string(number) + (teen || last == 0 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
}

std::string hexadecimal(int number) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (; number > 0; number /= 16) out.insert(out.begin(), kDigits[static_cast<std::size_t>(number % 16)]);
  return out;
}

/// א .. ט, י, כ, ..., ק: letters as numbers, highest first; 15 and 16 avoid the letters of a holy name.
std::string hebrew_numeral(int number) {
  constexpr Signs kOnes = U"אבגדהוזחט";
  constexpr Signs kTens = U"יכלמנסעפצ";
  constexpr Signs kHundreds = U"קרשת";
  if (number > 999) return std::to_string(number);
  std::string out;
  for (; number >= 500; number -= 400) append_utf8(out, kHundreds[3]);
  if (number >= 100) append_utf8(out, kHundreds[static_cast<std::size_t>(number / 100 - 1)]);
  number %= 100;
  if (number == 15) return out + "טו";
  if (number == 16) return out + "טז";
  if (number >= 10) append_utf8(out, kTens[static_cast<std::size_t>(number / 10 - 1)]);
  if (number % 10 > 0) append_utf8(out, kOnes[static_cast<std::size_t>(number % 10 - 1)]);
  return out;
}

std::string decimal(int number) {
  return std::to_string(number);
}
std::string padded(int number, std::size_t digits) {
  std::string out = std::to_string(number);
  if (out.size() < digits) out.insert(0, digits - out.size(), '0');
  return out;
}

struct Format {
  std::string_view name;
  std::string (*print)(int);
};

// clang-format off
constexpr Format kFormats[] = {
    {"decimal", decimal}, {"decimalHalfWidth", decimal}, {"decimalZero", [](int n) { return padded(n, 2); }},
    // Of custom formats, by the digits of the numbers that they spell.
    {"decimalZero3", [](int n) { return padded(n, 3); }}, {"decimalZero4", [](int n) { return padded(n, 4); }},
    {"decimalZero5", [](int n) { return padded(n, 5); }},
    {"upperRoman", [](int n) { return roman(n, true); }}, {"lowerRoman", [](int n) { return roman(n, false); }},
    {"upperLetter", [](int n) { return repeated(n, kUpper); }}, {"lowerLetter", [](int n) { return repeated(n, kLower); }},
    {"ordinal", ordinal}, {"cardinalText", [](int n) { return english_words(n); }},
    {"ordinalText", [](int n) { return english_ordinal(n); }}, {"hex", hexadecimal},
    {"chicago", [](int n) { return repeated(n, U"*†‡§"); }},
    {"none", [](int) { return std::string(); }}, {"bullet", [](int) { return std::string("•"); }},
    {"numberInDash", [](int n) { return "- " + std::to_string(n) + " -"; }},
    {"decimalFullWidth", [](int n) { return digits(n, U"０１２３４５６７８９"); }},
    {"decimalFullWidth2", [](int n) { return digits(n, U"０１２３４５６７８９"); }},
    {"decimalEnclosedCircle", circled}, {"decimalEnclosedCircleChinese", circled},
    {"decimalEnclosedFullstop", [](int n) { return from_chart(n, 1, 20, U'⒈'); }},
    {"decimalEnclosedParen", [](int n) { return from_chart(n, 1, 20, U'⑴'); }},
    {"ideographEnclosedCircle", [](int n) { return from_chart(n, 1, 10, U'㊀'); }},
    {"chineseCounting", [](int n) { return counted(n, kChineseCounting); }},
    {"chineseCountingThousand", [](int n) { return counted(n, kChineseThousand); }},
    {"chineseLegalSimplified", [](int n) { return counted(n, kLegalCn); }},
    {"ideographLegalTraditional", [](int n) { return counted(n, kLegalTw); }},
    {"taiwaneseCounting", [](int n) { return counted(n, kTaiwan); }},
    {"taiwaneseCountingThousand", [](int n) { return counted(n, kTaiwan); }},
    {"taiwaneseDigital", [](int n) { return digits(n, kChinese); }},
    {"ideographDigital", [](int n) { return digits(n, kChinese); }},
    {"japaneseDigitalTenThousand", [](int n) { return digits(n, kChinese); }},
    {"japaneseCounting", [](int n) { return counted(n, kJapanese); }},
    {"japaneseLegal", [](int n) { return counted(n, kJapaneseLegal); }},
    {"ideographTraditional", [](int n) { return cyclic(n, kStems); }},
    {"ideographZodiac", [](int n) { return cyclic(n, kBranches); }},
    {"ideographZodiacTraditional", sexagenary},
    {"aiueoFullWidth", [](int n) { return cyclic(n, kAiueo); }}, {"aiueo", [](int n) { return cyclic(n, kAiueoHalf); }},
    {"irohaFullWidth", [](int n) { return cyclic(n, kIroha); }}, {"iroha", [](int n) { return cyclic(n, kIroha); }},
    {"ganada", [](int n) { return cyclic(n, kGanada); }}, {"chosung", [](int n) { return cyclic(n, kChosung); }},
    {"koreanDigital", [](int n) { return digits(n, kKoreanDigits); }},
    {"koreanDigital2", [](int n) { return digits(n, U"零一二三四五六七八九"); }},
    {"koreanCounting", [](int n) { return counted(n, kKoreanSino); }},
    {"koreanLegal", korean_native}, {"koreanLegal2", [](int n) { return counted(n, kKoreanLegalHan); }},
    {"russianLower", [](int n) { return repeated(n, kRussianLower); }},
    {"russianUpper", [](int n) { return repeated(n, kRussianUpper); }},
    {"hebrew1", hebrew_numeral}, {"vietnameseCounting", vietnamese_words}, {"thaiCounting", thai_words}, {"hindiCounting", hindi_words},
    {"bahtText", baht_words}, {"dollarText", dollar_words},
    {"hindiVowels", [](int n) { return cyclic(n, kHindiVowelSigns); }},
    {"hebrew2", [](int n) { return repeated(n, kHebrew); }},
    {"arabicAlpha", [](int n) { return repeated(n, kArabicAlpha); }},
    {"arabicAbjad", [](int n) { return repeated(n, kArabicAbjad); }},
    {"thaiLetters", [](int n) { return repeated(n, kThaiLetters); }},
    {"thaiNumbers", [](int n) { return digits(n, U"๐๑๒๓๔๕๖๗๘๙"); }},
    {"hindiConsonants", [](int n) { return repeated(n, kHindiConsonants); }},
    {"hindiNumbers", [](int n) { return digits(n, U"०१२३४५६७८९"); }},
};
// clang-format on

}  // namespace

std::string format_number(int number, std::string_view format, bool& known) {
  const auto found = std::find_if(std::begin(kFormats), std::end(kFormats),
                                  [&](const Format& candidate) { return candidate.name == format; });
  if (found == std::end(kFormats)) known = false;
  const bool takes_zero =
      found != std::end(kFormats) && (found->name == "none" || found->name == "bullet" ||
                                      found->name.starts_with("decimalZero") || found->name == "ordinal");
  if (found == std::end(kFormats) || number < 0 || (number == 0 && !takes_zero)) return std::to_string(number);
  return found->print(number);
}

}  // namespace gridlift::docx
