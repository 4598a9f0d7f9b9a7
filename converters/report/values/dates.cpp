#include "converters/report/values/dates.h"

#include <array>
#include <optional>
#include <vector>

#include "converters/report/values/numerals.h"
#include "core/unicode.h"

namespace gridlift::report {

namespace {

/// A date cut into numbers and words: "31 December 2020" -> 31, december, 2020.
struct Piece {
  int number = -1;  // -1: a word
  std::size_t digits = 0;
  std::string word;  // lower case; separators are words of one sign
};

void flush_chinese(std::u32string& numeral, std::vector<Piece>& pieces) {
  if (numeral.empty()) return;
  const auto value = parse_chinese_numeral(numeral);
  Piece piece;
  piece.number = value && *value < 10'000 ? static_cast<int>(*value) : -1;
  piece.digits = piece.number >= 1000 ? 4 : 1;
  pieces.push_back(piece);
  numeral.clear();
}

std::vector<Piece> cut(std::string_view text) {
  std::vector<Piece> pieces;
  std::u32string numeral;
  bool in_number = false;
  bool in_word = false;
  for_each_code_point(text, [&](char32_t c) {
    if (std::u32string_view(U"〇零○一二三四五六七八九十").find(c) != std::u32string_view::npos) {
      numeral.push_back(c);
      in_number = in_word = false;
      return;
    }
    flush_chinese(numeral, pieces);
    if (c >= '0' && c <= '9') {
      if (!in_number) pieces.push_back({0, 0, {}});
      Piece& piece = pieces.back();
      piece.number = piece.digits < 5 ? piece.number * 10 + static_cast<int>(c - '0') : 99'999;
      ++piece.digits;
      in_number = true;
      in_word = false;
      return;
    }
    in_number = false;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      if (!in_word) pieces.push_back({});
      pieces.back().word.push_back(static_cast<char>(c | 0x20));
      in_word = true;
      return;
    }
    in_word = false;
    if (is_space(c)) return;
    pieces.push_back({});
    append_utf8(pieces.back().word, c);
  });
  flush_chinese(numeral, pieces);
  return pieces;
}

int month_named(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths = {"january",   "february", "march",    "april",
                                                               "may",       "june",     "july",     "august",
                                                               "september", "october",  "november", "december"};
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    if (word == kMonths[i] ||
        (word.size() >= 3 && word.size() <= 4 && kMonths[i].starts_with(word.substr(0, 3)) &&
         kMonths[i].starts_with(word)) ||
        (word == "sept" && i == 8))
      return static_cast<int>(i) + 1;
  }
  return 0;
}

std::string iso(int year, int month, int day) {
  if (year < 1000 || year > 2999 || month < 0 || month > 12 || day < 0 || day > 31) return {};
  const auto two = [](int n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  std::string out = std::to_string(year);
  if (month > 0) out += "-" + two(month);
  if (day > 0) out += "-" + two(day);
  return out;
}

/// 2020年[12月[31日]]
std::string chinese(const std::vector<Piece>& p) {
  if (p.size() < 2 || p[0].digits != 4 || p[1].word != "年") return {};
  if (p.size() == 2) return iso(p[0].number, 0, 0);
  if (p.size() < 4 || p[2].number < 1 || p[3].word != "月") return {};
  if (p.size() == 4) return iso(p[0].number, p[2].number, 0);
  if (p.size() != 6 || p[4].number < 1 || (p[5].word != "日" && p[5].word != "号")) return {};
  return iso(p[0].number, p[2].number, p[4].number);
}

/// Three numbers with two equal separators.
std::string numeric(const std::vector<Piece>& p) {
  if (p.size() != 5 || p[1].word != p[3].word || (p[1].word != "-" && p[1].word != "/" && p[1].word != ".")) return {};
  if (p[0].number < 1 || p[2].number < 1 || p[4].number < 1) return {};
  if (p[0].digits == 4)
    return p[2].digits <= 2 && p[4].digits <= 2 ? iso(p[0].number, p[2].number, p[4].number) : std::string();
  if (p[4].digits != 4 || p[0].digits > 2 || p[2].digits > 2) return {};
  // Day first, as most of the world writes it, unless the second number can only be the day.
  return p[2].number > 12 ? iso(p[4].number, p[0].number, p[2].number) : iso(p[4].number, p[2].number, p[0].number);
}

/// 31 December 2020, December 31, 2020, December 2020
std::string named(std::vector<Piece> p) {
  std::erase_if(p, [](const Piece& piece) {
    return piece.word == "," || piece.word == "." || piece.word == "of" || piece.word == "st" || piece.word == "nd" ||
           piece.word == "rd" || piece.word == "th";
  });
  if (p.size() == 2 && month_named(p[0].word) > 0 && p[1].digits == 4)
    return iso(p[1].number, month_named(p[0].word), 0);
  if (p.size() != 3 || p[2].digits != 4) return {};
  if (p[0].number > 0 && p[0].digits <= 2 && month_named(p[1].word) > 0)
    return iso(p[2].number, month_named(p[1].word), p[0].number);
  if (month_named(p[0].word) > 0 && p[1].number > 0 && p[1].digits <= 2)
    return iso(p[2].number, month_named(p[0].word), p[1].number);
  return {};
}

}  // namespace

std::string parse_date(std::string_view text) {
  if (text.empty() || text.size() > 60) return {};
  const std::vector<Piece> pieces = cut(text);
  for (auto* form : {chinese, numeric}) {
    if (auto found = form(pieces); !found.empty()) return found;
  }
  return named(pieces);
}

}  // namespace gridlift::report
